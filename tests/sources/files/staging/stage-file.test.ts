import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stageFile } from '../../../../src/sources/files/staging/stage-file.ts';
import { openImportTable } from '../import-table.ts';

it('stages only the beginning of a file too large for a preview, and guesses its rows', async () => {
  await using table = await openImportTable();
  const path = join(table.folder, 'large.csv');
  const row = `1,"a\nb, ""c""",${'x'.repeat(80)}\n`;
  await writeFile(path, `id,text,more\n${row.repeat(110_000)}`);
  const staged = await stageFile(
    { path, fileName: 'large.csv' },
    { folder: table.db.stagingFolder, wholeBytes: 1 << 20, db: table.db },
  );
  expect(staged).toMatchObject({ isWhole: false, hash: null, headers: ['id', 'text', 'more'] });
  expect(staged.estimatedRows).toBeGreaterThan(109_000);
  expect(staged.estimatedRows).toBeLessThan(111_000);
  const [[rows]] = (await table.db.read(`SELECT count(*) FROM ${staged.relation}`)).rows as [
    [number],
  ];
  expect(rows).toBeGreaterThan(80_000);
  expect(rows).toBeLessThan(90_000);
});
