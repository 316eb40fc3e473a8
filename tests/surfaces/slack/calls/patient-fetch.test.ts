import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { clientOptions } from '../../../../src/surfaces/slack/calls/client-options.ts';
import { BOT_TOKEN } from '../../../standins/slack/web-api.ts';
import { createLog, openWebApi } from '../open-slack.ts';

const PATIENCE = {
  timeoutMs: 200,
  uploadTimeoutMs: 500,
  retries: 2,
  firstRetryMs: 10,
  longestHoldMs: 2_500,
};

async function openClient() {
  const api = await openWebApi();
  const stopping = new AbortController();
  const client = new WebClient(
    BOT_TOKEN,
    clientOptions({
      apiUrl: api.apiUrl,
      fetch: globalThis.fetch,
      logger: createLog(),
      patience: PATIENCE,
      signal: stopping.signal,
    }),
  );
  const channel = api.channels.support ?? '';
  const posted = () => api.callsOf('chat.postMessage');
  return { api, client, channel, stopping, posted };
}

describe('calls of Slack’s Web API', () => {
  it('wait as long as Slack asks, and are then made', async () => {
    const { api, client, channel, posted } = await openClient();
    const fault = { kind: 'too-many', retryAfterSeconds: 1 } as const;
    api.fail({ fault, on: 'chat.postMessage', times: 1 });
    const { ok } = await client.chat.postMessage({ channel, text: 'a' });
    const [refused, done] = posted();
    expect(ok).toBe(true);
    expect((done?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThan(990);
  });

  it('of other methods go on meanwhile', async () => {
    const { api, client, channel } = await openClient();
    const fault = { kind: 'too-many', retryAfterSeconds: 2 } as const;
    api.fail({ fault, on: 'chat.postMessage', times: 1 });
    const posting = client.chat.postMessage({ channel, text: 'a' });
    const started = performance.now();
    await client.auth.test();
    expect(performance.now() - started).toBeLessThan(500);
    await posting;
  });

  it('give up where Slack asks for more patience than there is', async () => {
    const { api, client, channel, posted } = await openClient();
    api.fail({ fault: { kind: 'too-many', retryAfterSeconds: 60 } });
    await expect(client.chat.postMessage({ channel, text: 'a' })).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
    });
    expect(posted()).toHaveLength(1);
  });

  it.each([
    { kind: 'reset', isDone: false } as const,
    { kind: 'status', status: 503 } as const,
    { kind: 'stall', ms: 5_000 } as const,
  ])('that change nothing, or the same again, are made once more (%o)', async (fault) => {
    const { api, client } = await openClient();
    api.fail({ fault, times: 2 });
    expect((await client.auth.test()).ok).toBe(true);
    expect(api.calls).toHaveLength(3);
  });

  it.each([
    { kind: 'reset', isDone: true } as const,
    { kind: 'status', status: 500 } as const,
    { kind: 'stall', ms: 5_000 } as const,
  ])('that post a message are not, as it may have been posted (%o)', async (fault) => {
    const { api, client, channel, posted } = await openClient();
    api.fail({ fault, times: 1 });
    await expect(client.chat.postMessage({ channel, text: 'a' })).rejects.toThrow();
    expect(posted()).toHaveLength(1);
  });

  it('that never left are made again, whatever they are for', async () => {
    const { api, client, channel, posted } = await openClient();
    await api.down();
    const posting = client.chat.postMessage({ channel, text: 'a' });
    await new Promise((resolve) => setTimeout(resolve, 8)); // one attempt was refused by now
    await api.up();
    expect((await posting).ok).toBe(true);
    expect(posted()).toHaveLength(1);
  });

  it('end when the service is told to stop', async () => {
    const { api, client, stopping } = await openClient();
    api.fail({ fault: { kind: 'too-many', retryAfterSeconds: 2 } });
    const asking = client.auth.test();
    setTimeout(() => stopping.abort(), 50);
    const started = performance.now();
    await expect(asking).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
