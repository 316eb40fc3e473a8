import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDemo } from '../../../src/sources/demo/load-demo.ts';
import { openImportTable } from './import-table.ts';

const FILE = 'Nr,Wer,Wann,Farbe\n1,Nova,2026-03-12 10:00,rot\n2,Nova,2026-03-12 11:00,blau\n';
const MAP = { Nr: 'ticket_id', Wer: 'agent', Wann: 'created_at' };

describe('a mapping', () => {
  it('is kept as a file a person can read, and used again for the same headers', async () => {
    await using table = await openImportTable();
    await table.load('Wochenbericht 2026-03.csv', FILE, { map: MAP, zone: 'Europe/Berlin' });
    const text = await readFile(join(table.folder, 'imports', 'wochenbericht.yaml'), 'utf8');
    expect(text).toContain(
      'entity: tickets\nsource: file\nzone: Europe/Berlin\ncolumns:\n  Nr: source_id\n  Wer: agent\n  Wann: created_at\n  Farbe: extra\n',
    );
    const next = await table.preview('Wochenbericht 2026-04.csv', FILE);
    expect(next).toMatchObject({ savedAs: 'wochenbericht', zone: 'Europe/Berlin' });
    expect(next.columns.map(({ column, because }) => `${column} ${because}`)).toEqual([
      'source_id saved',
      'agent saved',
      'created_at saved',
      'x_farbe saved',
    ]);
  });

  it('lends its columns but not its zone to a file of another name', async () => {
    await using table = await openImportTable();
    await table.load('a.csv', FILE, { map: MAP, zone: 'Europe/Berlin' });
    expect(await table.preview('b.csv', FILE)).toMatchObject({ savedAs: 'a', zone: 'UTC' });
  });

  it('gives way to what is said this time', async () => {
    await using table = await openImportTable();
    await table.load('a.csv', FILE, { map: MAP });
    const preview = await table.preview('a.csv', FILE, { map: { Wer: 'customer_name' } });
    expect(preview.columns[1]).toMatchObject({ column: 'customer_name', because: 'given' });
  });

  it('that somebody broke while editing is passed over', async () => {
    await using table = await openImportTable();
    await table.load('a.csv', FILE, { map: MAP });
    await writeFile(join(table.folder, 'imports', 'a.yaml'), 'columns: [oops');
    expect((await table.preview('a.csv', FILE)).savedAs).toBeNull();
  });

  it('is not kept for a file that was refused', async () => {
    await using table = await openImportTable();
    await expect(table.load('a.csv', 'id,created_at\n1,3/4/2026\n')).rejects.toThrow();
    expect(await readdir(table.folder)).not.toContain('imports');
  });
});

const DEMO = { tickets: 20, chats: 5, seed: 1, endsAt: '2026-05-31T00:00:00Z', zone: 'UTC' };

describe('somebody’s own data', () => {
  it('moves the demo data out even when it brings columns of its own', async () => {
    await using table = await openImportTable();
    await loadDemo(table.db, DEMO);
    const summary = await table.load('t.csv', 'ticket_id,created_at,Region\n1,2026-03-12,West\n');
    expect(summary).toMatchObject({ demoRemoved: true, inserted: 1 });
    const kept = await table.db.read('SELECT source_id, x_region FROM tickets');
    expect(kept.rows).toEqual([['1', 'West']]);
  });

  it('moves the demo data out, in the same step', async () => {
    await using table = await openImportTable();
    await loadDemo(table.db, DEMO);
    const summary = await table.load('t.csv', 'ticket_id,created_at\n1,2026-03-12\n');
    expect(summary.demoRemoved).toBe(true);
    expect(
      await table.rows(
        `SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM chats), (SELECT count(*) FROM messages), (SELECT count(*) FROM agents), (SELECT count(*) FROM imports)`,
      ),
    ).toEqual([[1, 0, 0, 0, 1]]);
  });
});
