import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import {
  answersIn,
  buttonsOf,
  importTickets,
  inChannel,
  openSlackApp,
  type SlackApp,
} from './open-slack-app.ts';

const folder = useTempFolders();

/** After the messages of the stand-in, which have the real time. */
const LATER = '2027-01-10T14:00:00Z';

async function openAll() {
  const api = await openWebApi();
  const opened = await openSlackApp(folder(), api);
  await importTickets(opened);
  return { api, opened };
}

function forgetState({ home }: SlackApp): void {
  for (const end of ['', '-wal', '-shm'])
    rmSync(join(home, `data/state.sqlite${end}`), { force: true });
}

describe('a conversation in a channel', () => {
  it('goes on by the buttons under its answers, and over a restart', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const root = await dana.mention('tickets by agent this month');
    const [answer] = await answersIn(api, dana.channel, root, 1);
    expect(answer?.text).toContain('Nova leads with 12 tickets');
    expect(api.callsOf('assistant.threads.setStatus').length).toBeGreaterThan(0);

    const followUps = buttonsOf(answer).filter(({ action_id }) => action_id.startsWith('ask_'));
    expect(followUps).toHaveLength(3);
    for (const [at, { action_id, value }] of followUps.entries()) {
      await dana.press({ message: answer?.ts ?? '', thread: root }, { action_id, value });
      const replies = await answersIn(api, dana.channel, root, at + 2);
      expect(JSON.stringify(replies[at + 1]?.blocks)).toContain(value);
    }

    await opened.stop();
    const again = await openSlackApp(opened.home, api);
    const sam = inChannel(api, again.slack, 'sam', 'support');
    await sam.saysIn(root, 'tickets by agent this month');
    await answersIn(api, sam.channel, root, 5);
    await sam.saysIn(root, 'only billing');
    const last = (await answersIn(api, sam.channel, root, 6)).at(5);
    expect(last?.text).toContain('Nova leads with 6 tickets');
    expect(api.problems).toEqual([]);
  });

  it('goes on from its own messages when nothing is remembered here, reading them once', async () => {
    const { api, opened } = await openAll();
    const root = await inChannel(api, opened.slack, 'dana', 'support').mention(
      'tickets by agent this month',
    );
    await answersIn(api, api.channels.support ?? '', root, 1);
    await opened.stop();
    forgetState(opened);

    const again = await openSlackApp(opened.home, api, { now: LATER });
    const sam = inChannel(api, again.slack, 'sam', 'support');
    api.forgetCalls();
    await sam.saysIn(root, 'only billing');
    const [, followed] = await answersIn(api, sam.channel, root, 2);
    expect(followed?.text).toContain('Nova leads with 6 tickets');
    await sam.saysIn(root, 'only Girly');
    const [first] = await answersIn(api, sam.channel, root, 3);
    const how = buttonsOf(first).find(({ action_id }) => action_id === 'how');
    await sam.press({ message: first?.ts ?? '', thread: root }, { ...how });
    await eventually(() => api.callsOf('views.open').length === 1, 5000);
    expect(JSON.stringify(api.callsOf('views.open')[0]?.args.view)).toContain('SELECT');
    expect(api.callsOf('conversations.replies')).toHaveLength(1);
    expect(api.problems).toEqual([]);
  });

  it('answers two questions at once in the order they came', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const root = await dana.mention('tickets by agent this month');
    await answersIn(api, dana.channel, root, 1);
    const first = await dana.postIn(root, 'only billing');
    const second = await dana.postIn(root, 'only Girly');
    await Promise.all([dana.tellIn(root, first), dana.tellIn(root, second)]);
    const answers = await answersIn(api, dana.channel, root, 3);
    const answered = answers.map(({ metadata }) => metadata?.event_payload.key);
    expect(answered).toEqual([root, first.ts, second.ts]);
    expect(answers.at(-1)?.text).toContain('4 tickets in Billing handled by Girly');
  });

  it('stays out of what people say to each other', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const other = await api.say('sam', 'support', 'lunch?');
    await dana.saysIn(other, 'tickets by agent this month');
    const root = await dana.mention('tickets by agent this month');
    await answersIn(api, dana.channel, root, 1);
    await dana.saysIn(root, 'thanks, that is what I was looking for in the kitchen');
    await dana.saysIn(root, `<@${api.people.sam}> tickets by agent this month`);
    await dana.saysIn(root, ':tada:');
    await dana.saysIn(root, 'only billing');
    const answers = await answersIn(api, dana.channel, root, 2);
    expect(answers.at(-1)?.text).toContain('Nova leads with 6 tickets');
    expect(await answersIn(api, dana.channel, other, 0)).toEqual([]);
    await dana.remove(other);
    await dana.saysIn(root, 'by week');
    await answersIn(api, dana.channel, root, 3);
    expect(api.callsOf('conversations.replies')).toEqual([]);
    expect(api.callsOf('chat.delete')).toEqual([]);
  });

  it('offers questions that work to whoever only says the name', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const root = await dana.mention('');
    const [help] = await answersIn(api, dana.channel, root, 1);
    const [suggested] = buttonsOf(help);
    expect(suggested).toBeDefined();
    await dana.saysIn(root, suggested?.value ?? '');
    const [, answer] = await answersIn(api, dana.channel, root, 2);
    expect(answer?.metadata?.event_payload.plan).toContain('figures');
    expect(api.problems).toEqual([]);
  });

  it('answers once what Slack delivers again', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const text = '<@U0DESKHAND> tickets this month';
    const ts = await api.say('dana', 'support', text);
    const message = { user: dana.user, channel: dana.channel, text, ts };
    for (const retryNum of [0, 1, 2, 3])
      await opened.slack.mention(message, { eventId: 'EvAgain', retryNum });
    await opened.slack.mention(message, { eventId: 'EvOther' });
    await answersIn(api, dana.channel, ts, 1);
    await dana.saysIn(ts, 'only billing');
    expect(await answersIn(api, dana.channel, ts, 2)).toHaveLength(2);
  });
});
