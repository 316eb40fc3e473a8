import { describe, expect, it } from 'vitest';
import type { AboutPlan } from '../../src/analytics/query-plan.ts';
import type { Asked } from '../../src/ask/ask-context.ts';
import type { ThreadMemory } from '../../src/ask/follow-up/thread.ts';
import type { VerifiedQuestions } from '../../src/ask/verified/verified-questions.ts';
import type { AskOptions, Workspace } from '../../src/ask/workspace.ts';
import { createDesk } from '../../src/bot/create-desk.ts';
import type { Desk } from '../../src/bot/desk.ts';
import type { Answer, Table } from '../../src/core/answer.ts';
import { fixedClock } from '../../src/core/clock.ts';
import { openStateStore } from '../../src/store/state.ts';

const PLAN: AboutPlan = {
  kind: 'about',
  topic: 'help',
  id: null,
  zone: 'UTC',
  asOf: '2026-11-20T00:00:00.000Z',
};

const WHOLE: Table = {
  columns: [{ name: 'id', label: 'ID', role: 'dimension' }],
  rows: [['1'], ['2']],
  total: 2,
};

function answer(headline: string): Answer {
  return {
    kind: 'answer',
    headline,
    context: [],
    figures: [],
    comparison: null,
    highlights: [],
    chart: null,
    table: { ...WHOLE, rows: [['1']] },
    followUps: [],
    provenance: {
      reading: '',
      kept: [],
      assumed: [],
      definitions: [],
      anchor: '',
      period: null,
      filters: [],
      statements: [],
      rows: 0,
      used: 0,
      missing: 0,
      freshness: [],
    },
    warnings: [],
    asOf: '2026-11-20T00:00:00.000Z',
  };
}

const OPEN = { isPrivate: false, denied: null };
const CHOICES = [{ label: 'Nova', question: 'which, Nova' }];

/** Says each question back and keeps what it was told of the thread; "no" is declined, "which" asks back, "back" undoes. */
function fakeWorkspace() {
  const seen: { question: string; memory: ThreadMemory; options?: AskOptions | undefined }[] = [];
  const workspace: Workspace = {
    async ask(question, memory, options): Promise<Asked> {
      seen.push({ question, memory, options });
      await new Promise((resolve) => setTimeout(resolve, question === 'slow' ? 20 : 0));
      if (question === 'no') {
        const reply = { kind: 'decline' as const, headline: 'No.', followUps: [], asOf: PLAN.asOf };
        return { ...OPEN, reply, plan: null, keys: [], undid: false };
      }
      if (question === 'which') {
        const reply = { kind: 'clarify' as const, headline: 'Whose?', choices: CHOICES };
        return {
          ...OPEN,
          reply: { ...reply, asOf: PLAN.asOf },
          plan: null,
          keys: [],
          undid: false,
        };
      }
      const undid = question === 'back';
      const isPrivate = question === 'secret';
      return {
        ...OPEN,
        isPrivate,
        reply: answer(question),
        plan: { ...PLAN, id: question },
        keys: [['k']],
        undid,
      };
    },
    suggestions: async () => [],
    askPlan: () => Promise.reject(new Error('not asked for')),
    wholeTable: async () => WHOLE,
    knowledge: () => Promise.reject(new Error('not asked for')),
    verified: NOTHING_TO_VERIFY,
  };
  return { workspace, seen };
}

const NOTHING_TO_VERIFY: VerifiedQuestions = {
  all: async () => [],
  verify: () => Promise.reject(new Error('not asked for')),
  verifyTurn: async () => ({ kind: 'not', reason: 'not here' }),
  suspend: async () => false,
  remove: async () => false,
  check: async () => [],
};

async function openDesk() {
  const { workspace, seen } = fakeWorkspace();
  const state = await openStateStore('memory:');
  const charts = { draw: async () => new Uint8Array([1]) };
  const clock = fixedClock('2026-11-20T10:00:00Z');
  const parts = { workspace, state, charts, clock };
  const slackDesk = () => createDesk({ ...parts, threads: 'slack' });
  return { desk: createDesk(parts), slackDesk, seen, state };
}

async function askAll(desk: Desk, ...questions: readonly string[]): Promise<void> {
  for (const question of questions) await desk.ask({ threadId: 't', turnId: question, question });
}

const questionsOf = async (desk: Desk) =>
  (await desk.thread('t'))?.messages.map(({ question }) => question);

/** The plans a question was read against, by the question each came from. */
const plansIn = (memory: ThreadMemory | undefined) =>
  memory?.plans.map((plan) => 'id' in plan && plan.id);

describe('a thread', () => {
  it('is named after its first question and remembers its turns', async () => {
    const { desk } = await openDesk();
    await desk.ask({ threadId: 't', question: ' tickets by agent ' });
    await desk.ask({ threadId: 't', question: 'by week' });
    const thread = await desk.thread('t');
    expect(thread).toMatchObject({ title: 'tickets by agent', turns: 2 });
    expect(thread?.messages.map(({ question }) => question)).toEqual([
      'tickets by agent',
      'by week',
    ]);
  });

  it('answers its questions in the order they were asked', async () => {
    const { desk, seen } = await openDesk();
    await Promise.all([
      desk.ask({ threadId: 't', question: 'slow' }),
      desk.ask({ threadId: 't', question: 'quick' }),
    ]);
    expect(seen[1]).toMatchObject({ question: 'quick', memory: { plans: [{ id: 'slow' }] } });
  });

  it('gives later questions the plans answered so far, without what was declined or undone', async () => {
    const { desk, seen } = await openDesk();
    for (const question of ['one', 'two', 'no', 'back', 'last']) {
      await desk.ask({ threadId: 't', question });
    }
    expect(seen.at(-1)?.memory.plans.map((plan) => 'id' in plan && plan.id)).toEqual(['one']);
  });

  it('takes an edited question in place of the last turn', async () => {
    const { desk, seen } = await openDesk();
    await desk.ask({ threadId: 't', question: 'one' });
    await desk.editLast({ threadId: 't', question: 'uno' });
    expect((await desk.thread('t'))?.messages.map(({ question }) => question)).toEqual(['uno']);
    expect(seen[1]?.memory.plans).toEqual([]);
  });

  it('can be renamed and deleted', async () => {
    const { desk } = await openDesk();
    await desk.ask({ threadId: 't', question: 'one' });
    await desk.renameThread('t', 'Weekly');
    expect(await desk.threads()).toMatchObject([{ id: 't', title: 'Weekly' }]);
    await desk.deleteThread('t');
    expect(await desk.thread('t')).toBeNull();
  });

  it('is not kept for a question on its own', async () => {
    const { desk } = await openDesk();
    await desk.ask({ threadId: null, question: 'one' });
    expect(await desk.threads()).toEqual([]);
  });
});

describe('a turn with a name', () => {
  it('is answered once, however often it is asked', async () => {
    const { desk, seen } = await openDesk();
    const [first, again] = await Promise.all([
      desk.ask({ threadId: 't', turnId: '1', question: 'one' }),
      desk.ask({ threadId: 't', turnId: '1', question: 'one' }),
    ]);
    expect(again).toEqual(first);
    expect(first.id).toBe('1');
    expect(seen).toHaveLength(1);
  });

  it('is answered anew from what stood before it when its question is edited, and later ones stay', async () => {
    const { desk, seen } = await openDesk();
    await askAll(desk, 'one', 'two', 'three');
    const turn = await desk.revise({ threadId: 't', turnId: 'two', question: 'deux' });
    expect(turn).toMatchObject({ id: 'two', question: 'deux' });
    expect(plansIn(seen.at(-1)?.memory)).toEqual(['one']);
    expect(await questionsOf(desk)).toEqual(['one', 'deux', 'three']);
    await askAll(desk, 'four');
    expect(plansIn(seen.at(-1)?.memory)).toEqual(['one', 'deux', 'three']);
  });

  it('is not there to be edited once it has gone', async () => {
    const { desk } = await openDesk();
    const edited = desk.revise({ threadId: 't', turnId: 'gone', question: 'uno' });
    await expect(edited).rejects.toThrow('ask the question again');
  });

  it('is forgotten when its question is deleted', async () => {
    const { desk, seen } = await openDesk();
    await askAll(desk, 'one', 'two');
    expect(await desk.forget('t', 'two')).toBe(true);
    expect(await desk.forget('t', 'two')).toBe(false);
    await askAll(desk, 'three');
    expect(plansIn(seen.at(-1)?.memory)).toEqual(['one']);
    await desk.forget('t', 'one');
    await desk.forget('t', 'three');
    expect(await desk.thread('t')).toBeNull();
  });
});

describe('a thread nobody here remembers', () => {
  it('goes on from what its messages carried', async () => {
    const before = await openDesk();
    const said = ['one', 'two', 'no', 'three', 'back'];
    await askAll(before.desk, ...said);
    const after = await openDesk();
    await after.desk.restore('t', await before.desk.traces('t'));
    await askAll(before.desk, 'next');
    await askAll(after.desk, 'next');
    expect(after.seen.at(-1)?.memory).toEqual(before.seen.at(-1)?.memory);
    expect(plansIn(after.seen.at(-1)?.memory)).toEqual(['one', 'two']);
  });

  it('still waits for what was asked back', async () => {
    const before = await openDesk();
    await askAll(before.desk, 'one', 'which');
    const after = await openDesk();
    await after.desk.restore('t', await before.desk.traces('t'));
    await askAll(after.desk, 'Nova');
    const { pending } = after.seen.at(-1)?.memory ?? {};
    expect(pending).toEqual({ question: 'which', choices: CHOICES });
  });

  it('answers a turn again, as of then, for whoever looks at it', async () => {
    const { desk, seen } = await openDesk();
    const askedAt = '2026-11-01T08:00:00.000Z';
    const trace = { plan: null, keys: [], undid: false, choices: [], askedAt };
    await desk.restore('t', [{ ...trace, id: '1', question: 'one' }]);
    const access = { role: 'agent' as const, agent: 'Nova', person: 'U1' };
    const turn = await desk.turn('t', '1', { access });
    expect(turn).toMatchObject({ id: '1', askedAt, reply: { headline: 'one' } });
    expect(seen.at(-1)?.options).toMatchObject({ now: askedAt, permit: { self: 'Nova' } });
  });

  it('leaves out plans it can’t read', async () => {
    const { desk, seen } = await openDesk();
    const made = { kind: 'figures', sql: 'DROP TABLE tickets' } as unknown as AboutPlan;
    const trace = { askedAt: '', keys: [], undid: false, choices: [], plan: made };
    await desk.restore('t', [{ ...trace, id: '1', question: 'one' }]);
    await askAll(desk, 'two');
    expect(seen.at(-1)?.memory.plans).toEqual([]);
  });

  it('is left as it is where it is remembered after all', async () => {
    const { desk } = await openDesk();
    await askAll(desk, 'one');
    const trace = { askedAt: '', plan: null, keys: [], undid: false, choices: [] };
    await desk.restore('t', [{ ...trace, id: '9', question: 'nine' }]);
    expect(await questionsOf(desk)).toEqual(['one']);
  });
});

describe('threads of another surface', () => {
  it('are neither listed nor found', async () => {
    const { desk, slackDesk } = await openDesk();
    await slackDesk().ask({ threadId: 'slack:T:C:1', question: 'one' });
    expect(await desk.threads()).toEqual([]);
    expect(await desk.thread('slack:T:C:1')).toBeNull();
    expect(await slackDesk().threads()).toHaveLength(1);
  });
});

describe('what somebody thinks of an answer', () => {
  const given = { threadId: 't', turnId: 'one', person: 'U1' };

  it('is kept with what was asked, never with what was answered', async () => {
    const { desk, slackDesk } = await openDesk();
    await askAll(desk, 'one');
    const comment = '  not ours  ';
    await desk.feedback({ ...given, verdict: 'bad', reason: 'figure', comment });
    expect(await slackDesk().feedbackGiven()).toEqual([
      {
        ...given,
        verdict: 'bad',
        reason: 'figure',
        comment: 'not ours',
        question: 'one',
        plan: { ...PLAN, id: 'one' },
        givenAt: '2026-11-20T10:00:00.000Z',
      },
    ]);
  });

  it('is one opinion a person, and may change', async () => {
    const { desk } = await openDesk();
    await askAll(desk, 'one');
    await desk.feedback({ ...given, verdict: 'bad', reason: 'other' });
    await desk.feedback({ ...given, verdict: 'good' });
    await desk.feedback({ ...given, person: 'U2', verdict: 'bad' });
    const all = await desk.feedbackGiven();
    expect(all.map(({ person, verdict, reason }) => [person, verdict, reason])).toEqual([
      ['U1', 'good', undefined],
      ['U2', 'bad', undefined],
    ]);
  });

  it('needs an answer', async () => {
    const { desk } = await openDesk();
    await expect(desk.feedback({ ...given, verdict: 'good' })).rejects.toThrow('ask the question');
  });
});

describe('whoever asks', () => {
  it('is known to what answers, with who reads along', async () => {
    const { desk, seen } = await openDesk();
    const access = { role: 'agent' as const, agent: 'Nova', person: 'U1' };
    const audience = { role: 'viewer' as const, agent: null };
    const turn = await desk.ask({ threadId: 't', question: 'secret', access, audience });
    expect(turn).toMatchObject({ isPrivate: true });
    expect(seen[0]?.options?.permit).toMatchObject({ self: 'Nova', alone: { self: 'Nova' } });
  });
});

describe('a question', () => {
  it('has to say something, and not too much', async () => {
    const { desk } = await openDesk();
    await expect(desk.ask({ threadId: null, question: '  ' })).rejects.toThrow('no question');
    const long = 'x'.repeat(2001);
    await expect(desk.ask({ threadId: null, question: long })).rejects.toThrow('up to 2000');
  });
});

describe('the file of an answer', () => {
  it('holds all rows where the answer showed the first of them', async () => {
    const { desk } = await openDesk();
    const turn = await desk.ask({ threadId: 't', question: 'Open tickets?' });
    const file = await desk.csv('t', turn.id);
    expect(file).toEqual({ fileName: 'open-tickets.csv', text: '\uFEFFID\r\n1\r\n2\r\n' });
  });

  it('of which only the trace is left, is made under the rights of who wants it', async () => {
    const { desk, seen } = await openDesk();
    const trace = { plan: null, keys: [], undid: false, choices: [], askedAt: '' };
    await desk.restore('t', [{ ...trace, id: '1', question: 'one' }]);
    const access = { role: 'viewer' as const, agent: null, person: 'U1' };
    await desk.csv('t', '1', { access });
    expect(seen.map(({ options }) => options?.permit === undefined)).toEqual([false]);
  });

  it('is none for a turn that has gone', async () => {
    const { desk } = await openDesk();
    expect(await desk.csv('t', 'gone')).toBeNull();
    expect(await desk.chartPng('t', 'gone', 'light')).toBeNull();
  });
});
