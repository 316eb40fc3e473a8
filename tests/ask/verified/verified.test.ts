import { afterEach, describe, expect, it } from 'vitest';
import { NOTHING_YET } from '../../../src/ask/follow-up/thread.ts';
import { createVerifiedBook, type VerifiedBook } from '../../../src/ask/verified/verified-book.ts';
import { createWorkspace, type Workspace } from '../../../src/ask/workspace.ts';
import type { Database } from '../../../src/store/database.ts';
import { openStateStore } from '../../../src/store/state.ts';
import { catalogue, openDesk, settings } from '../../analytics/small-desk.ts';
import { language } from '../read/desk.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const TICKETS = Array.from({ length: 60 }, (_, day) => ({
  subject: `Ticket ${day}`,
  agent: day % 2 === 0 ? 'Nova' : 'Girly',
  created_at: new Date(NOON - (day - 29) * 86_400_000).toISOString(),
}));

const open = new AsyncDisposableStack();
let db: Database | null = null;
let now = NOON;

async function desk(): Promise<{ workspace: Workspace; book: VerifiedBook }> {
  const book = createVerifiedBook(open.use(await openStateStore('memory:')));
  db = await openDesk({ tickets: TICKETS });
  const clock = { now: () => now };
  return {
    book,
    workspace: createWorkspace({ db, catalogue, language, settings, clock, verified: book }),
  };
}

afterEach(async () => {
  await db?.[Symbol.asyncDispose]();
  now = NOON;
});

const ask = async (workspace: Workspace, question: string) => {
  const { reply, plan } = await workspace.ask(question, NOTHING_YET);
  const assumed = reply.kind === 'answer' ? reply.provenance.assumed.join(' · ') : '';
  return { assumed, plan };
};

describe('a verified question', () => {
  it('says so, in whatever case, punctuation and politeness it is asked', async () => {
    const { workspace } = await desk();
    await workspace.verified.verify('tickets by agent last week', 'local');
    const { assumed } = await ask(workspace, 'Please, Tickets by agent last week?');
    expect(assumed).toContain('verified by a manager on 20 Nov 2026');
  });

  it('is read from the moment it is verified until it is doubted, whatever was answered before', async () => {
    const { workspace, book } = await desk();
    const question = 'tickets by agent last week';
    expect((await ask(workspace, question)).assumed).not.toContain('verified');
    await workspace.verified.verify(question, 'local');
    expect((await ask(workspace, question)).assumed).toContain('verified');
    await book.suspend(question, { by: 'U2', at: new Date(NOON).toISOString() });
    expect((await ask(workspace, question)).assumed).not.toContain('verified');
  });

  it('is not used for one that is only similar', async () => {
    const { workspace } = await desk();
    await workspace.verified.verify('tickets by agent last week', 'local');
    for (const similar of [
      'tickets by agent last month',
      'tickets last week',
      'open tickets by agent last week',
    ])
      expect((await ask(workspace, similar)).assumed).not.toContain('verified');
  });

  it('keeps its period as words', async () => {
    const { workspace } = await desk();
    await workspace.verified.verify('tickets by agent last week', 'local');
    now = NOON + 7 * 86_400_000;
    const { assumed, plan } = await ask(workspace, 'tickets by agent last week');
    expect(assumed).toContain('verified');
    expect(plan).toMatchObject({ period: { start: expect.stringMatching(/^2026-11-16/) } });
  });

  it('is read before the rules, and no more once it is removed', async () => {
    const { workspace, book } = await desk();
    const { plan } = await ask(workspace, 'tickets by agent last week');
    if (!plan) throw new TypeError('the rules read this');
    const verifiedAt = new Date(NOON).toISOString();
    await book.put({ question: 'the usual thing', plan, by: 'local', verifiedAt });
    expect((await ask(workspace, 'The usual thing!')).plan).toEqual(plan);
    expect(await book.remove('the usual thing')).toBe(true);
    expect((await ask(workspace, 'The usual thing!')).plan).toBeNull();
  });

  it('falls back to the rules where its plan no longer holds', async () => {
    const { workspace, book } = await desk();
    const { plan } = await ask(workspace, 'tickets by agent last week');
    if (plan?.kind !== 'figures') throw new TypeError('the rules read this as figures');
    const broken = { ...plan, by: [{ field: 'no_such_field' }] };
    const verifiedAt = new Date(NOON).toISOString();
    await book.put({
      question: 'tickets by agent last week',
      plan: broken,
      by: 'local',
      verifiedAt,
    });
    const again = await ask(workspace, 'tickets by agent last week');
    expect(again).toMatchObject({ plan, assumed: expect.not.stringContaining('verified') });
  });

  it('refuses what can’t be asked again, and what has no answer', async () => {
    const { workspace } = await desk();
    await expect(workspace.verified.verify('my tickets last week', 'local')).rejects.toThrow(
      'who asks',
    );
    await expect(workspace.verified.verify('frobnicate the wombats', 'local')).rejects.toThrow(
      'no plan',
    );
  });

  it('replaces one that says the same in other words', async () => {
    const { workspace } = await desk();
    await workspace.verified.verify('tickets by agent last week', 'one');
    await workspace.verified.verify('Please, tickets by agent last week?', 'two');
    expect(await workspace.verified.all()).toMatchObject([{ by: 'two' }]);
  });

  it('is asked first among the questions that are offered', async () => {
    const { workspace } = await desk();
    await workspace.verified.verify('tickets by agent last week', 'local');
    const [first, ...more] = await workspace.suggestions();
    expect(first?.question).toBe('tickets by agent last week');
    expect(more.length).toBeGreaterThan(2);
    await workspace.verified.remove('tickets by agent last week');
    expect((await workspace.suggestions())[0]?.question).not.toBe('tickets by agent last week');
  });
});

describe('what was asked in a thread', () => {
  const turnOf = async (workspace: Workspace, question: string) => {
    const { plan } = await ask(workspace, question);
    return { question, plan, askedAt: new Date(now).toISOString() };
  };

  it('is kept as it was read, days later too', async () => {
    const { workspace } = await desk();
    const turn = await turnOf(workspace, 'tickets by agent last week');
    now = NOON + 7 * 86_400_000;
    const found = await workspace.verified.verifyTurn(turn, NOTHING_YET, 'U1');
    expect(found).toMatchObject({
      plan: { period: { start: expect.stringMatching(/^2026-11-16/) } },
    });
    expect((await ask(workspace, turn.question)).assumed).toContain('verified');
  });

  it('is not kept where on its own it means something else', async () => {
    const { workspace } = await desk();
    const { plan } = await ask(workspace, 'tickets by agent last week');
    const turn = { question: 'tickets by agent', plan, askedAt: new Date(now).toISOString() };
    const found = await workspace.verified.verifyTurn(turn, NOTHING_YET, 'U1');
    expect(found).toMatchObject({ kind: 'not', reason: expect.stringContaining('something else') });
    expect(await workspace.verified.all()).toEqual([]);
  });

  it('is not kept where it goes on from what was said before', async () => {
    const { workspace } = await desk();
    const { plan } = await ask(workspace, 'tickets by agent last week');
    const memory = { ...NOTHING_YET, plans: plan ? [plan] : [] };
    const turn = { question: 'and Girly', plan, askedAt: new Date(now).toISOString() };
    const found = await workspace.verified.verifyTurn(turn, memory, 'U1');
    expect(found).toMatchObject({ kind: 'not' });
  });

  it('is kept where only a model could read it, and suspended when its answer is doubted', async () => {
    const { workspace } = await desk();
    const { plan } = await ask(workspace, 'tickets by agent last week');
    const turn = { question: 'the usual thing', plan, askedAt: new Date(now).toISOString() };
    expect(await workspace.verified.verifyTurn(turn, NOTHING_YET, 'U1')).toMatchObject({ plan });
    const again = await turnOf(workspace, 'The usual thing!');
    expect(again.plan).toEqual(plan);
    expect(await workspace.verified.suspend(again, NOTHING_YET, 'U2')).toBe(true);
    expect(await workspace.verified.suspend(again, NOTHING_YET, 'U3')).toBe(false);
    expect((await ask(workspace, 'the usual thing')).plan).toBeNull();
    expect(await workspace.verified.all()).toMatchObject([{ suspended: { by: 'U2' } }]);
    await workspace.verified.verify('the usual thing', 'local');
    expect((await ask(workspace, 'the usual thing')).plan).toEqual(plan);
  });

  it.each(['tickets by agent last week', 'tickets by agent this month', 'list tickets this week'])(
    'is kept however long the model took to read it as “%s”',
    async (means) => {
      const { workspace } = await desk();
      now = NOON + 45_678;
      const { plan } = await ask(workspace, means);
      now += 19_000;
      const turn = { question: 'the usual thing', plan, askedAt: new Date(now).toISOString() };
      now += 3_600_000;
      const found = await workspace.verified.verifyTurn(turn, NOTHING_YET, 'U1');
      expect(found).toEqual({ kind: 'plan', plan: expect.anything() });
      expect((await ask(workspace, 'the usual thing')).assumed).toContain('verified');
    },
  );

  it('leaves alone what was read otherwise than it was verified', async () => {
    const { workspace } = await desk();
    await workspace.verified.verify('tickets by agent last week', 'local');
    const { plan } = await ask(workspace, 'tickets last week');
    const turn = {
      question: 'tickets by agent last week',
      plan,
      askedAt: new Date(now).toISOString(),
    };
    expect(await workspace.verified.suspend(turn, NOTHING_YET, 'U2')).toBe(false);
    const memory = { ...NOTHING_YET, plans: plan ? [plan] : [] };
    const same = await turnOf(workspace, 'tickets by agent last week');
    expect(await workspace.verified.suspend(same, memory, 'U2')).toBe(false);
    expect(await workspace.verified.suspend(same, NOTHING_YET, 'U2')).toBe(true);
  });
});

describe('looking whether verified questions still hold', () => {
  it('tells those the rules read the same, otherwise, not at all, and those that can’t be run', async () => {
    const { workspace, book } = await desk();
    await workspace.verified.verify('tickets by agent last week', 'local');
    const { plan } = await ask(workspace, 'tickets by agent last week');
    if (plan?.kind !== 'figures') throw new TypeError('the rules read this as figures');
    const verified = { by: 'local', verifiedAt: new Date(NOON).toISOString() };
    await book.put({ question: 'the usual thing', plan, ...verified });
    await book.put({ question: 'open tickets by week', plan, ...verified });
    const broken = { ...plan, by: [{ field: 'no_such_field' }] };
    await book.put({ question: 'what broke', plan: broken, ...verified });
    now = NOON + 7 * 86_400_000;
    const found = await workspace.verified.check();
    expect(Object.fromEntries(found.map(({ kept, now: is }) => [kept.question, is]))).toEqual({
      'tickets by agent last week': 'same',
      'the usual thing': 'unread',
      'open tickets by week': 'differs',
      'what broke': 'broken',
    });
  });
});
