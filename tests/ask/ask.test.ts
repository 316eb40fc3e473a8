import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacts } from '../../src/analytics/load-facts.ts';
import { ask, askPlan } from '../../src/ask/ask.ts';
import type { AskContext } from '../../src/ask/ask-context.ts';
import { NOTHING_YET, remember } from '../../src/ask/follow-up/thread.ts';
import { buildLexicon } from '../../src/ask/read/build-lexicon.ts';
import type { Database } from '../../src/store/database.ts';
import { catalogue, openDesk, settings } from '../analytics/small-desk.ts';
import { language } from './read/desk.ts';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const DAY_MS = 86_400_000;

/** Twelve tickets, one a day up to yesterday; Nova has the odd days, every third is urgent, those before the last four are resolved. */
const TICKETS = Array.from({ length: 12 }, (_, index) => {
  const createdAt = NOW - (index + 1) * DAY_MS;
  return {
    subject: `Ticket ${index + 1}`,
    agent: index % 2 === 0 ? 'Nova' : 'Girly',
    priority: index % 3 === 0 ? 'urgent' : 'low',
    created_at: new Date(createdAt).toISOString(),
    resolved_at: index < 4 ? null : new Date(createdAt + 3_600_000).toISOString(),
  };
});

let db: Database;
let context: AskContext;

beforeAll(async () => {
  db = await openDesk({ tickets: TICKETS });
  const facts = await loadFacts(db, catalogue, { now: new Date(NOW).toISOString(), people: [] });
  const lexicon = buildLexicon(language, catalogue, facts);
  context = { db, catalogue, facts, lexicon, language, settings, now: NOW };
});

afterAll(() => db[Symbol.asyncDispose]());

describe('asking', () => {
  it.each([
    ['how many tickets in the last 10 days', 10],
    ['urgent tickets in the last 12 days', 4],
    ['how many tickets are open', 4],
    ['tickets for Nova in the last 12 days', 6],
    ['average resolution time in the last 12 days', 3600],
  ])('“%s” gives %d', async (question, value) => {
    const { reply } = await ask(question, NOTHING_YET, context);
    expect(reply).toMatchObject({ kind: 'answer', figures: [{ value }] });
  });

  it('offers only buttons it can read in the thread they are shown in', async () => {
    const first = await ask('how many tickets in the last 10 days', NOTHING_YET, context);
    const memory = remember(NOTHING_YET, first);
    if (first.reply.kind !== 'answer') throw new Error(first.reply.headline);
    expect(first.reply.followUps).not.toEqual([]);
    for (const { question } of first.reply.followUps) {
      const { reply } = await ask(question, memory, context);
      expect(reply.kind, question).toBe('answer');
    }
  });

  it('answers a plan as the question it came from', async () => {
    const question = 'tickets for Nova in the last 12 days';
    const asked = await ask(question, NOTHING_YET, context);
    if (asked.plan === null) throw new Error(asked.reply.headline);
    const again = await askPlan(question, asked.plan, context);
    expect(again.plan).toEqual(asked.plan);
    expect(again.reply).toMatchObject({ headline: asked.reply.headline });
  });

  it('goes on from the rows it showed', async () => {
    const first = await ask('tickets by agent in the last 11 days', NOTHING_YET, context);
    const { reply, plan } = await ask('the second one', remember(NOTHING_YET, first), context);
    expect(plan).toMatchObject({ where: [{ field: 'agent', values: ['Girly'] }] });
    expect(reply).toMatchObject({ figures: [{ value: 5 }] });
  });

  it('remembers nothing of what it declined', async () => {
    const { reply, plan, keys } = await ask('flurbs by zonk', NOTHING_YET, context);
    expect({ kind: reply.kind, plan, keys }).toEqual({ kind: 'decline', plan: null, keys: [] });
  });
});
