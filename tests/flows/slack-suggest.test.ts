import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Role } from '../../src/core/access.ts';
import { openZendesk } from '../sources/zendesk/open-zendesk.ts';
import type { SlackWebApi } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { buttonsOf, openSlackApp, type Posted, shownIn } from './open-slack-app.ts';

const folder = useTempFolders();
const never = new AbortController().signal;

const REPLY = `Hello Ben,
You can return an item within 30 days of delivery. Open “My orders”, choose the item and print the label.
We will call you tomorrow.`;

const escalationFile = (channel: string) => `
rotations: [{ name: support, layers: [{ name: weekly, people: [Nova], turn: 1 week, starts: 2026-01-05 09:00 }] }]
chains: [{ name: usual, channel: ${channel}, levels: [{ page: [rotation support], wait: 10 min }], repeats: 1, remind: 1 h }]
rules: []
`;

/** Dana asks about a ticket of a support system, about which something is known. */
async function openAll({ role = 'agent' as Role, autoDrafts = '' } = {}) {
  const api = await openWebApi();
  const support = await openZendesk({ tickets: 12 });
  const home = folder();
  const channel = api.channels.support ?? '';
  mkdirSync(join(home, 'config'));
  writeFileSync(join(home, 'config', 'escalation.yaml'), escalationFile(channel));
  const env = autoDrafts && { AUTO_DRAFTS: autoDrafts, AUTO_DRAFT_CHANNEL: channel };
  const options = { role, isHelping: true, sources: [support.source], ...(env && { env }) };
  const opened = await openSlackApp(home, api, options);
  const { app, helping } = opened;
  await app.syncing.sync({ kind: 'incremental' }, () => {}, never);
  const ref = String(support.zendesk.account.made.firstId);
  await app.db.write(async (writer) => {
    await writer.run(
      `UPDATE tickets SET subject = 'Returning a jacket', description = 'How long do I have to return an item I bought?', status = 'open',
         customer_name = 'Ann Lee', resolved_at = NULL, first_response_at = NULL, priority = 'low' WHERE source_id = $ref`,
      { ref },
    );
    await writer.run('DELETE FROM messages WHERE conversation_ref = $ref', { ref });
    await writer.run(`INSERT INTO tickets BY NAME SELECT 'file:' || n AS id, 'file' AS source, n::VARCHAR AS source_id, 'Return' AS subject,
        'How long do I have to return an item that I bought from you?' AS description, 'Ben Ode' AS customer_name, 'solved' AS status,
        TIMESTAMP '2026-11-01' AS created_at, TIMESTAMP '2026-11-02' AS resolved_at FROM range(1, 4) r(n)`);
    await writer.run(
      `INSERT INTO messages BY NAME SELECT 'file:m' || n AS id, 'file' AS source, 'm' || n AS source_id, 'ticket' AS conversation_kind,
        'file:' || n AS conversation_id, 'agent' AS author_kind, TIMESTAMP '2026-11-02' AS sent_at, $reply AS text, true AS public FROM range(1, 4) r(n)`,
      { reply: REPLY },
    );
  });
  await helping?.knowledge.refresh();
  return { api, opened, support, ref, channel, options };
}

type All = Awaited<ReturnType<typeof openAll>>;

/** But for what is said while somebody waits on a slow machine. */
const responses = (api: SlackWebApi) =>
  api
    .callsOf('response')
    .map(({ args }) => args as unknown as Posted)
    .filter((one) => !shownIn(one).includes('One moment …'));

/** What only they see, once there is as much as awaited. */
async function told(api: SlackWebApi, count: number): Promise<Posted | undefined> {
  await eventually(() => responses(api).length >= count, 5000);
  return responses(api).at(-1);
}

async function ask({ api, opened, channel }: All, text: string) {
  const user = api.people.dana ?? '';
  const asked = { command: '/suggest-reply', text, user, channel };
  return opened.slack.command({ ...asked, responseUrl: api.responseUrl() });
}

async function press({ api, opened, channel }: All, message: Posted | undefined, label: string) {
  const action = buttonsOf(message).find(
    (one) => (one.text as { readonly text: string }).text === label,
  );
  expect(action, label).toBeDefined();
  return opened.slack.click({
    ...{ user: api.people.dana ?? '', channel, messageTs: '1.1', isEphemeral: true },
    ...{ action: { type: 'button', ...action }, responseUrl: api.responseUrl() },
    triggerId: await api.triggerFor('dana'),
  });
}

it('reads, drafts with sources, and writes what is used as an internal note once', async () => {
  const all = await openAll();
  const { api, opened, support, ref } = all;
  await ask(all, ref);
  await eventually(() => responses(api).length >= 1, 1000);
  expect(shownIn(responses(api)[0])).toContain(`Reading ticket ${ref} …`);
  const draft = await told(api, 2);
  expect(shownIn(draft)).toContain('You can return an item within 30 days of delivery. [S');
  expect(shownIn(draft)).toContain('Hello Ann,');
  expect(shownIn(draft)).toContain('2 Nov 2026, 18 days ago');
  expect(shownIn(draft)).not.toMatch(/Ben|call you/);
  expect(shownIn(draft)).toContain('Similar: Ticket 1, Return: resolved 2 Nov 2026');
  expect(shownIn(draft)).not.toContain('Invoice is wrong');
  expect(JSON.stringify(api.callsOf('chat.postMessage'))).not.toContain('30 days');

  await press(all, draft, 'Shorter');
  const shorter = await told(api, 3);
  expect(shownIn(shorter)).toContain(', shorter. Marks');
  await press(all, shorter, 'Use');
  const used = await told(api, 4);
  expect(shownIn(used)).toContain(`It is on its way to ticket ${ref} as an internal note.`);
  await press(all, shorter, 'Use');
  expect(shownIn(await told(api, 5))).toContain('It was used already.');
  support.zendesk.pass(120_000);
  await opened.app.outbox.deliver(never);
  const [entry, ...more] = await opened.app.outbox.list();
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ state: 'done', ticketRef: ref, change: { kind: 'add-note' } });
  expect(JSON.stringify(entry?.change)).toContain('within 30 days of delivery.');
  expect(JSON.stringify(entry?.change)).not.toContain('[S1');
  const logged = await opened.tickets.audit(ref);
  expect(logged.filter((one) => one.includes('draft used'))).toHaveLength(1);
  expect(logged.join()).toContain('written as an internal note');
  expect(logged.join()).not.toContain('30 days');
  expect(api.problems).toEqual([]);
});

/** Fills in what a button asks for, and sends it. */
async function fillIn({ api, opened }: All, value: string) {
  await eventually(() => api.callsOf('views.open').length > 0, 5000);
  const view = api.callsOf('views.open').at(-1)?.args.view as {
    readonly callback_id: string;
    readonly private_metadata: string;
  };
  api.forgetCalls();
  await opened.slack.submit({
    user: api.people.dana ?? '',
    callbackId: view.callback_id,
    privateMetadata: view.private_metadata,
    values: { words: { words: { type: 'plain_text_input', value } } },
  });
  await eventually(() => api.callsOf('chat.postEphemeral').length === 1, 5000);
  return String(api.callsOf('chat.postEphemeral')[0]?.args.text);
}

it('counts what was changed before it was used', async () => {
  const all = await openAll();
  const { api, opened, ref } = all;
  await ask(all, `${ref} warmer`);
  const draft = await told(api, 2);
  await press(all, draft, 'Edit');
  expect(await fillIn(all, 'You have 30 days.')).toContain('as an internal note');
  const [entry] = await opened.app.outbox.list();
  expect(JSON.stringify(entry?.change)).toContain('You have 30 days.');
  const { rows } = await opened.app.db.read(
    `SELECT draft_state, draft_edit_share > 0.5 FROM tickets WHERE source_id = $ref`,
    { ref },
  );
  expect(rows).toEqual([['edited', true]]);
  expect(api.problems).toEqual([]);
});

it('keeps why a draft is wrong, makes another one, and calls for help with it', async () => {
  const all = await openAll();
  const { api, opened, ref } = all;
  await ask(all, ref);
  await press(all, await told(api, 2), 'Wrong');
  expect(await fillIn(all, 'it is 14 days now')).toContain('It counts as wrong');
  await ask(all, `${ref} another`);
  const another = await told(api, 2);
  expect(shownIn(another)).toMatch(/\[S1\] Ticket [12], Return/);
  await press(all, another, 'Escalate');
  expect(await fillIn(all, 'what holds?')).toContain('whoever is on call is told');
  const [escalation] = await opened.tickets.escalations.list();
  expect(escalation?.causes[0]?.reason).toBe('what holds?');
  expect(
    (await opened.app.db.read(`SELECT reason FROM drafts WHERE outcome = 'rejected'`)).rows,
  ).toEqual([['it is 14 days now']]);
  expect(api.problems).toEqual([]);
});

it('is for those who may see what customers write', async () => {
  const all = await openAll({ role: 'viewer' });
  const { api, opened, ref } = all;
  await ask(all, ref);
  await eventually(() => api.callsOf('chat.postEphemeral').length === 1, 5000);
  expect(String(api.callsOf('chat.postEphemeral')[0]?.args.text)).toContain('are for the team.');
  expect((await opened.app.db.read('SELECT count(*) FROM drafts')).rows).toEqual([[0]]);
});

it('posts a draft for a new ticket in the agents’ channel once, over a restart', {
  timeout: 60_000,
}, async () => {
  const { api, opened, ref, channel, options } = await openAll({ autoDrafts: 'return' });
  await opened.app.db.write((writer) =>
    writer.run(
      `UPDATE tickets SET created_at = TIMESTAMP '2026-11-20 14:30:00' WHERE source_id = $ref`,
      { ref },
    ),
  );
  await opened.helping?.analyses.run({}, () => {}, never);
  const drafts = async () => {
    const asked = { channel, include_all_metadata: 'true' };
    const { messages } = await api.ask('conversations.history', asked);
    return (messages as readonly Posted[]).filter(({ metadata }) =>
      String(metadata?.event_payload.key).startsWith('auto-draft:'),
    );
  };
  expect(await drafts()).toEqual([]);
  await opened.stop();
  const later = { ...options, now: '2026-11-20T15:00:00Z' };
  const again = await openSlackApp(opened.home, api, later);
  await eventually(async () => (await drafts()).length === 1, 10_000);
  const [draft] = await drafts();
  expect(shownIn(draft)).toContain('A reply was drafted for a new ticket. Nobody has got it yet.');
  expect(shownIn(draft)).toContain('within 30 days of delivery. [S1]');
  const shorter = buttonsOf(draft).find(({ action_id }) => action_id.includes(':shorter:'));
  await again.slack.click({
    ...{ user: api.people.dana ?? '', channel, messageTs: draft?.ts ?? '' },
    ...{ action: { type: 'button', ...shorter }, responseUrl: api.responseUrl() },
  });
  expect(shownIn(await told(api, 1))).toContain('documents, shorter. Marks');
  await again.app.db.write((writer) =>
    writer.run(`INSERT INTO tickets BY NAME SELECT 'file:next' AS id, 'file' AS source, 'next' AS source_id, 'open' AS status, 0.1 AS escalation_risk,
      'return' AS predicted_category, 'How long do I have to return an item?' AS subject, TIMESTAMP '2026-11-20 15:05:00' AS created_at`),
  );
  await again.stop();
  await openSlackApp(opened.home, api, { ...options, now: '2026-11-20T15:10:00Z' });
  await eventually(async () => (await drafts()).length > 1, 10_000);
  const keys = (await drafts()).map(({ metadata }) => metadata?.event_payload.key);
  expect(keys).toEqual(['auto-draft:file:next', `auto-draft:zendesk:${ref}`]);
  expect(api.problems).toEqual([]);
});
