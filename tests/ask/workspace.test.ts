import { afterEach, describe, expect, it } from 'vitest';
import { NOTHING_YET } from '../../src/ask/follow-up/thread.ts';
import { createWorkspace, type Workspace } from '../../src/ask/workspace.ts';
import type { Database } from '../../src/store/database.ts';
import { catalogue, openDesk, settings } from '../analytics/small-desk.ts';
import { language } from './read/desk.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');

/** Ten tickets a day apart, the newest from this morning; one chat. */
const TICKETS = Array.from({ length: 10 }, (_, day) => ({
  subject: `Ticket ${day}`,
  agent: day % 2 === 0 ? 'Nova' : 'Girly',
  pipeline: day < 6 ? 'Wholesale' : 'Returns',
  category: day < 2 ? 'Wholesale' : 'Shipping',
  created_at: new Date(NOON - day * 86_400_000 - 3_600_000).toISOString(),
}));
const CHATS = [{ agent: 'Nova', started_at: '2026-11-19T10:00:00.000Z' }];

let db: Database | null = null;
let now = NOON;

async function open(): Promise<Workspace> {
  db = await openDesk({ tickets: TICKETS, chats: CHATS });
  return createWorkspace({ db, catalogue, language, settings, clock: { now: () => now } });
}

afterEach(async () => {
  await db?.[Symbol.asyncDispose]();
  db = null;
  now = NOON;
});

describe('a workspace', () => {
  it('answers from what its store holds', async () => {
    const workspace = await open();
    const { reply, plan } = await workspace.ask('how many tickets in the last 5 days', NOTHING_YET);
    expect(plan).toMatchObject({ kind: 'figures' });
    expect(reply).toMatchObject({ kind: 'answer', figures: [{ value: 5 }] });
  });

  it('gives the same answer again within the minute, without working it out', async () => {
    const workspace = await open();
    const first = await workspace.ask('how many tickets last week', NOTHING_YET);
    now = NOON + 59_000;
    expect(await workspace.ask('how many tickets last week', NOTHING_YET)).toBe(first);
    now = NOON + 60_000;
    expect(await workspace.ask('how many tickets last week', NOTHING_YET)).not.toBe(first);
  });

  it('works out anew what is asked of changed data', async () => {
    const workspace = await open();
    const first = await workspace.ask('how many tickets today', NOTHING_YET);
    await db?.write((writer) => writer.run(`DELETE FROM tickets WHERE subject = 'Ticket 0'`));
    const second = await workspace.ask('how many tickets today', NOTHING_YET);
    expect(first.reply).toMatchObject({ figures: [{ value: 1 }] });
    expect(second).not.toBe(first);
  });

  it('asks which field a name is meant in when its figures differ', async () => {
    const workspace = await open();
    const { reply, plan } = await workspace.ask('how many tickets in wholesale', NOTHING_YET);
    expect(plan).toBeNull();
    expect(reply).toMatchObject({
      kind: 'clarify',
      choices: [{ label: 'pipeline Wholesale' }, { label: 'category Wholesale' }],
    });
  });

  it('answers each of the questions it asks back with', async () => {
    const workspace = await open();
    const { reply } = await workspace.ask('how many tickets in wholesale', NOTHING_YET);
    if (reply.kind !== 'clarify') throw new Error(reply.headline);
    const answers = await Promise.all(
      reply.choices.map(({ question }) => workspace.ask(question, NOTHING_YET)),
    );
    // Of six tickets in the pipeline and two in the category, one is from today, which no default period holds.
    expect(answers.map((asked) => asked.reply)).toMatchObject([
      { kind: 'answer', figures: [{ value: 5 }] },
      { kind: 'answer', figures: [{ value: 1 }] },
    ]);
  });

  it('suggests only questions it can read', async () => {
    const workspace = await open();
    for (const { question } of await workspace.suggestions()) {
      const { reply } = await workspace.ask(question, NOTHING_YET);
      expect(reply.kind, question).toBe('answer');
    }
  });

  it('says that there is nothing yet where nothing was loaded', async () => {
    db = await openDesk({});
    const clock = { now: () => now };
    const empty = createWorkspace({ db, catalogue, language, settings, clock });
    const { reply } = await empty.ask('how many tickets', NOTHING_YET);
    expect(reply).toMatchObject({ kind: 'decline', headline: expect.stringContaining('no data') });
  });
});
