import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SlackWebApi } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { buttonsOf, directOf, openSlackApp, type Posted } from './open-slack-app.ts';

const folder = useTempFolders();
const CONFIG = join(import.meta.dirname, '..', '..', 'config');

/** Nova, who is Dana, has room for two; Girly, who is Sam, for one. */
const PEOPLE = `people:
  - { name: Nova, emails: [dana@acme.test], capacity: 2 }
  - { name: Girly, emails: [sam@acme.test], capacity: 1 }
  - { name: Ghost, emails: [ghost@acme.test], tickets: false }`;

const TICKETS = `ticket_id,subject,status,agent,created_at
1,Printer on fire,open,,2026-11-18T13:00:00Z
2,Parcel lost,open,,2026-11-18T14:00:00Z
3,Refund please,open,,2026-11-18T15:00:00Z
4,Old story,open,,2026-11-17T15:00:00Z
`;

/** Agents all, but Lee, who is a manager. */
async function openAll() {
  const api = await openWebApi();
  const home = folder();
  mkdirSync(join(home, 'config'));
  const team = readFileSync(join(CONFIG, 'team.yaml'), 'utf8').replace('people: []', PEOPLE);
  writeFileSync(join(home, 'config', 'team.yaml'), team);
  const [dana = '', sam = '', lee = ''] = ['dana', 'sam', 'lee'].map((name) => api.people[name]);
  const options = { role: 'agent' as const, managers: [lee] };
  const opened = await openSlackApp(home, api, options);
  const path = join(home, 'tickets.csv');
  writeFileSync(path, TICKETS);
  const file = { path, fileName: 'tickets.csv' };
  await opened.app.imports.apply(file, await opened.app.imports.preview(file));
  const channel = api.channels.support ?? '';
  let asides = 0;
  /** What Deskhand answers to nobody else's eyes. */
  const say = async (user: string, words: string) => {
    const [command = '', ...text] = words.split(' ');
    const asked = { command, text: text.join(' '), user, channel };
    await opened.slack.command({ ...asked, responseUrl: api.responseUrl() });
    asides += 1;
    await eventually(() => api.callsOf('response').length >= asides, 5000);
    return JSON.stringify(api.callsOf('response').at(-1)?.args);
  };
  const press = async (user: string, message: Posted, action: object) => {
    await opened.slack.click({
      ...{ user, channel: await directOf(api, user), messageTs: message.ts },
      ...{ action: { type: 'button', ...action }, responseUrl: api.responseUrl() },
    });
    asides += 1;
    await eventually(() => api.callsOf('response').length >= asides, 5000);
    return JSON.stringify(api.callsOf('response').at(-1)?.args);
  };
  return { api, opened, home, options, channel, dana, sam, lee, say, press };
}

/** What somebody was told of tickets of theirs, oldest first, once it is as much as awaited. */
async function noticesTo(
  api: SlackWebApi,
  user: string,
  holds: (notices: readonly Posted[]) => boolean,
): Promise<readonly Posted[]> {
  const channel = await directOf(api, user);
  const look = async () => {
    const { messages } = await api.ask('conversations.history', {
      ...{ channel, include_all_metadata: 'true' },
    });
    return (messages as readonly Posted[])
      .filter(({ metadata }) => String(metadata?.event_payload.key).startsWith('assigned:'))
      .toReversed();
  };
  await eventually(async () => holds(await look()), 5000);
  return look();
}

const actionsOf = (message: Posted | undefined) =>
  buttonsOf(message).map(({ action_id }) => action_id.split(':').slice(2, 4).join(' '));

describe('/assign', () => {
  it('gives a ticket to whoever is best, says why not to everybody else, and tells them', async () => {
    const { api, dana, lee, say } = await openAll();
    await say(lee, '/away @Girly until monday 9:00');
    const told = await say(lee, '/assign #1');
    expect(told).toContain('Nova has ticket 1 now: the only one who could.');
    expect(told).toContain('is away until 23 Nov 2026 09:00');
    expect(told).toContain('gets tickets by hand only');
    expect(told).toContain('Not written back: it did not come from a support system');
    const [notice] = await noticesTo(api, dana, ({ length }) => length === 1);
    expect(notice?.text).toContain('Ticket 1 is yours.\n1: Printer on fire');
    expect(actionsOf(notice)).toEqual([
      'assignment accept',
      'assignment decline',
      'assignment hand over',
    ]);
    expect(await say(lee, '/assign list')).toContain('1 Printer on fire: ');
    expect(await say(lee, '/assign team')).toContain('has 1 of 2, 1 open ticket: here');
    expect(api.problems).toEqual([]);
  });

  it('is for managers, but to take a ticket and to say that one is away', async () => {
    const { api, opened, channel, dana, sam } = await openAll();
    const refused = async (user: string, text: string) => {
      api.forgetCalls();
      await opened.slack.command({ command: '/assign', text, user, channel });
      await eventually(() => api.callsOf('chat.postEphemeral').length === 1, 5000);
      return String(api.callsOf('chat.postEphemeral')[0]?.args.text);
    };
    expect(await refused(sam, '1')).toContain('is for managers; your own you can take');
    expect(await refused(sam, `1 <@${dana}>`)).toContain('is for managers');
    expect(api.callsOf('response')).toEqual([]);
  });

  it('lets agents take tickets by themselves', async () => {
    const { api, sam, dana, say } = await openAll();
    expect(await say(sam, '/assign 1 me')).toContain('Girly has ticket 1 now: they took it.');
    expect(await say(dana, `/assign 2 <@${dana}|dana>`)).toContain('Nova has ticket 2 now');
    expect(await say(sam, '/away')).toContain('Girly is away until they are back');
    expect(await say(sam, '/away back')).toContain('Girly is back.');
    // They know already.
    expect(await noticesTo(api, sam, () => true)).toEqual([]);
    expect(api.problems).toEqual([]);
  });

  it('queues what nobody can have', async () => {
    const { lee, say } = await openAll();
    for (const ticket of ['1', '2', '3']) await say(lee, `/assign ${ticket}`);
    const told = await say(lee, '/assign 4');
    expect(told).toContain('Ticket 4 waits: everybody who could take it is at capacity.');
    expect(told).toContain('has 2 of 2');
    expect(await say(lee, '/assign')).toContain('4 Old story: ');
  });
});

describe('a notice', () => {
  it('is accepted and handed over, and goes on telling how it stands', async () => {
    const { api, dana, sam, lee, say, press } = await openAll();
    await say(lee, '/assign 1 Nova');
    const [notice] = await noticesTo(api, dana, ({ length }) => length === 1);
    expect(notice?.text).toContain('gave you ticket 1.');
    const [accept, , handOver] = buttonsOf(notice);
    expect(await press(dana, notice as Posted, accept as object)).toContain(
      'Nova has ticket 1, and has accepted it.',
    );
    const [accepted] = await noticesTo(
      api,
      dana,
      ([one]) => !actionsOf(one).includes('assignment accept'),
    );
    expect(actionsOf(accepted)).toEqual(['assignment hand over']);
    const girly = { ...handOver, type: 'static_select', selected_option: { value: 'Girly' } };
    expect(await press(dana, notice as Posted, girly)).toContain('Girly has ticket 1 now');
    const [over] = await noticesTo(api, dana, ([one]) => actionsOf(one).length === 0);
    expect(over?.text).toContain('Ticket 1 is not with you any more: handed over.');
    const [hers] = await noticesTo(api, sam, ({ length }) => length === 1);
    expect(hers?.text).toContain('Nova handed ticket 1 over to you.');
    expect(api.problems).toEqual([]);
  });

  it('is declined with a reason asked for in a form, and the ticket goes on', async () => {
    const { api, opened, dana, sam, lee, say } = await openAll();
    await say(lee, '/assign 1 Nova');
    const [notice] = await noticesTo(api, dana, ({ length }) => length === 1);
    const decline = buttonsOf(notice)[1];
    const triggerId = await api.triggerFor('dana');
    await opened.slack.click({
      ...{ user: dana, channel: await directOf(api, dana), messageTs: notice?.ts ?? '' },
      ...{ action: { type: 'button', ...decline }, triggerId },
    });
    await eventually(() => api.callsOf('views.open').length === 1, 5000);
    const view = api.callsOf('views.open')[0]?.args.view as { private_metadata: string };
    await opened.slack.submit({
      ...{ user: dana, callbackId: 'card_form', privateMetadata: view.private_metadata },
      values: { words: { words: { type: 'plain_text_input', value: 'no printer here' } } },
    });
    const [hers] = await noticesTo(api, sam, ({ length }) => length === 1);
    expect(hers?.text).toContain('Ticket 1 is yours.');
    const [his] = await noticesTo(api, dana, ([one]) => actionsOf(one).length === 0);
    expect(his?.text).toContain('not with you any more: declined, no printer here.');
    expect(api.problems).toEqual([]);
  });

  it('is sent once, whatever stops in the middle of it', async () => {
    const { api, opened, home, options, dana, lee, say } = await openAll();
    const restore = api.fail({
      ...{ on: 'chat.postMessage', times: 1 },
      fault: { kind: 'reset', isDone: true },
    });
    await say(lee, '/assign 1 Nova');
    await eventually(() => api.callsOf('chat.postMessage').length >= 1, 5000);
    await opened.stop();
    restore();
    await openSlackApp(home, api, { ...options, now: '2026-11-20T14:05:00Z' });
    const notices = await noticesTo(api, dana, ({ length }) => length >= 1);
    expect(notices).toHaveLength(1);
  });

  it('is not sent to somebody Slack does not know, and that is said where the ticket is', async () => {
    const { opened, lee, say } = await openAll();
    await say(lee, '/assign 1 Ghost');
    const untold = async () =>
      (await opened.app.db.read('SELECT untold FROM assignments')).rows[0]?.[0];
    await eventually(async () => (await untold()) !== null, 5000);
    expect(await untold()).toContain('nobody in Slack has their e-mail address');
    expect(await say(lee, '/ticket 1')).toContain('nobody in Slack has their e-mail address');
  });
});
