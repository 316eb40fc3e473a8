import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import type { NewPassage } from '../../../src/assist/knowledge/knowledge-index.ts';
import { createSuggestions } from '../../../src/assist/suggest/create-suggestions.ts';
import { loadTemplates } from '../../../src/assist/suggest/write/templates.ts';
import { eraseCustomer } from '../../../src/store/erase-customer.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { useTempFolders } from '../../store/temp-folder.ts';

const NOW = '2026-11-20T14:00:00Z';
const EMAIL = 'dana.ortiz@example.com';
const HERS = [EMAIL, 'whistling turquoise kettle', 'descale the grommet', 'quibbling gasket'];

const folders = useTempFolders();

it('erases the drafts for somebody, and those made of their tickets or naming their address', async () => {
  const folder = folders();
  await using db = await openDatabase({ path: join(folder, 'store.duckdb') });
  await db.write((writer) =>
    writer.run(`INSERT INTO tickets BY NAME
      SELECT 'z:1' AS id, 'z' AS source, '1' AS source_id, 'whistling turquoise kettle' AS subject, 'my kettle is loud, quibbling gasket' AS description,
        'Dana Ortiz' AS customer_name, '${EMAIL}' AS customer, '${EMAIL}' AS customer_email, TIMESTAMP '2026-05-01' AS resolved_at
      UNION ALL BY NAME SELECT 'z:2' AS id, 'z' AS source, '2' AS source_id, 'loud kettle' AS subject, 'why is my kettle so loud?' AS description,
        'Bob Fine' AS customer_name, 'bob@example.com' AS customer, 'bob@example.com' AS customer_email
      UNION ALL BY NAME SELECT 'z:3' AS id, 'z' AS source, '3' AS source_id, 'zeppelin' AS subject, 'bob@example.com' AS customer`),
  );
  const index = createKnowledgeIndex({ db, meaning: null });
  const passage: NewPassage = {
    ...{ kind: 'resolution', audience: 'public', title: 'whistling turquoise kettle' },
    ...{ section: null, page: null, text: 'my kettle is loud, quibbling gasket', url: null },
    ...{ answer: 'Descale the grommet of the kettle with vinegar.', updatedAt: NOW },
  };
  await index.put([{ sourceId: 'z:1', passages: [passage] }]);
  const suggestions = createSuggestions({
    ...{ db, index, drafter: null, clock: { now: () => Date.parse(NOW) } },
    templates: await loadTemplates('prompts'),
    moodOf: async () => null,
    languageOf: async () => 'en',
    historyOf: async () => null,
    notes: { canWrite: () => true, add: async () => {} },
  });
  const cited = await suggestions.suggest('2', { by: 'Nova' });
  expect(cited.draft?.sources).toHaveLength(1);
  await suggestions.suggest('1', { by: 'Nova' });
  const other = await suggestions.suggest('3', { by: 'Nova' });
  await suggestions.reject(other.id, { by: 'Nova', reason: `see ${EMAIL}` });

  await index.remove(['z:1']);
  await db.write((writer) => eraseCustomer(writer, { email: EMAIL, now: NOW }));
  await db.rewrite();

  expect((await db.read('SELECT ticket_id, reason FROM drafts')).rows).toEqual([
    ['z:3', 'see [erased]'],
  ]);
  expect((await db.read('SELECT * FROM draft_sources')).rows).toEqual([]);
  for (const file of readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile())) {
    const bytes = readFileSync(join(folder, file.name)).toString('latin1').toLowerCase();
    expect(HERS.filter((words) => bytes.includes(words))).toEqual([]);
  }
});
