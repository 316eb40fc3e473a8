import { describe, expect, it } from 'vitest';
import { createKnowledgeDesk } from '../../../src/assist/knowledge/create-knowledge-desk.ts';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import { createLibrary } from '../../../src/assist/knowledge/library/create-library.ts';
import { may, type Role } from '../../../src/core/access.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import { PermissionError } from '../../../src/core/errors.ts';
import type { Viewer } from '../../../src/core/ticket-card.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { passage } from './index-suite.ts';

const NOW = '2026-11-20T14:00:00Z';

const viewer = (role: Role): Viewer => ({
  ...{ name: 'Dana', agent: null },
  may: (ability) => may({ role }, ability),
  check(ability) {
    if (!may({ role }, ability)) throw new PermissionError(`${ability} is not for ${role}s`);
  },
});
const [dana, agent, onlooker] = [viewer('manager'), viewer('agent'), viewer('viewer')];

async function openDesk() {
  const db = await openDatabase({ path: ':memory:' });
  const clock = fixedClock(NOW);
  const index = createKnowledgeIndex({ db, meaning: null });
  const parts = { index, library: createLibrary({ db, clock }), settle: async () => undefined };
  const desk = createKnowledgeDesk(parts, clock);
  const add = (name: string, text: string, isPrivate?: boolean) =>
    desk.add({ name, bytes: Buffer.from(text) }, isPrivate, dana);
  return { desk, index, add, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

describe('the knowledge base in words', () => {
  it('says what was done with a document, and for whom it is', async () => {
    await using opened = await openDesk();
    const { desk, add } = opened;
    expect(await add('prices.md', '# Prices\nA kettle costs 20 euros.', true)).toBe(
      '“Prices” is added: 1 passage, for the team alone.',
    );
    expect(await add('prices.md', '# Prices\nA kettle costs 25 euros.')).toBe(
      '“Prices” is updated: 1 passage, for the team alone.',
    );
    expect(await add('prices.md', '# Prices\nA kettle costs 25 euros.', false)).toBe(
      '“Prices” is updated: 1 passage, for replies too.',
    );
    expect(await add('prices.md', '# Prices\nA kettle costs 25 euros.')).toBe(
      '“Prices” is as it was: 1 passage, for replies too.',
    );
    expect(await desk.remove('prices', dana)).toBe('“Prices” is removed, with all its passages.');
  });

  it('lists documents with their age, and how many past tickets there are', async () => {
    await using opened = await openDesk();
    const { desk, index, add } = opened;
    expect(await desk.holdings(agent)).toEqual({
      documents: [],
      past: 'No past tickets yet: they are read soon after they come.',
    });
    await add('prices.md', '# Prices\nA kettle costs 20 euros.');
    await index.put([
      {
        sourceId: 'z:1',
        passages: [passage('Where is it?', { kind: 'resolution', answer: 'Here.' })],
      },
    ]);
    expect(await desk.holdings(agent)).toMatchObject({
      documents: [
        { title: 'Prices', source: 'prices.md', says: 'Markdown, 1 passage', age: 'today' },
      ],
      past: '1 past ticket, the newest 8 months old.',
    });
  });

  it('shows what would be found, and what of it customers may read', async () => {
    await using opened = await openDesk();
    const { desk, index, add } = opened;
    await add('prices.md', '# Prices\n## Kettles\nA kettle costs 20 euros.');
    await add('discounts.md', 'A kettle may go for 15 euros.', true);
    await index.put([
      {
        sourceId: 'z:1',
        passages: [passage('Price of a kettle?', { kind: 'resolution', answer: '20.' })],
      },
    ]);
    const { passages } = await desk.search('what does a kettle cost', agent);
    expect(
      passages
        .map(({ title, place, ticketId, isPrivate }) => [title, place, ticketId, isPrivate])
        .sort(),
    ).toEqual([
      ['Discounts', 'today', null, true],
      ['Help', '8 months old', 'z:1', false],
      ['Prices', 'Kettles · today', null, false],
    ]);
    const forCustomers = await desk.search('what does a kettle cost', agent, true);
    expect(forCustomers.passages.map(({ title }) => title)).not.toContain('Discounts');
  });

  it('is for those it is for', async () => {
    await using opened = await openDesk();
    const { desk } = opened;
    await expect(desk.holdings(onlooker)).rejects.toThrow(PermissionError);
    await expect(desk.search('kettle', onlooker)).rejects.toThrow(PermissionError);
    const file = { name: 'a.md', bytes: Buffer.from('a') };
    await expect(desk.add(file, undefined, agent)).rejects.toThrow(PermissionError);
    await expect(desk.addPage('https://a.example', undefined, agent)).rejects.toThrow(
      PermissionError,
    );
    await expect(desk.remove('a', agent)).rejects.toThrow(PermissionError);
  });
});
