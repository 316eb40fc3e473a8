import { describe, expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../../src/assist/knowledge/create-knowledge-index.ts';
import { indexResolutions } from '../../../../src/assist/knowledge/resolutions/index-resolutions.ts';
import { openDatabase } from '../../../../src/store/open-database.ts';

const FAREWELL =
  'You are very welcome! Please let us know whenever there is anything else at all that we can do for you, any time of the day.';
const ANSWER =
  'To replace the gasket, order part 19 from the shop, unscrew the lid of the kettle, take the old one out, and press the new one in.';

async function openStore() {
  const db = await openDatabase({ path: ':memory:' });
  await db.write((writer) =>
    writer.run(
      `INSERT INTO tickets (id, source, source_id, subject, description, status, url, created_at, resolved_at, updated_at) VALUES
         ('z:1', 'z', '1', 'Leaking kettle', 'My kettle is leaking at the lid', 'solved', 'https://z.example/1', TIMESTAMP '2026-03-01', TIMESTAMP '2026-03-02', TIMESTAMP '2026-03-02'),
         ('z:2', 'z', '2', 'Still open', 'My kettle is leaking too', 'open', NULL, TIMESTAMP '2026-03-01', NULL, TIMESTAMP '2026-03-02'),
         ('z:3', 'z', '3', 'Short', 'Is the lamp dimmable?', 'closed', NULL, TIMESTAMP '2026-03-01', NULL, TIMESTAMP '2026-03-04'),
         ('z:4', 'z', '4', NULL, NULL, 'solved', NULL, TIMESTAMP '2026-03-01', TIMESTAMP '2026-03-02', NULL);
       INSERT INTO messages (id, conversation_kind, conversation_id, author_kind, sent_at, text, public, autoresponse) VALUES
         ('1a', 'ticket', 'z:1', 'agent', TIMESTAMP '2026-03-01 10:00', 'We have got your message and will look at it as soon as somebody is here; this is sent automatically to everybody who writes, so do not reply.', true, true),
         ('1b', 'ticket', 'z:1', 'agent', TIMESTAMP '2026-03-01 11:00', '${ANSWER}', true, false),
         ('1c', 'ticket', 'z:1', 'agent', TIMESTAMP '2026-03-01 12:00', 'Between us: this is the third one this week that leaks at the lid, tell the factory about it before more of them are sent out to people.', false, false),
         ('1d', 'ticket', 'z:1', 'agent', TIMESTAMP '2026-03-01 13:00', '${FAREWELL}', true, false),
         ('3a', 'ticket', 'z:3', 'customer', TIMESTAMP '2026-03-01 10:00', 'Is the lamp dimmable?', true, false),
         ('3b', 'ticket', 'z:3', 'agent', TIMESTAMP '2026-03-01 11:00', 'Yes, it is.', true, false)`,
    ),
  );
  const index = createKnowledgeIndex({ db, meaning: null });
  const find = async (query: string) =>
    (await index.search({ query, audience: 'public' })).hits.map(({ passage }) => passage);
  const bring = () => indexResolutions({ db, precedence: null });
  const change = (sql: string) => db.write((writer) => writer.run(sql));
  return { db, index, find, bring, change, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

describe('past tickets', () => {
  it('are found with the last substantial public reply by a person', async () => {
    await using opened = await openStore();
    expect(await opened.bring()).toEqual({ indexed: 2, removed: 0 });
    expect(await opened.find('lid of my kettle leaks')).toMatchObject([
      {
        ...{ kind: 'resolution', audience: 'public', sourceId: 'z:1', title: 'Leaking kettle' },
        ...{ text: 'My kettle is leaking at the lid', answer: ANSWER, url: 'https://z.example/1' },
        updatedAt: '2026-03-02T00:00:00.000Z',
      },
    ]);
    expect(await opened.find('dimmable lamp')).toMatchObject([
      { answer: 'Yes, it is.', updatedAt: '2026-03-04T00:00:00.000Z' },
    ]);
  });

  it('are brought in once, and again when they change', async () => {
    await using opened = await openStore();
    await opened.bring();
    const version = await opened.index.version();
    expect(await opened.bring()).toEqual({ indexed: 0, removed: 0 });
    expect(await opened.index.version()).toBe(version);
    await opened.change(
      `UPDATE tickets SET status = 'solved', resolved_at = TIMESTAMP '2026-03-05' WHERE id = 'z:2'`,
    );
    await opened.change(`UPDATE messages SET text = 'Yes, with the knob.' WHERE id = '3b'`);
    expect(await opened.bring()).toEqual({ indexed: 2, removed: 0 });
    expect(await opened.find('dimmable lamp')).toMatchObject([{ answer: 'Yes, with the knob.' }]);
  });

  it('go when they are opened again, deleted or merged', async () => {
    await using opened = await openStore();
    await opened.bring();
    await opened.change(`UPDATE tickets SET status = 'open', resolved_at = NULL WHERE id = 'z:1'`);
    await opened.change(`UPDATE tickets SET deleted_at = TIMESTAMP '2026-03-06' WHERE id = 'z:3'`);
    expect(await opened.bring()).toEqual({ indexed: 0, removed: 2 });
    expect(await opened.find('kettle lamp')).toEqual([]);
  });

  it('go from the index when retention took them, and can’t be found before that', async () => {
    await using opened = await openStore();
    await opened.bring();
    await opened.change(
      `DELETE FROM passages WHERE document_id = 'z:1'; DELETE FROM tickets WHERE id = 'z:1'`,
    );
    expect(await opened.find('leaking kettle')).toEqual([]);
    await opened.bring();
    const { rows } = await opened.db.read(
      'SELECT sum(passages)::INTEGER FROM passage_segments WHERE piece = 0',
    );
    expect(rows).toEqual([[1]]);
  });
});
