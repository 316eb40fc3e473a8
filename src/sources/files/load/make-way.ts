import type { Writer } from '../../../store/database.ts';
import { DEMO_SOURCE, removeDemo } from '../../demo/load-demo.ts';

const TABLES = ['tickets', 'chats', 'messages', 'agents', 'customers'];

/** Takes the demo data out when there is any: somebody's own data moves in. Says whether there was. */
export async function makeWay(writer: Writer): Promise<boolean> {
  const counts = TABLES.map(
    (table) => `(SELECT count(*) FROM ${table} WHERE source = '${DEMO_SOURCE}')`,
  );
  const { rows } = await writer.rows(`SELECT ${counts.join(' + ')}`);
  if (Number(rows[0]?.[0] ?? 0) === 0) return false;
  await removeDemo(writer);
  return true;
}
