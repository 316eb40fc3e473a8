import { describe, expect, it, onTestFinished } from 'vitest';
import { startSocketServer } from '../standins/slack/socket-server.ts';
import { APP_TOKEN, type SlackCall, type SlackWebApi } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { callerOf, eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import {
  answersIn,
  buttonsOf,
  importTickets,
  inChannel,
  openSlackApp,
  type Posted,
} from './open-slack-app.ts';

const folder = useTempFolders();

async function openAll(role: 'manager' | 'viewer' = 'manager') {
  const api = await openWebApi();
  const opened = await openSlackApp(folder(), api, { role });
  await importTickets(opened);
  const user = api.people.dana ?? '';
  const channel = api.channels.support ?? '';
  const ask = (text: string) =>
    opened.slack.command({
      ...{ command: '/ask', text, user, channel },
      responseUrl: api.responseUrl(),
    });
  return { api, opened, user, channel, ask };
}

/** What went to response_urls, once it is as much as awaited. */
async function responses(api: SlackWebApi, count: number): Promise<readonly Posted[]> {
  await eventually(() => api.callsOf('response').length >= count, 5000);
  return api.callsOf('response').map(({ args }) => args as unknown as Posted);
}

function lastCall(api: SlackWebApi, method: string): SlackCall | undefined {
  return api.callsOf(method).at(-1);
}

describe('/ask', () => {
  it('answers whoever asks alone, follows up, and shares an answer under their name', async () => {
    const { api, opened, user, channel, ask } = await openAll();
    await ask('tickets by agent this month');
    const [answer] = await responses(api, 1);
    expect(answer).toMatchObject({ response_type: 'ephemeral' });
    expect(answer?.text).toContain('Nova leads with 12 tickets');
    await ask('only billing');
    const [, followed] = await responses(api, 2);
    expect(followed?.text).toContain('Nova leads with 6 tickets');
    expect(api.callsOf('chat.postMessage')).toEqual([]);

    const share = buttonsOf(followed).find(({ action_id }) => action_id === 'share');
    const pressed = { user, channel, messageTs: '1.1', action: { type: 'button', ...share } };
    await opened.slack.click({ ...pressed, responseUrl: api.responseUrl() });
    await responses(api, 3);
    expect(lastCall(api, 'response')?.args).toEqual({ delete_original: true });
    const shared = lastCall(api, 'chat.postMessage');
    expect(JSON.stringify(shared?.args.blocks)).toContain(`"user_id":"${user}"`);
    expect(shared?.args.text).toContain('Nova leads with 6 tickets');

    const history = await api.ask('conversations.history', { channel });
    const root = (history.messages as readonly Posted[])[0]?.ts ?? '';
    await inChannel(api, opened.slack, 'sam', 'support').saysIn(root, 'only Girly');
    const [, gone] = await answersIn(api, channel, root, 2);
    expect(gone?.text).toContain('4 tickets in Billing handled by Girly');
    expect(api.problems).toEqual([]);
  });

  it('says what can be asked when nothing is', async () => {
    const { api, ask } = await openAll();
    await ask('');
    const [help] = await responses(api, 1);
    expect(buttonsOf(help).length).toBeGreaterThan(2);
  });
});

describe('an answer', () => {
  it('says how it came about, to whoever asks it that', async () => {
    const { api, opened, user, channel } = await openAll();
    const root = await inChannel(api, opened.slack, 'dana', 'support').mention(
      'tickets this month',
    );
    const [answer] = await answersIn(api, channel, root, 1);
    const how = buttonsOf(answer).find(({ action_id }) => action_id === 'how');
    const triggerId = await api.triggerFor('dana');
    const place = { user, channel, messageTs: answer?.ts ?? '', threadTs: root, triggerId };
    await opened.slack.click({ ...place, action: { type: 'button', ...how } });
    await eventually(() => api.callsOf('views.open').length === 1);
    expect(lastCall(api, 'views.open')?.error).toBeNull();
    expect(JSON.stringify(lastCall(api, 'views.open')?.args.view)).toContain('SELECT');
    expect(api.problems).toEqual([]);
  });

  it('takes a thumb down, and why', async () => {
    const { api, opened, user, channel } = await openAll();
    const root = await inChannel(api, opened.slack, 'dana', 'support').mention(
      'tickets this month',
    );
    const [answer] = await answersIn(api, channel, root, 1);
    const thumbs = answer?.blocks?.find(({ type }) => type === 'context_actions')?.elements?.[0];
    const { negative_button } = thumbs as { negative_button: { value: string } };
    const action = {
      type: 'feedback_buttons',
      action_id: 'feedback',
      value: negative_button.value,
    };
    const triggerId = await api.triggerFor('dana');
    await opened.slack.click({
      user,
      channel,
      messageTs: answer?.ts ?? '',
      threadTs: root,
      action,
      triggerId,
    });
    await eventually(() => api.callsOf('views.open').length === 1);
    await eventually(async () => (await opened.app.desk.feedbackGiven()).length === 1);
    expect(await opened.app.desk.feedbackGiven()).toMatchObject([{ verdict: 'bad' }]);

    const { view } = (lastCall(api, 'views.open')?.args ?? {}) as {
      view: { callback_id: string; private_metadata: string };
    };
    const values = {
      reason: { reason: { selected_option: { value: 'reading' } } },
      comment: { comment: { value: 'I meant chats' } },
    };
    await opened.slack.submit({
      ...{ user, values, callbackId: view.callback_id },
      privateMetadata: view.private_metadata,
    });
    expect(await opened.app.desk.feedbackGiven()).toMatchObject([
      {
        ...{ person: user, verdict: 'bad', reason: 'reading', comment: 'I meant chats' },
        question: 'tickets this month',
        plan: { kind: 'figures' },
      },
    ]);
    await eventually(() => api.callsOf('chat.postEphemeral').length === 1);
    expect(api.problems).toEqual([]);
  });

  it('that not everybody in the channel may see goes to its asker alone', async () => {
    const { api, opened, user, channel } = await openAll('viewer');
    await opened.stop();
    const boss = await openSlackApp(opened.home, api, { role: 'viewer', managers: [user] });
    const dana = inChannel(api, boss.slack, 'dana', 'support');
    const root = await dana.mention('tickets by agent this month');
    const [notice] = await answersIn(api, channel, root, 1);
    expect(notice?.text).toContain('Answered privately');
    await eventually(() => api.callsOf('chat.postMessage').length === 2);
    const direct = lastCall(api, 'chat.postMessage');
    expect(direct?.args.channel).not.toBe(channel);
    expect(direct?.args.text).toContain('Nova leads with 12 tickets');
    expect(JSON.stringify(notice)).not.toContain('Nova');
    const sam = inChannel(api, boss.slack, 'sam', 'support');
    await sam.saysIn(root, 'only Nova');
    const [, refused] = await answersIn(api, channel, root, 2);
    expect(refused?.text).toContain('for managers');
  });
});

describe('a direct message', () => {
  it('is answered, and what follows outside its thread goes on from it', async () => {
    const { api, opened, user } = await openAll();
    const direct = await api.ask('conversations.open', { users: user });
    const channel = (direct.channel as { id: string }).id;
    const ts = `${Math.floor(Date.now() / 1000)}.000100`;
    const answers = () => api.callsOf('chat.postMessage').map(({ args }) => args);
    await opened.slack.direct({ user, channel, text: 'tickets by agent this month', ts });
    await eventually(() => answers().length === 1, 5000);
    expect(answers()[0]).toMatchObject({ channel, thread_ts: ts });
    await opened.slack.direct({ user, channel, text: 'only billing', ts: `${ts}1` });
    await eventually(() => answers().length === 2, 5000);
    expect(answers()[1]?.text).toContain('Nova leads with 6 tickets');
  });

  it('is met with questions that work', async () => {
    const { api, opened, user } = await openAll();
    await opened.slack.event({
      ...{ type: 'app_home_opened', tab: 'messages' },
      user,
      channel: 'D1',
    });
    await eventually(() => api.callsOf('assistant.threads.setSuggestedPrompts').length === 1);
    const { prompts } = lastCall(api, 'assistant.threads.setSuggestedPrompts')?.args ?? {};
    expect(prompts).toHaveLength(4);
  });
});

describe('over a socket', () => {
  it('a question is answered just the same', async () => {
    const socket = await startSocketServer();
    onTestFinished(() => socket[Symbol.asyncDispose]());
    const api = await openWebApi({ socketUrl: () => socket.url });
    const opened = await openSlackApp(folder(), api, {
      env: { SLACK_APP_TOKEN: APP_TOKEN, SLACK_SIGNING_SECRET: '', SLACK_HTTP_PORT: '' },
    });
    await importTickets(opened);
    const channel = api.channels.support ?? '';
    const text = '<@U0DESKHAND> tickets by agent this month';
    const ts = await api.say('dana', 'support', text);
    const { bodies } = callerOf(api, 1);
    const payload = bodies.mention({ user: api.people.dana ?? '', channel, text, ts }, 'Ev1');
    await socket.deliver({ type: 'events_api', payload });
    await socket.deliver({ type: 'events_api', payload, retryAttempt: 1 });
    const answers = await answersIn(api, channel, ts, 1);
    expect(answers.map((one) => one.text.slice(0, 26))).toEqual(['Nova leads with 12 tickets']);
  });
});
