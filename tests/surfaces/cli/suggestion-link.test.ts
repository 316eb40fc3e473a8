import { expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import type { NewPassage } from '../../../src/assist/knowledge/knowledge-index.ts';
import { createSuggestions } from '../../../src/assist/suggest/create-suggestions.ts';
import { loadTemplates } from '../../../src/assist/suggest/write/templates.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import {
  type ServiceLink,
  serveCommandLine,
} from '../../../src/surfaces/cli/serve-command-line.ts';
import { reachSuggestions } from '../../../src/surfaces/cli/service-requests.ts';
import { useTempFolders } from '../../store/temp-folder.ts';

const folder = useTempFolders();

it('has replies drafted, used and called wrong by a running service as if the store were open here', async () => {
  await using db = await openDatabase({ path: ':memory:' });
  const index = createKnowledgeIndex({ db, meaning: null });
  const past: NewPassage = {
    ...{ kind: 'resolution', audience: 'public', title: 'Return', section: null, page: null },
    ...{ text: 'How long can I return an item?', url: null, updatedAt: '2026-05-01T00:00:00Z' },
    answer: 'You can return an item within 30 days of delivery.',
  };
  await index.put([{ sourceId: 'z:1', passages: [past] }]);
  await db.write((writer) =>
    writer.run(
      `INSERT INTO tickets BY NAME SELECT 'z:2' AS id, 'z' AS source, '2' AS source_id, 'How long can I return an item?' AS subject`,
    ),
  );
  const noted: string[] = [];
  const suggestions = createSuggestions({
    ...{ db, index, drafter: null, clock: fixedClock('2026-11-20T12:00:00Z') },
    templates: await loadTemplates('prompts'),
    moodOf: async () => null,
    languageOf: async () => 'en',
    historyOf: async () => null,
    audit: async () => {},
    notes: { canWrite: () => true, add: async ({ text }) => void noted.push(text) },
  });
  const staging = folder();
  // Nothing else is asked of this service.
  const link = { suggestions, assigning: { zone: 'UTC' } } as unknown as ServiceLink;
  await using _service = await serveCommandLine(staging, link);
  const reached = (await reachSuggestions(staging))?.suggestions;
  if (!reached) throw new TypeError('it is running');
  expect(await reached.latest('2')).toBeNull();
  const made = await reached.suggest('2', { by: 'Nova', tone: 'shorter' });
  expect(made).toEqual(await suggestions.latest('2'));
  expect(made.draft?.tone).toBe('shorter');
  const { words } = await reached.use(made.id, { by: 'Nova', text: 'Within 30 days.' });
  expect(words).toContain('as an internal note');
  expect(noted).toEqual(['Within 30 days.']);
  await expect(reached.suggest('3', { by: 'Nova' })).rejects.toThrow('There is no ticket 3.');
  const { id } = await reached.suggest('2', { by: 'Nova' });
  await reached.reject(id, { by: 'Girly', reason: 'outdated' });
  expect((await suggestions.get(id)).outcome).toMatchObject({ by: 'Girly', reason: 'outdated' });
  expect(await reachSuggestions(folder())).toBeNull();
});
