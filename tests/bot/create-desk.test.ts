import { describe, expect, it } from 'vitest';
import type { AboutPlan } from '../../src/analytics/query-plan.ts';
import type { Asked } from '../../src/ask/ask.ts';
import type { ThreadMemory } from '../../src/ask/follow-up/thread.ts';
import type { Workspace } from '../../src/ask/workspace.ts';
import { createDesk } from '../../src/bot/create-desk.ts';
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

/** Says each question back and keeps what it was told of the thread; "no" is declined, "back" undoes. */
function fakeWorkspace() {
  const seen: { question: string; memory: ThreadMemory }[] = [];
  const workspace: Workspace = {
    async ask(question, memory): Promise<Asked> {
      seen.push({ question, memory });
      await new Promise((resolve) => setTimeout(resolve, question === 'slow' ? 20 : 0));
      if (question === 'no') {
        const reply = { kind: 'decline' as const, headline: 'No.', followUps: [], asOf: PLAN.asOf };
        return { reply, plan: null, keys: [], undid: false };
      }
      const undid = question === 'back';
      return { reply: answer(question), plan: { ...PLAN, id: question }, keys: [['k']], undid };
    },
    suggestions: async () => [],
    wholeTable: async () => WHOLE,
    knowledge: () => Promise.reject(new Error('not asked for')),
  };
  return { workspace, seen };
}

async function openDesk() {
  const { workspace, seen } = fakeWorkspace();
  const state = await openStateStore('memory:');
  const charts = { draw: async () => new Uint8Array([1]) };
  const clock = fixedClock('2026-11-20T10:00:00Z');
  return { desk: createDesk({ workspace, state, charts, clock }), seen, state };
}

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

  it('is none for a turn that has gone', async () => {
    const { desk } = await openDesk();
    expect(await desk.csv('t', 'gone')).toBeNull();
    expect(await desk.chartPng('t', 'gone', 'light')).toBeNull();
  });
});
