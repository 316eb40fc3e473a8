import type { App } from '@slack/bolt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSocketServer } from '../../../standins/slack/socket-server.ts';
import { APP_TOKEN } from '../../../standins/slack/web-api.ts';
import { callerOf, eventually, HTTP_SECRETS, openSlack, openWebApi } from '../open-slack.ts';

const QUESTION = { user: 'U1', channel: 'C1', text: 'how many tickets?', ts: '1.1' };

async function openSocket(listen: (key: string) => Promise<void> | void = () => {}) {
  const socket = await startSocketServer();
  onTestFinished(() => socket[Symbol.asyncDispose]());
  const api = await openWebApi({ socketUrl: () => socket.url });
  const jobs: string[] = [];
  const opened = await openSlack({
    api,
    parts: {
      config: {
        ...{ mode: 'socket', installing: 'token', listen: null, redirectUri: null },
        apiUrl: api.apiUrl,
      },
      secrets: { ...HTTP_SECRETS, signingSecret: null, appToken: APP_TOKEN },
    },
    register: (app: App) => {
      const work = async (key: string) => {
        await listen(key);
        jobs.push(key);
      };
      app.event('app_mention', ({ context }) => work(context.jobKey));
      app.command('/ask', ({ context }) => work(context.jobKey));
      app.action('go', ({ context }) => work(context.jobKey));
      app.view('reason', async ({ ack }) => ack({ response_action: 'clear' }));
    },
  });
  const { bodies } = callerOf(api, 1);
  const mention = (eventId: string, more = {}) =>
    socket.deliver({ type: 'events_api', payload: bodies.mention(QUESTION, eventId), ...more });
  return { ...opened, socket, jobs, bodies, mention };
}

describe('socket mode', () => {
  it('takes events, commands and clicks, and answers dialogues', async () => {
    const { socket, jobs, bodies, mention } = await openSocket();
    await mention('Ev1');
    const place = { user: 'U1', channel: 'C1' };
    const command = bodies.command({ command: '/ask', ...place });
    await socket.deliver({ type: 'slash_commands', payload: command });
    const action = { type: 'button', action_id: 'go' };
    const click = bodies.click({ ...place, messageTs: '1.1', action });
    await socket.deliver({ type: 'interactive', payload: click });
    const form = bodies.submission({ user: 'U1', callbackId: 'reason', values: {} });
    const { payload } = await socket.deliver({ type: 'interactive', payload: form });
    await eventually(() => jobs.length === 3);
    expect(payload).toEqual({ response_action: 'clear' });
    expect(jobs.map((key) => key.split(':')[0]).toSorted()).toEqual([
      ...['block_actions', 'command', 'event'],
    ]);
  });

  it('works once what is delivered again, in the same envelope or another', async () => {
    const { jobs, mention } = await openSocket();
    await mention('Ev1', { envelopeId: 'a' });
    await mention('Ev1', { envelopeId: 'a', retryAttempt: 1 });
    await mention('Ev1', { envelopeId: 'b', retryAttempt: 2 });
    await mention('Ev2');
    await eventually(() => jobs.includes('event:Ev2'));
    expect(jobs).toEqual(['event:Ev1', 'event:Ev2']);
  });

  it('connects again when Slack says it is about to close the connection', async () => {
    const { socket, jobs, mention } = await openSocket();
    await socket.someone();
    socket.disconnect();
    await eventually(() => socket.connected === 2);
    await mention('Ev1');
    await eventually(() => jobs.length === 1);
  });

  it('connects again when the connection breaks, and keeps trying while it can’t', async () => {
    const { socket, api, jobs, log, mention } = await openSocket();
    await socket.someone();
    socket.refuse(true);
    await api.down();
    socket.drop();
    await eventually(() => log.lines.some(({ words }) => /can’t be reached/.test(words)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await api.up();
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.refuse(false);
    await eventually(() => socket.connected === 2);
    await mention('Ev1');
    await eventually(() => jobs.length === 1);
    expect(log.lines.filter(({ words }) => /can’t be reached/.test(words))).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toMatch(/ticket=|xapp-/);
  });

  it('starts while Slack is down', async () => {
    const socket = await startSocketServer();
    onTestFinished(() => socket[Symbol.asyncDispose]());
    const api = await openWebApi({ socketUrl: () => socket.url });
    await api.down();
    const config = {
      mode: 'socket',
      installing: 'token',
      listen: null,
      redirectUri: null,
    } as const;
    const { log } = await openSlack({
      api,
      parts: {
        config: { ...config, apiUrl: api.apiUrl },
        secrets: { ...HTTP_SECRETS, signingSecret: null, appToken: APP_TOKEN },
      },
    });
    await eventually(() => log.lines.some(({ words }) => /can’t be reached/.test(words)));
    await api.up();
    await socket.someone();
  });
});
