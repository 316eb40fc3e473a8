import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access.ts';
import type { SlackWebApi } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import {
  aside,
  buttonsOf,
  directOf,
  importTickets,
  openSlackApp,
  type Posted,
  type SlackApp,
} from './open-slack-app.ts';

const folder = useTempFolders();
const CONFIG = join(import.meta.dirname, '..', '..', 'config');

/** Nova, who is Dana, is called first, then Girly, who is Sam; alerts stand in #support. */
const escalationFile = (channel: string) => `
rotations:
  - name: support
    layers: [{ name: weekly, people: [Nova], turn: 1 week, starts: 2026-01-05 09:00 }]
chains:
  - name: usual
    channel: ${channel}
    levels:
      - { page: [rotation support], wait: 10 min }
      - { page: [Girly], wait: 20 min }
    repeats: 1
    remind: 1 h
rules: []
`;

async function openAll({ role = 'agent' as Role, isHelping = false } = {}) {
  const api = await openWebApi();
  const home = folder();
  mkdirSync(join(home, 'config'));
  const people = [
    'people:',
    '  - { name: Nova, emails: [dana@acme.test] }',
    '  - { name: Girly, emails: [sam@acme.test] }',
  ].join('\n');
  const team = readFileSync(join(CONFIG, 'team.yaml'), 'utf8').replace('people: []', people);
  writeFileSync(join(home, 'config', 'team.yaml'), team);
  const channel = api.channels.support ?? '';
  writeFileSync(join(home, 'config', 'escalation.yaml'), escalationFile(channel));
  const opened = await openSlackApp(home, api, { role, isHelping });
  await importTickets(opened);
  const [dana = '', sam = '', lee = ''] = ['dana', 'sam', 'lee'].map((name) => api.people[name]);
  return { api, opened, channel, dana, sam, lee, home };
}

async function alertsIn(api: SlackWebApi, channel: string): Promise<readonly Posted[]> {
  const { messages } = await api.ask('conversations.history', {
    channel,
    include_all_metadata: 'true',
  });
  return (messages as readonly Posted[]).filter(({ metadata }) =>
    String(metadata?.event_payload.key).startsWith('escalation:'),
  );
}

const said = (message: Posted | undefined): string => JSON.stringify(message?.blocks ?? []);

function command(
  { slack }: SlackApp,
  api: SlackWebApi,
  by: { readonly user: string; readonly channel: string },
  words: string,
) {
  const [name = '', ...rest] = words.split(' ');
  return slack.command({
    ...{ command: name, text: rest.join(' '), ...by },
    responseUrl: api.responseUrl(),
  });
}

const labelOf = ({ text }: { readonly text?: unknown }): string =>
  (text as { text: string } | undefined)?.text ?? '';

function press(
  { slack }: SlackApp,
  api: SlackWebApi,
  {
    user,
    channel,
    message,
    label,
  }: { user: string; channel: string; message: Posted; label: string },
  triggerId?: string,
) {
  const action = buttonsOf(message).find((one) => labelOf(one) === label);
  return slack.click({
    ...{ user, channel, messageTs: message.ts, action: { type: 'button', ...action } },
    ...{ responseUrl: api.responseUrl(), ...(triggerId && { triggerId }) },
  });
}

describe('/escalate', () => {
  it('alerts the channel and whoever is on call, once, and the alert tells how it goes on', async () => {
    const { api, opened, channel, dana, sam } = await openAll();
    await command(opened, api, { user: sam, channel }, '/escalate 7 threatens to leave');
    expect(await aside(api, 1)).toContain('Whoever is on call is called now.');
    const { escalations } = opened.tickets;
    await escalations.tick();
    await escalations.tick();
    const [alert, ...more] = await alertsIn(api, channel);
    expect(more).toEqual([]);
    expect(said(alert)).toContain(`"user_id":"${dana}"`);
    expect(said(alert)).toContain('7: Case 7');
    expect(said(alert)).toContain('threatens to leave');
    expect(said(alert)).toContain('Nobody has answered yet.');
    const direct = await directOf(api, dana);
    expect(await alertsIn(api, direct)).toHaveLength(1);
    expect(await alertsIn(api, await directOf(api, sam))).toEqual([]);

    if (alert) await press(opened, api, { user: dana, channel, message: alert, label: 'Take' });
    expect(await aside(api, 2)).toContain('Nova has it; nobody else is called.');
    await escalations.tick();
    const [told] = await alertsIn(api, channel);
    expect(said(told)).toContain('Nova');
    expect(said(told)).toContain(' has it.');
    expect(buttonsOf(told).map(labelOf)).not.toContain('Acknowledge');
    expect(said((await alertsIn(api, direct))[0])).toContain(' has it.');
    const edits = api.callsOf('chat.update').length;
    await escalations.tick();
    expect(api.callsOf('chat.update')).toHaveLength(edits);
    expect(api.problems).toEqual([]);
  });

  it('tells at once how it went before, what is at risk, and soon what to answer', async () => {
    const { api, opened, channel, sam } = await openAll({ isHelping: true });
    const { app, helping, tickets } = opened;
    await app.db.write(async (writer) => {
      await writer.run(
        `UPDATE tickets SET description = 'How long do I have to return an item?', customer = 'ann', customer_name = 'Ann Lee',
           status = CASE WHEN source_id IN ('7', '9') THEN 'open' ELSE 'solved' END, priority = 'urgent', resolved_at = CASE WHEN source_id NOT IN ('7', '9') THEN created_at + INTERVAL 1 DAY END
         WHERE source_id IN ('1', '2', '3', '7', '9')`,
      );
      await writer.run(
        `INSERT INTO messages BY NAME SELECT 'm' || source_id AS id, source, 'm' || source_id AS source_id, 'ticket' AS conversation_kind, id AS conversation_id,
           'agent' AS author_kind, created_at + INTERVAL 1 HOUR AS sent_at, 'You can return an item within 30 days of delivery.' AS text, true AS public
         FROM tickets WHERE source_id IN ('1', '2', '3')`,
      );
    });
    await helping?.knowledge.refresh();
    await helping?.analyses.run({}, () => {}, new AbortController().signal);
    await command(opened, api, { user: sam, channel }, '/escalate 7');
    await aside(api, 1);
    await using _running = tickets.escalations.start();
    const told = async () => said((await alertsIn(api, channel))[0]);
    await eventually(async () => (await told()).includes('Suggested reply'), 8000);
    const alert = (await told()).replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(alert).toContain('4 other tickets, 1 of them open');
    expect(alert).toMatch(/Escalation risk \d+ %/);
    expect(alert).toContain('within 30 days of delivery');
    expect(await alertsIn(api, channel)).toHaveLength(1);
    expect(api.problems).toEqual([]);
  });

  it('goes one level further once, however often the press arrives', async () => {
    const { api, opened, channel, dana, sam } = await openAll();
    await command(opened, api, { user: dana, channel }, '/escalate 7');
    await aside(api, 1);
    const { escalations } = opened.tickets;
    await escalations.tick();
    const [alert] = await alertsIn(api, channel);
    if (!alert) throw new Error('nobody was called');
    const further = { user: dana, channel, message: alert, label: 'Escalate further' };
    await press(opened, api, further, '1.2.same');
    await aside(api, 2);
    await press(opened, api, further, '1.2.same');
    await escalations.tick();
    const [escalation] = await escalations.list();
    const { steps } = await escalations.get(escalation?.id ?? '');
    expect(steps.filter(({ state }) => state !== 'void').map(({ level }) => level)).toEqual([
      0, 1, 0,
    ]);
    expect(await alertsIn(api, await directOf(api, sam))).toHaveLength(1);
    const thread = (await api.thread(channel, alert.ts)) as unknown as readonly Posted[];
    expect(thread).toHaveLength(2);
    expect(said(thread[1])).toContain(`"user_id":"${sam}"`);
    expect(api.problems).toEqual([]);
  });

  it('refuses who may not, and says what is missing', async () => {
    const { api, opened, channel, dana } = await openAll({ role: 'viewer' });
    const by = { user: api.people.lee ?? '', channel };
    for (const words of ['/escalate 7', '/oncall', '/audit 7', '/ticket 7']) {
      const before = api.callsOf('chat.postEphemeral').length;
      await command(opened, api, by, words);
      await eventually(() => api.callsOf('chat.postEphemeral').length > before, 5000);
      expect(JSON.stringify(api.callsOf('chat.postEphemeral').at(-1)?.args)).toMatch(
        /is for|are for/,
      );
    }
    expect(await opened.tickets.escalations.list()).toEqual([]);
    await command(opened, api, { user: dana, channel }, '/escalate 4711');
    await eventually(
      () => JSON.stringify(api.callsOf('chat.postEphemeral')).includes('There is no ticket 4711.'),
      5000,
    );
  });
});

describe('/ticket', () => {
  it('shows a ticket to whoever asks, and asks why before it escalates', async () => {
    const { api, opened, channel, sam } = await openAll();
    await command(opened, api, { user: sam, channel }, '/ticket 7');
    expect(await aside(api, 1)).toContain('7: Case 7');
    const card = api.callsOf('response')[0]?.args as unknown as Posted;
    const action = buttonsOf(card).find((one) => labelOf(one) === 'Escalate');
    const triggerId = await api.triggerFor('sam');
    await opened.slack.click({
      ...{ user: sam, channel, messageTs: '1.1', action: { type: 'button', ...action } },
      ...{ triggerId, isEphemeral: true, responseUrl: api.responseUrl() },
    });
    await eventually(() => api.callsOf('views.open').length === 1, 5000);
    const view = api.callsOf('views.open')[0]?.args.view as {
      readonly callback_id: string;
      readonly private_metadata: string;
    };
    await opened.slack.submit({
      user: sam,
      callbackId: view.callback_id,
      privateMetadata: view.private_metadata,
      values: { words: { words: { type: 'plain_text_input', value: 'a lawyer called' } } },
    });
    const [escalation] = await opened.tickets.escalations.list();
    expect(escalation?.causes[0]?.reason).toBe('a lawyer called');
    expect(escalation?.openedBy).toBe('Girly');
    expect(api.problems).toEqual([]);
  });
});

describe('/oncall and /audit', () => {
  it('tell who is on call, and what was done', async () => {
    const { api, opened, channel, lee, sam } = await openAll({ role: 'manager' });
    const by = { user: lee, channel };
    await command(opened, api, by, '/oncall');
    expect(await aside(api, 1)).toContain('Nova');
    await command(opened, api, by, '/oncall support');
    expect(await aside(api, 2)).toContain('20 Nov 2026');
    await command(opened, api, by, `/oncall <@${sam}> until 18:00`);
    expect(await aside(api, 3)).toContain('Girly');
    expect((await opened.app.onCall.now())[0]?.person).toBe('Girly');
    await command(opened, api, by, '/escalate 7 now');
    await aside(api, 4);
    await command(opened, api, by, '/audit 7');
    expect(await aside(api, 5)).toContain('escalation opened, lee');
    await command(opened, api, by, '/escalate');
    expect(await aside(api, 6)).toContain('7: Case 7');
    expect(api.problems).toEqual([]);
  });
});
