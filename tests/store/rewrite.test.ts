import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { useTempFolders } from './temp-folder.ts';

/** As the note of a swap names a file. */
function identityOf(path: string): string {
  const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
  return [dev, ino, size, mtimeNs].join(' ');
}

const folders = useTempFolders();
const KILLS = 8;

const count = 'SELECT count(*) FROM tickets';

describe('writing the file anew', () => {
  it('leaves nothing of deleted rows, and goes on with reads and writes asked for meanwhile', async () => {
    const path = join(folders(), 'a.duckdb');
    {
      await using db = await openDatabase({ path, threads: 1, readers: 2 });
      await db.write((writer) =>
        writer.run(
          `INSERT INTO tickets (id, subject) SELECT 't' || range, 'a turquoise kettle' FROM range(5000)`,
        ),
      );
    }
    expect(readFileSync(path).toString('latin1')).toContain('turquoise kettle');
    await using db = await openDatabase({ path, threads: 1, readers: 2 });
    await db.write((writer) => writer.run(`UPDATE tickets SET subject = 'a lamp'`));
    const version = await db.version();
    const before = statSync(path).ino;
    const reads = [db.read(count), db.read(count)];
    const rewriting = db.rewrite();
    const write = db.write((writer) => writer.run(`INSERT INTO tickets (id) VALUES ('late')`));
    reads.push(db.read(count));
    await rewriting;
    await write;
    expect((await Promise.all(reads)).map(({ rows }) => rows[0]?.[0])).toEqual([5000, 5000, 5000]);
    expect((await db.read(count)).rows).toEqual([[5001]]);
    expect(await db.version()).toBeGreaterThan(version);
    expect(statSync(path).ino).not.toBe(before);
    expect(readFileSync(path).toString('latin1')).not.toContain('turquoise kettle');
  });

  it('loses nothing, whenever the process is killed', { timeout: 60_000 }, async () => {
    const path = join(folders(), 'a.duckdb');
    let promised = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(process.execPath, [
        join(import.meta.dirname, 'rewriting-process.ts'),
        path,
      ]);
      const lines = createInterface(child.stdout);
      lines.on('line', (line) => {
        promised = Number(line);
      });
      // Now in the first rewriting, now in a later one, however fast the machine is.
      for (let said = 0; said <= kill % 3; said += 1)
        await Promise.race([once(lines, 'line'), once(child, 'exit')]);
      await delay(15 + ((kill * 37) % 120));
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      await using db = await openDatabase({ path, threads: 1, readers: 1 });
      const { rows } = await db.read(count);
      expect(rows[0]?.[0]).toBeGreaterThanOrEqual(promised);
    }
    expect(promised).toBeGreaterThan(KILLS);
  });

  it('never reads the log of the old file into the new one, wherever it was cut off', async () => {
    const path = join(folders(), 'a.duckdb');
    {
      await using db = await openDatabase({ path, threads: 1, readers: 1 });
      await db.write((writer) => writer.run(`INSERT INTO tickets (id) VALUES ('kept')`));
    }
    {
      await using db = await openDatabase({ path, threads: 1, readers: 1 });
      await db.write((writer) => writer.run(`INSERT INTO tickets (id) VALUES ('in the log')`));
      await db.backup(`${path}.fresh`);
      copyFileSync(`${path}.wal`, `${path}.fresh.wal`);
    }
    // As a process leaves it that ends between renaming and taking the log away.
    renameSync(`${path}.fresh.wal`, `${path}.wal`);
    const note = { fresh: identityOf(`${path}.fresh`), log: identityOf(`${path}.wal`) };
    writeFileSync(`${path}.swap`, JSON.stringify(note));
    renameSync(`${path}.fresh`, path);
    {
      await using db = await openDatabase({ path, threads: 1, readers: 1 });
      const { rows } = await db.read('SELECT id FROM tickets ORDER BY id');
      expect(rows.flat()).toEqual(['in the log', 'kept']);
    }
    expect(readdirSync(dirname(path))).toEqual(['a.duckdb']);
  });

  it('keeps another process out throughout', async () => {
    const path = join(folders(), 'a.duckdb');
    await using db = await openDatabase({ path, threads: 1, readers: 1 });
    await db.write((writer) => writer.run(`INSERT INTO tickets (id) VALUES ('t')`));
    await db.rewrite();
    const module = join(import.meta.dirname, '..', '..', 'src', 'store', 'open-database.ts');
    const script = `import { openDatabase } from '${module}';
      await openDatabase({ path: '${path}' }).then(() => console.log('opened'), (error) => console.log(error.message));`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
    });
    await once(child, 'exit');
    expect(said).toContain(`is in use by another process (pid ${process.pid})`);
  });
});
