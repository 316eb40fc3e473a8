import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { AskerError, UpstreamError } from '../../../../src/core/errors.ts';
import type { DigestPart } from '../../../../src/digests/deliver.ts';
import type { Digest } from '../../../../src/digests/digest.ts';
import { clientOptions } from '../../../../src/surfaces/slack/calls/client-options.ts';
import { createSlackMessenger } from '../../../../src/surfaces/slack/digests/slack-messenger.ts';
import { itSpeaks } from '../../../contracts/messenger.ts';
import { figuresPlan } from '../../../digests/sample-digest.ts';
import { FAKE_REPLIES } from '../../../fakes/fake-replies.ts';
import { BOT_TOKEN, type SlackWebApi, startSlackWebApi } from '../../../standins/slack/web-api.ts';
import { createLog, QUICK } from '../open-slack.ts';

const SINCE = '2020-01-01T00:00:00.000Z';
const { signal } = new AbortController();

/** A digest of every answer there is, out of bounds and late. */
const DIGEST: Digest = {
  name: 'daily',
  title: 'Yesterday in <support> & *more*',
  slot: { local: '2026-11-20T09:00', at: '2026-11-20T13:00:00.000Z' },
  zone: 'America/Halifax',
  headlines: ['**38 conversations** came in <!channel>.', 'CSAT was **95 %**.'],
  charts: FAKE_REPLIES.flatMap(({ reply }, at) =>
    reply.kind === 'answer' && reply.chart ? [at] : [],
  ).slice(0, 2),
  sections: FAKE_REPLIES.map(({ on, reply }) => ({
    ...{ title: on, question: on, plan: figuresPlan(), keys: [['Nova']], reply },
  })),
  breaches: [{ section: 0, words: 'First response: **5 h**, outside the 4 h target.' }],
  mention: { kind: 'group', id: 'S0123456789' },
  late: true,
  empty: false,
};
const HEAD: DigestPart = { digest: DIGEST, section: null };
const SECTION: DigestPart = { digest: DIGEST, section: 0 };

async function open() {
  const api = await startSlackWebApi();
  const logger = createLog();
  const calling = { apiUrl: api.apiUrl, fetch: globalThis.fetch, logger, signal };
  const client = new WebClient(
    BOT_TOKEN,
    clientOptions({ ...calling, patience: { ...PATIENT, ...QUICK.patience } }),
  );
  const draw = async () => new Uint8Array(Buffer.from('png'));
  const messenger = createSlackMessenger({ clientOf: async () => client, draw, logger });
  return { api, messenger, channel: api.channels.support ?? '' };
}
const PATIENT = { uploadTimeoutMs: 1000 };

const post = (
  { messenger, channel }: Awaited<ReturnType<typeof open>>,
  content = HEAD,
  key = 'digest:daily:1:head',
) => messenger.post({ channel, thread: null, key, content, piece: 0 });

async function messagesIn(api: SlackWebApi, channel: string): Promise<number> {
  const { messages = [] } = await api.ask('conversations.history', { channel });
  let count = 0;
  for (const { ts } of messages as { ts: string }[])
    count += (await api.thread(channel, ts)).length;
  return count;
}

itSpeaks('Slack', async () => {
  const { api, messenger, channel } = await open();
  const person = api.people.dana ?? '';
  return {
    ...{ messenger, channel, person, content: HEAD, reply: SECTION },
    count: async () => {
      const { channel: direct } = await api.ask('conversations.open', { users: person });
      return {
        posted: await messagesIn(api, channel),
        told: await messagesIn(api, (direct as { id: string }).id),
      };
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
});

describe('a digest in Slack', () => {
  it('goes through for every part and piece, with nothing Slack would object to', async () => {
    const opened = await open();
    await using api = opened.api;
    const { messenger, channel } = opened;
    const head = await post(opened);
    let posted = 1;
    for (const section of DIGEST.sections.keys()) {
      const content = { digest: DIGEST, section };
      for (let piece = 0; piece < messenger.pieces(content); piece++) {
        const key = `digest:daily:1:section-${section + 1}${piece > 0 ? `:${piece + 1}` : ''}`;
        await messenger.post({ channel, thread: head, key, content, piece });
        expect(await messenger.find({ channel, thread: head, key, since: SINCE })).not.toBeNull();
        posted++;
      }
    }
    expect((await api.thread(channel, head.id)).length).toBe(posted);
    expect(api.problems).toEqual([]);
    const said = JSON.stringify(api.callsOf('chat.postMessage')[0]?.args);
    expect(said).toContain('"type":"usergroup","usergroup_id":"S0123456789"');
    expect(said).toContain('Late: this was due at 09:00');
    expect(said).not.toContain('<!channel>');
  });

  it('calls everybody only where the operator says so', async () => {
    const opened = await open();
    await using api = opened.api;
    await post(opened, { digest: { ...DIGEST, mention: null }, section: null });
    expect(JSON.stringify(api.callsOf('chat.postMessage')[0]?.args)).not.toContain('broadcast');
    await post(opened, { digest: { ...DIGEST, mention: { kind: 'here' } }, section: null });
    const said = JSON.stringify(api.callsOf('chat.postMessage')[1]?.args);
    expect(said).toContain('"type":"broadcast","range":"here"');
    // The checker, which lets no answer call everybody, takes notice of it.
    expect(api.problems).toEqual([expect.stringContaining('a call to everybody')]);
  });

  it('carries the section’s plan, so that its thread is its memory', async () => {
    const opened = await open();
    await using api = opened.api;
    const head = await post(opened);
    const { channel } = opened;
    await opened.messenger.post({
      ...{ channel, thread: head, key: 'digest:daily:1:section-1', content: SECTION, piece: 0 },
    });
    const { metadata } = api.callsOf('chat.postMessage')[1]?.args ?? {};
    expect(metadata).toMatchObject({
      event_type: 'deskhand_turn',
      event_payload: { key: 'digest:daily:1:section-1', part: '0' },
    });
    expect(JSON.stringify(metadata)).toContain('yesterday');
  });

  it('is found where Slack took it and did not say so', async () => {
    const opened = await open();
    await using api = opened.api;
    api.fail({ on: 'chat.postMessage', fault: { kind: 'reset', isDone: true }, times: 1 });
    await expect(post(opened)).rejects.toThrow(UpstreamError);
    const where = { channel: opened.channel, thread: null, key: 'digest:daily:1:head' };
    expect(await opened.messenger.find({ ...where, since: SINCE })).not.toBeNull();
    expect(await messagesIn(api, opened.channel)).toBe(1);
  });

  it('asks to be invited where it may not post', async () => {
    const opened = await open();
    await using api = opened.api;
    api.fail({ on: 'chat.postMessage', fault: { kind: 'refuse', error: 'not_in_channel' } });
    await expect(post(opened)).rejects.toThrow(AskerError);
    await expect(post(opened)).rejects.toThrow(/invite me there/);
  });

  it('goes out in words where Slack refuses to draw it, and without its plan where that can’t travel', async () => {
    const opened = await open();
    await using api = opened.api;
    const stop = api.fail({
      on: 'chat.postMessage',
      fault: { kind: 'refuse', error: 'invalid_blocks' },
      times: 2,
    });
    await post(opened);
    stop();
    expect(api.callsOf('chat.postMessage').at(-1)?.args.blocks).toEqual([]);
    api.fail({
      on: 'chat.postMessage',
      fault: { kind: 'refuse', error: 'invalid_metadata_format' },
      times: 1,
    });
    await post(opened, SECTION, 'digest:daily:2:section-1');
    expect(api.callsOf('chat.postMessage').at(-1)?.args.metadata).toEqual({
      event_type: 'deskhand_digest',
      event_payload: { key: 'digest:daily:2:section-1' },
    });
  });
});
