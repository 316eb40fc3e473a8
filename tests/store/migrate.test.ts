import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { migrate, readMigrations } from '../../src/store/migrate.ts';

it('brings a store forward that has a later migration, but not one before it', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const all = await readMigrations();
  const later = all.filter(({ number }) => number <= 4 && number !== 3);
  await migrate(connection, later, ':memory:');
  await connection.run(`INSERT INTO escalations (id) VALUES ('kept')`);
  await migrate(connection, all, ':memory:');
  const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRows().flat();
  expect(await read('SELECT number FROM migrations ORDER BY number')).toEqual(
    all.map(({ number }) => number),
  );
  expect(await read('SELECT count(*) FROM assignments')).toEqual([0n]);
  expect(await read(`SELECT value FROM meta WHERE key = 'assignment_turn'`)).toEqual(['0']);
  expect(await read('SELECT id FROM escalations')).toEqual(['kept']);
  await migrate(connection, all, ':memory:');
  expect(await read('SELECT count(*) FROM migrations')).toEqual([BigInt(all.length)]);
  connection.disconnectSync();
  instance.closeSync();
});
