import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ALLOWED_FUNCTIONS, JOINING_FUNCTIONS } from '../../../src/analytics/adhoc/functions.ts';
import type { App } from '../../../src/app.ts';
import { ATTACKS } from '../../analytics/adhoc/attacks.ts';
import { startGemini } from '../../standins/models/gemini.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { isForSql, openDesk, writes } from './desk.ts';

const folder = useTempFolders();

/** What the store holds, settings and catalogs included, as one figure each. */
async function stateOf(app: App): Promise<unknown> {
  const { rows } = await app.db.read(`
    SELECT (SELECT sum(hash(tickets)) FROM tickets), (SELECT count(*) FROM messages),
           (SELECT sum(hash(t)) FROM duckdb_tables() t), (SELECT sum(hash(c)) FROM duckdb_columns() c),
           (SELECT count(*) FROM duckdb_views() WHERE NOT internal), (SELECT count(*) FROM duckdb_databases()),
           (SELECT sum(hash(s)) FROM duckdb_settings() s)`);
  return rows;
}

/** Every function DuckDB has that isn't on the list, called in one way or another. */
async function functionsOf(app: App): Promise<readonly string[]> {
  const { rows } = await app.db.read(
    `SELECT DISTINCT function_name, function_type LIKE '%table%' FROM duckdb_functions() WHERE function_type <> 'pragma' ORDER BY 1`,
  );
  return rows.flatMap(([name, isTable], index) => {
    const called = String(name);
    if (ALLOWED_FUNCTIONS.has(called) || JOINING_FUNCTIONS.has(called)) return [];
    const quoted = `"${called.replaceAll('"', '""')}"`;
    const ways = isTable
      ? [`SELECT count(*) FROM ${quoted}('x')`, `SELECT count(*) FROM tickets, ${quoted}()`]
      : [
          `SELECT ${quoted}(agent) FROM tickets`,
          `SELECT agent FROM tickets ORDER BY ${quoted}('x', 1)`,
        ];
    return ways[index % 2] ?? [];
  });
}

const asked = (nth: number): string =>
  `running total of tickets by week, week ${Math.floor(nth / 50)} to ${nth % 50}`;

it('runs none of the attacks a model may write, whatever the repair', async () => {
  await using server = await startGemini();
  const at = folder();
  await using app = await openDesk(at, server);
  const attacks = [...Object.values(ATTACKS).flat(), ...(await functionsOf(app))];
  const before = await stateOf(app);
  const files = readdirSync(at, { recursive: true }).length;
  let written = 0;
  server.otherwise = writes(() => {
    written += 1;
    return attacks[written - 1] ?? null;
  });
  const ran: unknown[] = [];
  for (let nth = 0; written < attacks.length; nth += 1) {
    const { reply } = await app.desk.ask({ question: asked(nth), threadId: null });
    if (reply.kind === 'answer' && reply.isAdhoc) ran.push(reply.provenance.statements);
  }
  expect(ran).toEqual([]);
  expect(attacks.length).toBeGreaterThan(1000);
  expect(server.received.filter(isForSql).length).toBeGreaterThanOrEqual(attacks.length);
  expect(await stateOf(app)).toEqual(before);
  expect(readdirSync(at, { recursive: true }).length).toBe(files);
}, 60_000);
