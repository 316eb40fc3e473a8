import { expect, it } from 'vitest';
import { runSource } from '../../../src/sources/sync/run-source.ts';
import type { RunKind } from '../../../src/sources/sync/syncing.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { expectedRows } from '../../standins/livechat/expected-rows.ts';
import { MARA } from '../../standins/livechat/people.ts';
import { type OpenLiveChat, openLiveChat } from './open-livechat.ts';

const HOUR = 3_600_000;
const COLUMNS = [
  ...['source_id', 'group_ref', 'channel', 'tags', 'started_at', 'active', 'url', 'deleted_at'],
  ...['customer_ref', 'customer_name', 'customer_email', 'agent_ref', 'agent_refs'],
  ...['first_response_at', 'ended_at', 'duration_seconds', 'updated_at', 'bot_involved'],
  ...['transferred', 'missed', 'rating', 'rating_comment', 'rated_at'],
];

async function openStore({ source, livechat }: OpenLiveChat) {
  const db = await openDatabase({ path: ':memory:' });
  const settings = { autoresponses: [], people: [] };
  const clock = { now: livechat.account.now };
  const asked = { trigger: 'person', since: undefined, notBefore: null } as const;
  return {
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
    run: (kind: RunKind = 'incremental') =>
      runSource(
        source,
        { ...asked, kind },
        { db, clock, settings },
        () => {},
        new AbortController().signal,
      ),
    async chats() {
      const { rows } = await db.read(
        `SELECT ${COLUMNS.join(', ')} FROM chats WHERE deleted_at IS NULL ORDER BY source_id`,
      );
      return rows.map((row) => Object.fromEntries(COLUMNS.map((name, at) => [name, row[at]])));
    },
    rows: async (sql: string) => (await db.read(sql)).rows,
  };
}

it('stands in the store as it stands in LiveChat, and reading it again changes nothing', async () => {
  await using open = await openLiveChat({ chats: 260, running: 3 });
  await using store = await openStore(open);
  expect(await store.run('full')).toMatchObject({ outcome: 'done', rejected: 0 });
  const expected = expectedRows(open.livechat.account);
  expect(await store.chats()).toEqual(expected.chats);
  const [[messages] = []] = (await store.rows(
    'SELECT count(*) FROM messages WHERE conversation_id IS NOT NULL',
  )) as readonly (readonly number[])[];
  expect(messages).toBe(expected.messages.length);
  open.livechat.pass(HOUR);
  for (const kind of ['incremental', 'full'] as const) {
    expect(await store.run(kind)).toMatchObject({ inserted: 0, updated: 0, deleted: 0 });
  }
  open.livechat.mutations.rename(MARA.id, 'Mara Lund');
  open.livechat.pass(26 * HOUR);
  for (let run = 0; run < 3; run += 1) await store.run();
  const named = await store.rows(`SELECT DISTINCT agent FROM chats WHERE agent_ref = '${MARA.id}'`);
  expect(named).toEqual([['Mara Lund']]);
});

it('keeps what was said in chats whose messages LiveChat no longer shows', async () => {
  await using open = await openLiveChat({ chats: 40 });
  await using store = await openStore(open);
  await store.run('full');
  const before = await store.chats();
  open.livechat.quirks.withheldBefore = open.livechat.account.at(25)?.startedAt ?? null;
  open.livechat.pass(HOUR);
  const again = await store.run('full');
  expect(again).toMatchObject({ outcome: 'done', inserted: 0, updated: 0, rejected: 1 });
  expect(await store.chats()).toEqual(before);
  expect(await store.rows('SELECT entity, source_id FROM rejects')).toEqual([
    ['messages', 'restricted_access'],
  ]);
});
