import { expect, it } from 'vitest';
import { leaksAmong, openLeakyDesk, PLAIN, partsSent, STRANGE } from '../../flows/model-leaks.ts';
import { startGemini } from '../../standins/models/gemini.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { BEYOND, isForSql, sql } from './desk.ts';

const folder = useTempFolders();

/** Statements that fail on values: DuckDB's own messages would quote them. */
const FAILING: readonly ((name: string) => string)[] = [
  () => 'SELECT agent::INTEGER AS n FROM tickets',
  () => 'SELECT company::DATE AS n FROM tickets',
  () => 'SELECT strftime(created_at, agent) AS n, agent::DOUBLE AS m FROM tickets',
  () => 'SELECT column_1::BOOLEAN AS n FROM tickets',
  () => 'SELECT tags::INTEGER AS n FROM tickets',
  () => 'SELECT pipeline::TIMESTAMP AS n FROM tickets ORDER BY 1',
  (name) => `SELECT agent FROM tickets WHERE created_at > ${name}`,
  (name) => `SELECT agent FROM tickets WHERE rating = CAST(${name} AS DOUBLE)`,
  (name) => `SELECT date_trunc(${name}, created_at) AS n FROM tickets`,
  (name) => `SELECT agent FROM tickets WHERE regexp_matches(agent, ${name}) AND agent::INTEGER > 0`,
  (name) => `SELECT ${name}`,
  () => 'SELECT customer_email FROM tickets',
  () => 'SELECT subject, x_level FROM tickets',
  () => 'SELECT agent FROM tickets GROUP BY company',
  () => 'SELECT (SELECT agent FROM tickets) AS one, count(*) FROM tickets',
  () => 'SELECT agent.company FROM tickets',
];

const QUESTIONS: readonly ((name: string) => string)[] = [
  (name) => `was ${name} swamped more steadily last week`,
  (name) => `running total of tickets of ${name} by week`,
  (name) => `which agent grew the most with ${name}`,
  (name) => `running total of tickets by week since 12 ${name}`,
  (name) => `which pipeline improved the most vs “${name}” in March, not ${name}s`,
];

const NAMES = [...Object.values(STRANGE), ...Object.values(PLAIN)];

it('sends, keeps and logs nothing of names with the SQL it has written, whatever fails on them', async () => {
  await using server = await startGemini();
  const logged: string[] = [];
  await using app = await openLeakyDesk(folder(), server, logged);
  let nth = 0;
  server.otherwise = (received) => {
    if (!isForSql(received)) return BEYOND;
    nth += 1;
    if (nth % 37 === 0) return { kind: 'fail', status: 400, code: received.raw.slice(0, 200) };
    const asked = received.raw.match(/Question: [^\n]*?(\{\{[a-z]+_\d+\}\})/)?.[1];
    return sql(FAILING[nth % FAILING.length]?.(`'${asked ?? '{{agent_1}}'}'`) ?? null);
  };
  for (const [index, name] of NAMES.entries())
    for (const [at, question] of QUESTIONS.entries()) {
      const asked = question(`${name} ${index * QUESTIONS.length + at}`);
      await app.desk.ask({ question: asked, threadId: null });
    }
  const kept = await app.model?.recorder.latest(100_000);
  expect({
    sent: leaksAmong(server.received.flatMap(partsSent)),
    logged: leaksAmong(logged),
    recorded: leaksAmong((kept ?? []).map((call) => JSON.stringify({ ...call, payload: null }))),
  }).toEqual({ sent: [], logged: [], recorded: [] });
  const written = server.received.filter(isForSql);
  expect(written.length).toBeGreaterThan(NAMES.length);
  const problems = written.filter(({ raw }) => raw.includes("It can't be run"));
  expect(problems.length).toBeGreaterThan(NAMES.length / 2);
  expect(problems.filter(({ raw }) => raw.includes('TRY_CAST')).length).toBeGreaterThan(5);
  expect(logged.filter((line) => line.includes('ad-hoc SQL')).length).toBeGreaterThan(
    NAMES.length / 2,
  );
});
