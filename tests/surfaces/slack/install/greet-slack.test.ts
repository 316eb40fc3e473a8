import { WebClient } from '@slack/web-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { greetSlack } from '../../../../src/surfaces/slack/install/greet-slack.ts';
import { createOneWorkspace } from '../../../../src/surfaces/slack/install/workspaces.ts';
import { createBoltLogger } from '../../../../src/surfaces/slack/log.ts';
import { BOT_TOKEN } from '../../../standins/slack/web-api.ts';
import { createLog, eventually, openWebApi } from '../open-slack.ts';

async function greet(token: string) {
  const api = await openWebApi();
  const log = createLog();
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  const clientWith = (given: string) =>
    new WebClient(given, {
      slackApiUrl: api.apiUrl,
      retryConfig: { retries: 0 },
      logger: createBoltLogger(createLog()),
    });
  const begin = () =>
    greetSlack({
      workspaces: createOneWorkspace(token, clientWith),
      logger: log,
      signal: stopping.signal,
      waitsMs: [10],
    });
  return { api, log, begin };
}

describe('greetSlack', () => {
  it('logs as whom it answers', async () => {
    const { log, begin } = await greet(BOT_TOKEN);
    await begin();
    expect(log.lines).toEqual([
      { level: 'info', fields: { user: 'deskhand', team: 'Acme' }, words: 'answering in Slack' },
    ]);
  });

  it('says once that Slack is down, and goes on asking', async () => {
    const { api, log, begin } = await greet(BOT_TOKEN);
    await api.down();
    const greeted = begin();
    await eventually(() => log.lines.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await api.up();
    await greeted;
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('says whose fault a refused token is, without it', async () => {
    const { log, begin } = await greet('xoxb-mistyped');
    void begin();
    await eventually(() => log.lines.length > 0);
    expect(log.lines[0]).toMatchObject({ level: 'error', fields: { reason: 'invalid_auth' } });
    expect(JSON.stringify(log.lines)).not.toContain('mistyped');
  });
});
