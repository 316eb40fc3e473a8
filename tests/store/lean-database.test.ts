import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Writer } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { useTempFolders } from './temp-folder.ts';

const tempFolder = useTempFolders();
/** A list of so many can't spill: some 60 MB. */
const wideWrite = (writer: Writer) =>
  writer.run(`INSERT INTO meta SELECT 'counted', len(list(i))::VARCHAR FROM range(4_000_000) r(i)`);
const note = (key: string) => (writer: Writer) =>
  writer.run('INSERT INTO meta VALUES ($key, $key)', { key });

it('gives a lean store more memory when a write can’t do with what it has, and loses nothing beside it', async () => {
  const path = join(tempFolder(), 'desk.duckdb');
  await using db = await openDatabase({ path, memoryLimit: '32MB', threads: 1, isLean: true });
  const before = await db.version();
  let tries = 0;
  const written = await Promise.all([
    db.write(note('first')),
    db.write(async (writer) => {
      tries += 1;
      await note('with it')(writer);
      await wideWrite(writer);
      return tries;
    }),
    db.write(note('last')),
    db.read('SELECT count(*) FROM tickets'),
  ]);
  expect(written[1]).toBeGreaterThan(1);
  const { rows } = await db.read(
    `SELECT key, value FROM meta WHERE key IN ('first', 'with it', 'counted', 'last') ORDER BY key`,
  );
  expect(rows).toEqual([
    ['counted', '4000000'],
    ['first', 'first'],
    ['last', 'last'],
    ['with it', 'with it'],
  ]);
  expect(await db.version()).toBeGreaterThan(before);
});

it('leaves other stores their limit, and says so', async () => {
  const path = join(tempFolder(), 'desk.duckdb');
  await using db = await openDatabase({ path, memoryLimit: '32MB', threads: 1 });
  await expect(db.write(wideWrite)).rejects.toThrow(/Out of Memory/);
  await db.write(note('after'));
});
