import { describe, expect, it } from 'vitest';
import { startGemini } from '../../standins/models/gemini.ts';
import { startOpenAi } from '../../standins/models/openai.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import {
  answerIn,
  BEYOND,
  GROWING,
  GROWTH,
  isForSql,
  openDesk,
  rowsIn,
  STEADY,
  sql,
  writes,
} from './desk.ts';

const folder = useTempFolders();

const VENDORS = {
  gemini: { start: startGemini, variables: {} },
  openai: { start: startOpenAi, variables: { GEMINI_API_KEY: '', OPENAI_API_KEY: 'k' } },
} as const;

const BOTH = `SELECT agent, count(*) AS volume FROM tickets
  WHERE agent IN ('{{agent_1}}', '{{agent_2}}') AND created_at >= '{{from_1}}' AND created_at < '{{until_1}}'
  GROUP BY agent ORDER BY 2 DESC`;

describe.each(Object.entries(VENDORS))('SQL written by %s', (_vendor, { start, variables }) => {
  it('answers what no plan can say, and is told from a figure of the catalogue', async () => {
    await using server = await start();
    await using app = await openDesk(folder(), server, { variables });
    server.otherwise = writes(() => GROWTH);
    const turn = await app.desk.ask({ question: GROWING, threadId: null });
    const answer = answerIn(turn);
    expect(rowsIn(turn)).toEqual([
      ['Nova', 3, 1],
      ['Girly', 1, 2],
    ]);
    expect(turn).toMatchObject({ plan: null, isAdhoc: true });
    expect(answer.isAdhoc).toBe(true);
    expect(answer.headline).toBe(
      'Ad-hoc: **2 rows**, 9 – 15 Nov 2026; the first: Nova, volume 3, volume before 1.',
    );
    expect(answer.warnings[0]).toContain('no figure of the catalogue');
    expect(answer.provenance.assumed).toContain('ad-hoc');
    const [statement] = answer.provenance.statements;
    expect(statement?.sql).toContain('SELECT agent,\n  count_star() FILTER');
    expect(statement?.params).toEqual({
      from_1: '2026-11-09T00:00',
      until_1: '2026-11-16T00:00',
      from_2: '2026-11-02T00:00',
      until_2: '2026-11-09T00:00',
    });
    expect(server.received).toHaveLength(2);
  });
});

describe('a question that no plan can say', () => {
  it('has its names bound to the statement, and sends none', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => BOTH);
    const turn = await app.desk.ask({ question: STEADY, threadId: null });
    expect(rowsIn(turn)).toEqual([
      ['Nova', 3],
      ['Girly', 1],
    ]);
    expect(answerIn(turn).provenance.statements[0]?.params).toMatchObject({
      agent_1: 'Nova',
      agent_2: 'Girly',
    });
    const sent = server.received.map(({ raw }) => raw).join();
    expect(sent).toContain('was {{agent_1}} swamped more steadily than {{agent_2}} last week');
    expect(sent).not.toMatch(/Nova|Girly|Orchard|Quux|burning|2026-11/);
  });

  it('may be about a column of the team’s own, called by its placeholder', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(
      () => 'SELECT "{{column_1}}", count(*) AS volume FROM tickets GROUP BY 1 ORDER BY 2 DESC',
    );
    const turn = await app.desk.ask({
      question: 'running total of tickets by plan',
      threadId: null,
    });
    const { table, provenance } = answerIn(turn);
    expect(table?.columns.map(({ label }) => label)).toEqual(['plan', 'volume']);
    expect(provenance.definitions).toEqual([
      { label: 'column_1', text: 'The file’s own column “plan”.' },
    ]);
    expect(server.received.map(({ raw }) => raw).join()).not.toMatch(/gold|Plan\b/);
  });

  it('is told twice in our words what is wrong with its SQL, and may mend it', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.script.push(
      BEYOND,
      sql('SELECT nobody FROM tickets'),
      sql(GROWTH.replace('agent,', 'agent::INTEGER,').replaceAll('BY agent', 'BY ALL')),
      sql(GROWTH),
    );
    const turn = await app.desk.ask({ question: GROWING, threadId: null });
    expect(rowsIn(turn)).toHaveLength(2);
    expect(server.received[2]?.raw).toContain('there is no column nobody');
    expect(server.received[3]?.raw).toContain('TRY_CAST');
    expect(server.received[3]?.raw).not.toMatch(/Nova|Girly/);
  });

  it('gets the rules’ own decline where nothing that was written can be run', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => `SELECT nobody_${server.received.length} FROM tickets`);
    const { reply } = await app.desk.ask({ question: GROWING, threadId: null });
    expect(reply.kind).toBe('decline');
    expect(reply.headline).toContain('can’t rank groups by how much they changed');
    expect(reply.headline).not.toContain('nobody');
    expect(server.received.filter(isForSql)).toHaveLength(3);
  });

  it('is not answered by a statement that leaves out a name or the time it asks about', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.script.push(
      BEYOND,
      sql(BOTH.replace(", '{{agent_2}}'", '')),
      sql("SELECT count(*) AS volume FROM tickets WHERE agent IN ('{{agent_1}}', '{{agent_2}}')"),
      sql(BOTH),
    );
    expect(rowsIn(await app.desk.ask({ question: STEADY, threadId: null }))).toHaveLength(2);
    expect(server.received[2]?.raw).toContain('the question names {{agent_2}}: use it');
    expect(server.received[3]?.raw).toContain('the question names {{from_1}}: use it');
  });

  it('is declined where the tables can’t tell', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => null);
    const { reply } = await app.desk.ask({ question: GROWING, threadId: null });
    expect(reply.headline).toMatch(/^I can’t rank groups by how much they changed/);
    expect(reply.headline).not.toContain('SQL');
  });

  it('is stopped where it takes too long, and says so', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server, {
      variables: { QUESTION_DEADLINE_SECONDS: '1' },
    });
    await app.db.write((writer) =>
      writer.run(
        "INSERT INTO messages (id, source, sent_at) SELECT 'm' || n, 'file', TIMESTAMP '2026-10-01' FROM range(30000) t(n)",
      ),
    );
    server.otherwise = writes(
      () =>
        'SELECT count(*) AS n FROM messages a, messages b, messages c, messages d WHERE a.id < b.id OR c.id < d.id',
    );
    const { reply, tookMs } = await app.desk.ask({
      question: 'running total of messages by week',
      threadId: null,
    });
    expect(reply.headline).toContain('more time or memory than it may');
    expect(tookMs).toBeLessThan(8000);
    const next = await app.desk.ask({ question: 'tickets', threadId: null });
    expect(next.reply.kind).toBe('answer');
  });

  it('costs no more than the model’s deadline in all, drafts and repairs together', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server, {
      variables: { MODEL_DEADLINE_SECONDS: '2' },
    });
    server.script.push(
      { ...BEYOND, delayMs: 700 } as typeof BEYOND,
      { ...sql('SELECT nobody FROM tickets'), delayMs: 700 } as typeof BEYOND,
      { kind: 'hang' },
    );
    const { reply, tookMs } = await app.desk.ask({ question: GROWING, threadId: null });
    expect(reply.headline).toContain('the language model isn’t answering');
    expect(tookMs).toBeLessThan(2900);
  });

  it('counts against the budget', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server, { variables: { MODEL_CALLS_A_DAY: '1' } });
    server.otherwise = writes(() => GROWTH);
    const { reply } = await app.desk.ask({ question: GROWING, threadId: null });
    expect(reply.kind).toBe('decline');
    expect(server.received).toHaveLength(1);
  });

  it('is recorded as it was sent', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => BOTH);
    await app.desk.ask({ question: STEADY, threadId: null });
    const sent = await app.model?.recorder.latest(10);
    expect(sent?.map(({ purpose }) => purpose)).toEqual(['write-sql', 'plan-question']);
    expect(sent?.[0]?.prompt).toMatch(/^write-sql@\d+ write-sql-asked@\d+$/);
    expect(JSON.stringify(sent?.[0]?.payload)).toContain('more steadily than {{agent_2}}');
  });
});
