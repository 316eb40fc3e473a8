import { openDatabase } from '../../src/store/open-database.ts';

// Writes a row and the whole file anew, over and over, until it is killed. Says after each write what must be there from then on.
const [, , path = ''] = process.argv;
const db = await openDatabase({ path, threads: 1, readers: 1 });
for (let n = 0; ; n += 1) {
  const [total] = await db.write(async (writer) => {
    await writer.run(`INSERT INTO tickets (id, subject) VALUES ('t' || $n, repeat('words ', 20))`, {
      n,
    });
    const { rows } = await writer.rows('SELECT count(*) FROM tickets');
    return rows.flat();
  });
  process.stdout.write(`${total}\n`);
  await db.rewrite();
}
