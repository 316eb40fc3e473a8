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
    await workspace.verify('tickets by agent last week', 'local');
    const { assumed } = await ask(workspace, 'Please, Tickets by agent last week?');
    expect(assumed).toContain('verified by a manager on 20 Nov 2026');
  });

  it('is not used for one that is only similar', async () => {
    const { workspace } = await desk();
    await workspace.verify('tickets by agent last week', 'local');
    for (const similar of [
      'tickets by agent last month',
      'tickets last week',
      'open tickets by agent last week',
    ])
      expect((await ask(workspace, similar)).assumed).not.toContain('verified');
  });

  it('keeps its period as words', async () => {
    const { workspace } = await desk();
    await workspace.verify('tickets by agent last week', 'local');
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
    await expect(workspace.verify('my tickets last week', 'local')).rejects.toThrow('who asks');
    await expect(workspace.verify('frobnicate the wombats', 'local')).rejects.toThrow('no plan');
  });
});
