import { expect, it } from 'vitest';
import { openZendesk } from '../sources/zendesk/open-zendesk.ts';
import type { SlackWebApi } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { buttonsOf, openSlackApp, type Posted } from './open-slack-app.ts';

const folder = useTempFolders();
const never = new AbortController().signal;

const REPLY = `Hello Ben,
You can return an item within 30 days of delivery. Open “My orders”, choose the item and print the label.
We will call you tomorrow.`;

/** Dana asks about a ticket of a support system, about which something is known. */
async function openAll(env: Readonly<Record<string, string>> = {}) {
  const api = await openWebApi();
  const support = await openZendesk({ tickets: 12 });
  const sources = [support.source];
  const opened = await openSlackApp(folder(), api, {
    ...{ role: 'agent', isHelping: true, sources, env },
  });
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
  return { api, opened, support, ref, channel: api.channels.support ?? '' };
}

type All = Awaited<ReturnType<typeof openAll>>;

const responses = (api: SlackWebApi) =>
  api.callsOf('response').map(({ args }) => args as unknown as Posted);

/** What only they see, once there is as much as awaited. */
async function told(api: SlackWebApi, count: number): Promise<Posted | undefined> {
  await eventually(() => responses(api).length >= count, 5000);
  return responses(api).at(-1);
}

const words = (message: Posted | undefined): string =>
  JSON.stringify(message?.blocks ?? []).replaceAll(/[\u00a0\u202f]/g, ' ');

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
  expect(words(responses(api)[0])).toContain(`Reading ticket ${ref} …`);
  const draft = await told(api, 2);
  expect(words(draft)).toContain('You can return an item within 30 days of delivery. [S');
  expect(words(draft)).toContain('Hello Ann,');
  expect(words(draft)).toContain('2 Nov 2026, 18 days ago');
  expect(words(draft)).not.toMatch(/Ben|call you/);
  expect(JSON.stringify(api.callsOf('chat.postMessage'))).not.toContain('30 days');

  await press(all, draft, 'Shorter');
  const shorter = await told(api, 3);
  expect(words(shorter)).toContain(', shorter. Marks');
  await press(all, shorter, 'Use');
  const used = await told(api, 4);
  expect(words(used)).toContain(`It is on its way to ticket ${ref} as an internal note.`);
  await press(all, shorter, 'Use');
  expect(words(await told(api, 5))).toContain('It was used already.');
  support.zendesk.pass(120_000);
  await opened.app.outbox.deliver(never);
  const [entry, ...more] = await opened.app.outbox.list();
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ state: 'done', ticketRef: ref, change: { kind: 'add-note' } });
  expect(JSON.stringify(entry?.change)).toContain('within 30 days of delivery.');
  expect(JSON.stringify(entry?.change)).not.toContain('[S1');
  expect(api.problems).toEqual([]);
});
