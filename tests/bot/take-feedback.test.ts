import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createVerifiedBook, type VerifiedBook } from '../../src/ask/verified/verified-book.ts';
import { createWorkspace } from '../../src/ask/workspace.ts';
import { createDesk } from '../../src/bot/create-desk.ts';
import type { Desk } from '../../src/bot/desk.ts';
import { createLocalRenderer } from '../../src/charts/local-renderer.ts';
import type { Access, Role } from '../../src/core/access.ts';
import type { Database } from '../../src/store/database.ts';
import { catalogue, openDesk, settings } from '../analytics/small-desk.ts';
import { language } from '../ask/read/desk.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const TICKETS = Array.from({ length: 6 }, (_, index) => ({
  agent: index % 2 === 0 ? 'Nova' : 'Girly',
  created_at: new Date(NOON - (index + 1) * 86_400_000).toISOString(),
}));
const QUESTION = 'tickets last week';

let db: Database;
let desk: Desk;
let book: VerifiedBook;

beforeAll(async () => {
  db = await openDesk({ tickets: TICKETS });
});
afterAll(() => db[Symbol.asyncDispose]());

beforeEach(() => {
  const state = new FakeStateStore();
  const clock = { now: () => NOON };
  book = createVerifiedBook(state);
  const workspace = createWorkspace({ db, catalogue, language, settings, clock, verified: book });
  desk = createDesk({ workspace, state, charts: createLocalRenderer(), clock });
});

const as = (role: Role): { access: Access } => ({ access: { role, agent: null, person: 'U1' } });

async function asked(question = QUESTION, access: { access?: Access } = {}) {
  const { id } = await desk.ask({ question, threadId: 't', ...access });
  return { threadId: 't', turnId: id, person: 'U1' };
}

describe('a good word', () => {
  it.each(['viewer', 'agent'] as const)('of a %s is kept, and verifies nothing', async (role) => {
    const given = { ...(await asked()), verdict: 'good', ...as(role) } as const;
    expect(await desk.feedback(given)).toEqual({ kind: 'kept' });
    expect(await book.all()).toEqual([]);
    expect(await desk.feedbackGiven()).toHaveLength(1);
  });

  it.each(['manager', 'admin', null] as const)('of a %s verifies', async (role) => {
    const given = { ...(await asked()), verdict: 'good', ...(role && as(role)) } as const;
    expect(await desk.feedback(given)).toEqual({ kind: 'verified' });
    expect(await book.all()).toMatchObject([{ question: QUESTION, by: 'U1' }]);
  });

  it('on what cannot be asked again says why', async () => {
    await asked();
    const given = { ...(await asked('only Nova')), verdict: 'good', ...as('manager') } as const;
    expect(await desk.feedback(given)).toMatchObject({
      kind: 'unverifiable',
      reason: expect.stringContaining('On its own'),
    });
    expect(await book.all()).toEqual([]);
  });

  it('on a refusal or an explanation is an opinion', async () => {
    for (const question of ['frobnicate the wombats', 'which data do you have?']) {
      const given = { ...(await asked(question)), verdict: 'good', ...as('admin') } as const;
      expect(await desk.feedback(given), question).toEqual({ kind: 'kept' });
    }
  });

  it('never keeps what a narrower asker’s rights have made of a question', async () => {
    const given = await asked('tickets by agent last week', as('agent'));
    await desk.feedback({ ...given, verdict: 'good', ...as('manager') });
    expect(await book.all()).toEqual([]);
  });
});

describe('a bad word', () => {
  it.each(['viewer', 'agent', 'manager'] as const)('of a %s suspends, once', async (role) => {
    const ref = await asked();
    await desk.feedback({ ...ref, verdict: 'good' });
    const doubt = { ...(await asked()), threadId: 't', verdict: 'bad', ...as(role) } as const;
    // Asked again in the same thread it goes on from there, and wasn't read as verified.
    expect(await desk.feedback(doubt)).toEqual({ kind: 'kept' });
    expect(await desk.feedback({ ...ref, verdict: 'bad', ...as(role) })).toEqual({
      kind: 'suspended',
    });
    expect(await desk.feedback({ ...ref, verdict: 'bad', ...as(role) })).toEqual({ kind: 'kept' });
    const [fresh] = (await book.all()).filter(({ suspended }) => !suspended);
    expect(fresh).toBeUndefined();
  });

  it('is taken back by a manager’s good word', async () => {
    const ref = await asked();
    await desk.feedback({ ...ref, verdict: 'good' });
    await desk.feedback({ ...ref, verdict: 'bad', ...as('viewer') });
    await desk.feedback({ ...ref, verdict: 'good', ...as('manager') });
    expect((await book.all())[0]).not.toHaveProperty('suspended');
  });
});
