import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import type { NewPassage } from '../../../src/assist/knowledge/knowledge-index.ts';
import { type AutoDraftParts, draftForNew } from '../../../src/assist/suggest/auto-drafts.ts';
import { createSuggestions } from '../../../src/assist/suggest/create-suggestions.ts';
import { loadTemplates } from '../../../src/assist/suggest/write/templates.ts';
import { UpstreamError } from '../../../src/core/errors.ts';
import type { TicketNotice } from '../../../src/core/ticket-card.ts';
import type { Database } from '../../../src/store/database.ts';
import { createOnce } from '../../../src/store/once.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { openStateStore } from '../../../src/store/state.ts';
import { readCardTicket } from '../../../src/tickets/card/read-ticket.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const QUESTION = 'How long do I have to return an item I bought?';

let db: Database;
let posted: TicketNotice[];
let now: number;
let isDown: boolean;
let isAmongUs: boolean;

beforeEach(async () => {
  db = await openDatabase({ path: ':memory:' });
  [posted, now, isDown, isAmongUs] = [[], NOW, false, true];
});
afterEach(() => db[Symbol.asyncDispose]());

type Over = Partial<Record<'category' | 'priority' | 'created' | 'subject', string>> & {
  readonly risk?: number | null;
};

async function addTicket(ref: string, over: Over = {}) {
  const {
    category = 'return',
    priority = 'medium',
    created = '2026-11-20 12:01:00',
    risk = 0.1,
  } = over;
  await db.write((writer) =>
    writer.run(
      `INSERT INTO tickets BY NAME SELECT 'z:' || $ref AS id, 'z' AS source, $ref AS source_id, $subject AS subject, $category AS predicted_category,
         $priority AS priority, 'open' AS status, $created::TIMESTAMP AS created_at, $risk::DOUBLE AS escalation_risk`,
      { ref, category, priority, created, risk, subject: over.subject ?? QUESTION },
    ),
  );
}

async function openParts(): Promise<AutoDraftParts> {
  const index = createKnowledgeIndex({ db, meaning: null });
  const answer = 'You can return an item within 30 days of delivery. Keep the receipt.';
  const passage: NewPassage = {
    ...{ kind: 'resolution', audience: 'public', title: 'Return', section: null, page: null },
    ...{ text: QUESTION, answer, url: null, updatedAt: '2026-05-01T00:00:00Z' },
  };
  await index.put(['a', 'b', 'c'].map((sourceId) => ({ sourceId, passages: [passage] })));
  const clock = { now: () => now };
  const state = await openStateStore('memory:');
  return {
    ...{ db, clock },
    suggestions: createSuggestions({
      ...{ db, index, clock, drafter: null, templates: await loadTemplates('prompts') },
      moodOf: async () => null,
      languageOf: async () => 'en',
      historyOf: async () => null,
      notes: { canWrite: () => true, add: async () => expect.unreachable('nothing is written') },
    }),
    readTicket: (id) => readCardTicket(db, id),
    board: {
      async post({ channel, content }) {
        if (isDown) throw new UpstreamError('Slack is not answering');
        posted.push(content);
        return { channel, id: `${posted.length}` };
      },
      find: async () => null,
    },
    mayPost: async () => isAmongUs,
    once: createOnce({ space: state.space('posts'), clock }),
    space: state.space('auto'),
    logger: { info: () => {}, warn: () => {} },
    settings: { categories: ['return'], channel: 'C012AB3CD' },
  };
}

const look = (parts: AutoDraftParts) => draftForNew(parts, new AbortController().signal);

it('posts a draft for a new ticket once, however often it looks', async () => {
  const parts = await openParts();
  await look(parts);
  await addTicket('1');
  now += 120_000;
  expect(await look(parts)).toBe(1);
  expect(await look(parts)).toBe(0);
  expect(posted).toMatchObject([{ ticket: { ref: '1' }, section: { part: 'suggestion' } }]);
  expect(posted[0]?.section.texts?.[0]?.text).toContain('within 30 days of delivery. [S1');
});

it.each([
  ['of another category', { category: 'payment' }],
  ['at risk', { risk: 0.6 }],
  ['whose risk nobody has looked at', { risk: null }],
  ['that is urgent', { priority: 'urgent' }],
  ['from before it was set', { created: '2026-11-20 11:00:00' }],
  ['that nothing answers', { subject: 'Zeppelin' }],
])('leaves out one %s', async (_, over) => {
  const parts = await openParts();
  await look(parts);
  await addTicket('1', over);
  now += 120_000;
  expect(await look(parts)).toBe(0);
  expect(posted).toEqual([]);
});

it('tries again what could not be posted, with the same draft', async () => {
  const parts = await openParts();
  await look(parts);
  await addTicket('1');
  now += 120_000;
  isDown = true;
  expect(await look(parts)).toBe(0);
  isDown = false;
  expect(await look(parts)).toBe(1);
  expect((await db.read('SELECT count(*) FROM drafts')).rows).toEqual([[1]]);
});

it('posts nothing where others read along', async () => {
  const parts = await openParts();
  await look(parts);
  await addTicket('1');
  now += 120_000;
  isAmongUs = false;
  expect(await look(parts)).toBe(0);
  expect((await db.read('SELECT count(*) FROM drafts')).rows).toEqual([[0]]);
  isAmongUs = true;
  expect(await look(parts)).toBe(1);
});

it('comes to everybody, however many there are', async () => {
  const parts = await openParts();
  await look(parts);
  for (let at = 0; at < 60; at++) await addTicket(`${at}`);
  now += 120_000;
  expect([await look(parts), await look(parts), await look(parts)]).toEqual([50, 10, 0]);
});
