import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import type { NewPassage } from '../../../src/assist/knowledge/knowledge-index.ts';
import {
  createSuggestions,
  type SuggestionsParts,
} from '../../../src/assist/suggest/create-suggestions.ts';
import type { Suggestion } from '../../../src/assist/suggest/suggestion.ts';
import { draftText } from '../../../src/assist/suggest/write/draft-text.ts';
import { loadTemplates } from '../../../src/assist/suggest/write/templates.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');

const RESET = `Hi Ben,
I am sorry for the trouble. To reset your password, follow these steps:
1. Open the sign-in page and click on “Forgot password”.
2. Enter the e-mail address of your account 88231177.
3. Follow the link in the message within 30 minutes.
I have already unlocked your account on 3 May 2026. We will call you tomorrow.
Best regards, Nova`;

let db: Database;
let noted: unknown[];

beforeEach(async () => {
  db = await openDatabase({ path: ':memory:' });
  noted = [];
  await db.write(async (writer) => {
    await writer.run(`INSERT INTO tickets BY NAME
      SELECT 'zendesk:1' AS id, 'zendesk' AS source, '1' AS source_id, 'Password' AS subject, 'I forgot my password, how can I reset it?' AS description,
        'Ben Ode' AS customer_name, 'ben@example.com' AS customer, 'Nova' AS agent, TIMESTAMP '2026-05-01' AS created_at,
        TIMESTAMP '2026-05-01 03:00:00' AS resolved_at, 5.0 AS rating
      UNION ALL BY NAME SELECT 'zendesk:2' AS id, 'zendesk' AS source, '2' AS source_id, 'Reset my password' AS subject,
        'Hello, how can I reset my password? My account is 77120045.' AS description, 'Ann Lee' AS customer_name, 'account' AS category,
        'angry' AS emotion, TIMESTAMP '2026-11-20' AS created_at`);
  });
});
afterEach(() => db[Symbol.asyncDispose]());

const passage = (one: Partial<NewPassage>): NewPassage => ({
  ...{ kind: 'resolution', audience: 'public', title: 'Password', section: null, page: null },
  ...{ text: 'I forgot my password, how can I reset it?', answer: RESET, url: null },
  updatedAt: '2026-05-01T03:00:00Z',
  ...one,
});

async function suggestions(over: Partial<SuggestionsParts> = {}) {
  const index = createKnowledgeIndex({ db, meaning: null });
  await index.put([{ sourceId: 'zendesk:1', passages: [passage({})] }]);
  return createSuggestions({
    db,
    index,
    templates: await loadTemplates('prompts'),
    clock: { now: () => NOW },
    drafter: null,
    moodOf: async () => null,
    languageOf: async () => 'en',
    historyOf: async () => 'First contact of this customer.',
    notes: {
      canWrite: () => true,
      add: async (note) => {
        noted.push(note);
      },
    },
    ...over,
  });
}

describe('a suggestion without a model', () => {
  it('says what the best past reply says to anybody, each sentence with its source', async () => {
    const { draft } = await (await suggestions()).suggest('2', { by: 'Nova' });
    if (!draft) throw new TypeError('there is a draft');
    expect(draftText(draft)).toMatchInlineSnapshot(`
      "Hello Ann,

      I am very sorry about the trouble with your account; I understand that this is upsetting.

      To reset your password, follow these steps:

      1. Open the sign-in page and click on “Forgot password”.
      2. Enter the e-mail address of your account 77120045.
      3. Follow the link in the message within 30 minutes.

      If you have any further questions, just reply to this message.

      Best regards"
    `);
    const claims = draft.sentences.filter(({ role }) => role !== 'courtesy');
    expect(claims.every(({ marks }) => marks.join() === 'S1')).toBe(true);
    expect(draft.problems).toEqual([]);
  });

  it('tells which tickets were alike, and how they ended', async () => {
    const { similar, history } = await (await suggestions()).suggest('#2', { by: 'Nova' });
    expect(similar).toMatchObject([
      { id: 'zendesk:1', ref: '1', agent: 'Nova', tookSeconds: 10_800, rating: 5, reopened: 0 },
    ]);
    expect(history).toBe('First contact of this customer.');
  });

  it('has no draft where nothing answers, and says so by having none', async () => {
    await db.write((writer) =>
      writer.run(
        `INSERT INTO tickets BY NAME SELECT 'zendesk:3' AS id, 'zendesk' AS source, '3' AS source_id, 'Zeppelin' AS subject`,
      ),
    );
    const { draft } = await (await suggestions()).suggest('3', { by: 'Nova' });
    expect(draft).toBeNull();
  });

  it('answers out of a document however many past tickets there are, with whole lists', async () => {
    const made = await suggestions();
    const index = createKnowledgeIndex({ db, meaning: null });
    const told = 'I have put it right for you, and your parcel was sent.';
    const past = passage({ text: 'Where can I change the address of my parcel?', answer: told });
    await index.put(
      Array.from({ length: 12 }, (_, at) => ({ sourceId: `zendesk:p${at}`, passages: [past] })),
    );
    const handbook = passage({
      ...{ kind: 'document', title: 'Deliveries', section: 'Changing the address', answer: null },
      text: 'The address of a parcel can be changed until it is sent.\n1. Open “My orders”.\n2. Click “Change address”.\n3. Save.\nShops open at nine.',
    });
    const later = {
      ...handbook,
      section: 'Later',
      text: 'Once it is sent, ask the carrier to change the address.',
    };
    await index.put([{ sourceId: 'd1', passages: [handbook, later] }]);
    await db.write((writer) =>
      writer.run(
        `INSERT INTO tickets BY NAME SELECT 'zendesk:3' AS id, 'zendesk' AS source, '3' AS source_id, 'Where can I change the address of my parcel?' AS subject`,
      ),
    );
    const { draft } = await made.suggest('3', { by: 'Nova' });
    if (!draft) throw new TypeError('there is a draft');
    const said = draft.sentences.filter(({ role }) => role !== 'courtesy').map(({ text }) => text);
    expect(said).toEqual([
      'The address of a parcel can be changed until it is sent.',
      'Open “My orders”.',
      'Click “Change address”.',
      'Save.',
    ]);
    expect(draft.sources).toMatchObject([
      { mark: 'S1', kind: 'document', place: 'Changing the address' },
    ]);
    const another = await made.suggest('3', { by: 'Nova', isAnother: true });
    expect(another.draft?.sources).toMatchObject([{ kind: 'document', place: 'Later' }]);
  });

  it('never feeds a reply with what is private', async () => {
    const made = await suggestions();
    const index = createKnowledgeIndex({ db, meaning: null });
    await index.put([{ sourceId: 'zendesk:1', passages: [passage({ audience: 'private' })] }]);
    expect((await made.suggest('2', { by: 'Nova' })).draft).toBeNull();
  });

  it('trusts it less where the customer writes another language', async () => {
    const usual = await (await suggestions()).suggest('2', { by: 'Nova' });
    const german = await suggestions({
      moodOf: async () => ({ category: null, emotion: null, language: 'de' }),
    });
    const { draft } = await german.suggest('2', { by: 'Nova' });
    expect(draft?.confidence).toBeLessThan(usual.draft?.confidence ?? 0);
    expect(draft?.reasons.join(' ')).toContain('The customer writes German');
  });

  it('makes another one of something else, or says that there is nothing', async () => {
    const made = await suggestions();
    await made.suggest('2', { by: 'Nova' });
    await expect(made.suggest('2', { by: 'Nova', isAnother: true })).rejects.toThrow(
      'There is nothing else to make another one of.',
    );
  });

  it('says the newest one otherwise, and makes none out of what was wrong', async () => {
    const made = await suggestions();
    const index = createKnowledgeIndex({ db, meaning: null });
    const other = passage({ answer: 'Choose “Lost password” and follow the link you get.' });
    await index.put([{ sourceId: 'zendesk:9', passages: [{ ...other, text: 'Password reset?' }] }]);
    const baseOf = ({ draft }: Suggestion) => draft?.sources[0]?.id;
    const by = { by: 'Nova' };
    expect(baseOf(await made.suggest('2', by))).toBe('zendesk:1');
    expect(baseOf(await made.suggest('2', { ...by, isAnother: true }))).toBe('zendesk:9');
    const shorter = await made.suggest('2', { ...by, tone: 'shorter' });
    expect([baseOf(shorter), shorter.draft?.tone]).toEqual(['zendesk:9', 'shorter']);
    const again = await made.suggest('2', by);
    expect(baseOf(again)).toBe('zendesk:1');
    await made.reject(again.id, { by: 'Nova', reason: '' });
    expect(baseOf(await made.suggest('2', by))).toBe('zendesk:9');
  });

  it('makes one for a key, however often and at once it is asked for', async () => {
    const made = await suggestions();
    const ask = () => made.suggest('2', { by: 'Nova', key: 'press-1' });
    await Promise.all([ask(), ask()]);
    await ask();
    expect((await db.read('SELECT count(*) FROM drafts')).rows).toEqual([[1]]);
  });

  it('leaves small talk out where it has to be short', async () => {
    const { draft } = await (await suggestions()).suggest('2', { by: 'Nova', tone: 'shorter' });
    expect(draft?.sentences.every(({ role }) => role === 'step')).toBe(true);
  });
});

describe('what becomes of it', () => {
  it('is written as a note once, and counted as used', async () => {
    const made = await suggestions();
    const { id, draft } = await made.suggest('2', { by: 'Nova' });
    const done = await made.use(id, { by: 'Nova' });
    expect(done.words).toBe('It is on its way to ticket 2 as an internal note.');
    expect(noted).toEqual([
      {
        key: `draft:${id}`,
        source: 'zendesk',
        ticketRef: '2',
        text: draft && draftText(draft),
        by: 'Nova',
      },
    ]);
    expect((await made.use(id, { by: 'Girly' })).words).toBe('It was used already.');
    expect(noted).toHaveLength(1);
    expect((await made.latest('zendesk:2'))?.outcome).toMatchObject({ kind: 'used', by: 'Nova' });
  });

  it('counts how much was changed', async () => {
    const made = await suggestions();
    const { id } = await made.suggest('2', { by: 'Nova' });
    await made.use(id, { by: 'Nova', text: 'Something quite different.' });
    const { rows } = await db.read('SELECT outcome, edit_share, sent_text FROM drafts');
    expect(rows).toEqual([['edited', expect.closeTo(1, 0), 'Something quite different.']]);
  });

  it('keeps why it was wrong, and it can’t be used any more', async () => {
    const made = await suggestions();
    const { id } = await made.suggest('2', { by: 'Nova' });
    await made.reject(id, { by: 'Nova', reason: ' outdated ' });
    expect((await made.get(id)).outcome).toMatchObject({ kind: 'rejected', reason: 'outdated' });
    await expect(made.use(id, { by: 'Nova' })).rejects.toThrow('is wrong');
  });

  it('says what to do where the support system isn’t connected', async () => {
    const made = await suggestions({ notes: { canWrite: () => false, add: async () => {} } });
    const { id } = await made.suggest('2', { by: 'Nova' });
    expect((await made.use(id, { by: 'Nova' })).words).toContain('zendesk is not connected');
  });
});
