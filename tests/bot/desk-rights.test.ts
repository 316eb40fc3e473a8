import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/ask/workspace.ts';
import { createDesk, type Refused } from '../../src/bot/create-desk.ts';
import type { Desk } from '../../src/bot/desk.ts';
import { createLocalRenderer } from '../../src/charts/local-renderer.ts';
import type { Database } from '../../src/store/database.ts';
import { catalogue, openDesk, settings } from '../analytics/small-desk.ts';
import { language } from '../ask/read/desk.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const TICKETS = Array.from({ length: 6 }, (_, index) => ({
  agent: index % 2 === 0 ? 'Nova' : 'Girly',
  created_at: new Date(NOON - (index + 1) * 86_400_000).toISOString(),
}));
const BOSS = { role: 'manager', agent: null, person: 'U1' } as const;
const NOVA = { role: 'agent', agent: 'Nova', person: 'U2' } as const;

let db: Database;
let desk: Desk;
const refused: Refused[] = [];

beforeAll(async () => {
  db = await openDesk({ tickets: TICKETS });
  const clock = { now: () => NOON };
  const workspace = createWorkspace({ db, catalogue, language, settings, clock });
  const state = new FakeStateStore();
  const audit = (one: Refused) => void refused.push(one);
  desk = createDesk({ workspace, state, charts: createLocalRenderer(), clock, audit });
});

afterAll(() => db[Symbol.asyncDispose]());

describe('a thread of several people', () => {
  it('answers each under their own rights, whatever was said before', async () => {
    const thread = { threadId: 'several' };
    const first = await desk.ask({ ...thread, question: 'tickets by agent', access: BOSS });
    expect(first.reply.kind).toBe('answer');
    for (const question of ['as a table', 'only Girly', 'the first one', 'tickets by agent']) {
      const next = await desk.ask({ ...thread, question, access: NOVA });
      expect(next, question).toMatchObject({ denied: 'named-figures', plan: null });
      expect(JSON.stringify(next.reply)).not.toContain('Girly');
    }
    const back = await desk.ask({ ...thread, question: 'as a table', access: BOSS });
    expect(JSON.stringify(back.reply)).toContain('Girly');
  });

  it('shows an answer again to each as they may see it', async () => {
    const at = { threadId: 'again', turnId: 't1' };
    await desk.ask({ ...at, question: 'tickets by agent', access: BOSS });
    const again = await desk.turn(at.threadId, at.turnId, { access: NOVA });
    expect(again).toMatchObject({ denied: 'named-figures' });
    expect(JSON.stringify(again)).not.toContain('Girly');
    expect(await desk.turn(at.threadId, at.turnId, { access: BOSS })).toMatchObject({
      reply: { kind: 'answer' },
    });
  });

  it('writes every refusal down, by ids alone', async () => {
    refused.length = 0;
    await desk.ask({ threadId: 'log', turnId: 't9', question: 'tickets by agent', access: NOVA });
    expect(refused).toEqual([
      { person: 'U2', role: 'agent', ability: 'named-figures', turnId: 't9' },
    ]);
  });
});
