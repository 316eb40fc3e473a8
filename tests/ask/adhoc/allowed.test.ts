import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOTHING_YET } from '../../../src/ask/follow-up/thread.ts';
import { startGemini } from '../../standins/models/gemini.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { draftOf, metricOf } from '../model/drafts.ts';
import { answerIn, GROWING, GROWTH, isForSql, openDesk, STEADY, say, sql, writes } from './desk.ts';

const folder = useTempFolders();

describe('ad-hoc SQL', () => {
  it('is off unless it is switched on', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server, { variables: { ADHOC_SQL: '' } });
    server.otherwise = writes(() => GROWTH);
    for (const question of [GROWING, STEADY])
      expect((await app.desk.ask({ question, threadId: null })).reply.kind).toBe('decline');
    expect(server.received.filter(isForSql)).toEqual([]);
  });

  it('takes a model', async () => {
    await using server = await startGemini();
    const opened = openDesk(folder(), server, {
      variables: { GEMINI_API_KEY: '', MODEL_BASE_URL: '' },
    });
    await expect(opened).rejects.toThrow('ADHOC_SQL is set without a key');
  });

  it('is not written for what is refused, absent, an act or a plan', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    const nova = { agent: '{{agent_1}}' };
    server.otherwise = (received) =>
      isForSql(received)
        ? sql(GROWTH)
        : say({
            outcome: 'plan',
            readings: [
              draftOf({
                metrics: [metricOf('ticket_volume')],
                where: [{ field: 'agent', op: 'is', values: [nova.agent] }],
                period: 'last week',
              }),
            ],
            refusal: null,
          });
    for (const question of [
      'tickets last week',
      'what did each ticket cost us?',
      'close ticket 3',
      'tickets for Nova next year',
      'why did csat drop',
      'how many tickets will we get next week',
      'was Nova swamped last week',
    ])
      await app.desk.ask({ question, threadId: null });
    // The rules know that no plan orders groups by change, whatever a model drafts.
    const { reply } = await app.desk.ask({ question: GROWING, threadId: null });
    expect(reply.kind).toBe('decline');
    expect(server.received.filter(isForSql)).toEqual([]);
  });

  it.each([
    'which pipeline improved the most',
    'running total of tickets by week',
    'tickets by agent by company by plan',
    'average of the number of tickets by agent',
  ])('is tried where the rules know that no plan says it: %s', async (question) => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => null);
    expect((await app.desk.ask({ question, threadId: null })).reply.kind).toBe('decline');
    expect(server.received.map(isForSql)).toEqual([false, true]);
  });

  it('begins a thread anew: what follows is no edit of what was asked before it', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => GROWTH);
    const ask = (question: string) => app.desk.ask({ question, threadId: 't' });
    await ask('tickets for Nova last week');
    expect(answerIn(await ask(GROWING)).isAdhoc).toBe(true);
    expect((await ask('and for Girly?')).reply.kind).not.toBe('answer');
    expect(answerIn(await ask('tickets last week')).isAdhoc).toBeUndefined();
    const traces = await app.desk.traces('t');
    expect(traces.map(({ isAdhoc = false }) => isAdhoc)).toEqual([false, true, false, false]);
  });

  it('is not written where nobody looks at what came out of it: in digests, on the home page', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => GROWTH);
    const asked = await app.workspace.ask(GROWING, NOTHING_YET, {});
    expect(answerIn(asked).isAdhoc).toBe(true);
    const digest = await app.workspace.ask(GROWING, NOTHING_YET, { plansOnly: true });
    expect(digest.reply.kind).toBe('decline');
    expect(server.received.filter(isForSql)).toHaveLength(1);
  });

  it('is never verified', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => GROWTH);
    const { verified } = app.workspace;
    await expect(verified.verify(GROWING, 'Richie')).rejects.toThrow('no plan to verify');
    const { id } = await app.desk.ask({ question: GROWING, threadId: 't' });
    const good = { threadId: 't', turnId: id, person: 'U1', verdict: 'good' } as const;
    expect(await app.desk.feedback(good)).toEqual({ kind: 'kept' });
    expect(await verified.all()).toEqual([]);
  });
});

describe('who gets ad-hoc SQL', () => {
  const manager = { person: 'U1', role: 'manager', agent: null } as const;
  const agent = { person: 'U2', role: 'agent', agent: 'Girly' } as const;

  it('is managers, and whoever else asks is told who decides', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => GROWTH);
    const refused = await app.desk.ask({ question: GROWING, threadId: null, access: agent });
    expect(refused).toMatchObject({ denied: 'adhoc', reply: { kind: 'decline' } });
    expect(refused.reply.headline).toContain('takes SQL written for the question');
    expect(server.received.filter(isForSql)).toEqual([]);
    const told = await app.desk.ask({ question: GROWING, threadId: null, access: manager });
    expect(answerIn(told).isAdhoc).toBe(true);
  });

  it('is the manager alone where others read along', async () => {
    await using server = await startGemini();
    await using app = await openDesk(folder(), server);
    server.otherwise = writes(() => GROWTH);
    const audience = { role: 'agent', agent: null } as const;
    const asked = { question: GROWING, threadId: null, access: manager };
    const turn = await app.desk.ask({ ...asked, audience });
    expect(turn.isPrivate).toBe(true);
    expect(answerIn(turn).isAdhoc).toBe(true);
    const openly = await app.desk.ask({ ...asked, audience: { role: 'manager', agent: null } });
    expect(openly.isPrivate).toBeUndefined();
  });

  it('may be limited to admins, and to nobody less than managers', async () => {
    await using server = await startGemini();
    const at = folder();
    await (await openDesk(at, server))[Symbol.asyncDispose]();
    const file = join(at, 'config', 'permissions.yaml');
    const permissions = readFileSync(file, 'utf8');
    writeFileSync(file, permissions.replace('adhoc: manager', 'adhoc: agent'));
    await expect(openDesk(at, server)).rejects.toThrow(/adhoc.*manager or admin/);
    writeFileSync(file, permissions.replace('adhoc: manager', 'adhoc: admin'));
    await using limited = await openDesk(at, server);
    server.otherwise = writes(() => GROWTH);
    const asked = { question: GROWING, threadId: null, access: manager };
    expect((await limited.desk.ask(asked)).denied).toBe('adhoc');
  });
});
