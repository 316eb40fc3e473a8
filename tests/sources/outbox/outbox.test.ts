import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/core/errors.ts';
import { createOutbox } from '../../../src/sources/outbox/create-outbox.ts';
import { stepAfter } from '../../../src/sources/outbox/next-step.ts';
import type { ChangeAsked, Outbox } from '../../../src/sources/outbox/outbox.ts';
import type { WriteOutcome, WriteRequest } from '../../../src/sources/sync/ticket-source.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';

const NEVER = new AbortController().signal;
const BEGAN = Date.parse('2026-11-20T09:00:00Z');
const SECOND = 1000;

/** A support system that answers as it is told, and remembers what it made. */
function fakeSystem() {
  const answers: (WriteOutcome | Error)[] = [];
  const made: string[] = [];
  const asked: string[] = [];
  return {
    answers,
    made,
    asked,
    name: 'hubspot',
    label: 'HubSpot',
    write: async ({ id }: WriteRequest): Promise<WriteOutcome> => {
      asked.push(`write ${id}`);
      const answer = answers.shift() ?? { kind: 'done', words: 'made' };
      if (answer instanceof Error) throw answer;
      if (answer.kind === 'done') made.push(id);
      return answer;
    },
    confirm: async ({ id }: WriteRequest) => {
      asked.push(`confirm ${id}`);
      return made.includes(id) ? ('made' as const) : ('not-made' as const);
    },
  };
}

async function openOutbox(db?: Database) {
  const store = db ?? (await openDatabase({ path: ':memory:' }));
  const system = fakeSystem();
  const clock = { at: BEGAN, now: () => clock.at };
  const refreshed: string[] = [];
  const open = () =>
    createOutbox({
      db: store,
      sources: [system],
      clock,
      refresh: async (_source, refs) => {
        refreshed.push(...refs);
      },
      logger: { warn: () => undefined },
      random: () => 1,
    });
  return { store, system, clock, refreshed, open, outbox: await open() };
}

const note = (id: string, ticketRef = '7'): ChangeAsked => ({
  id,
  source: 'hubspot',
  ticketRef,
  change: { kind: 'add-note', text: `note ${id}` },
  askedBy: 'richie',
});

const states = async (outbox: Outbox) =>
  Object.fromEntries((await outbox.list()).map(({ id, state }) => [id, state]));

describe('a change', () => {
  it('is kept before it is sent, made once, and its ticket read anew', async () => {
    const { outbox, system, refreshed } = await openOutbox();
    const entry = await outbox.enqueue(note('a'));
    expect(entry).toMatchObject({ state: 'waiting', attempts: 0, place: 1, askedBy: 'richie' });
    expect(await outbox.deliver(NEVER)).toBe(1);
    expect(await outbox.deliver(NEVER)).toBe(0);
    expect(system.asked).toEqual(['write a']);
    expect(refreshed).toEqual(['7']);
    expect((await outbox.list())[0]).toMatchObject({
      state: 'done',
      outcome: 'made',
      settledAt: '2026-11-20T09:00:00.000Z',
    });
  });

  it('asked for twice is one change; the same id for another one is refused', async () => {
    const { outbox, system } = await openOutbox();
    await outbox.enqueue(note('a'));
    await outbox.enqueue(note('a'));
    await expect(outbox.enqueue({ ...note('a'), ticketRef: '8' })).rejects.toThrow(
      /another change/,
    );
    await outbox.deliver(NEVER);
    expect(system.asked).toEqual(['write a']);
  });

  it('of a system that isn’t set up is refused with words', async () => {
    const { outbox } = await openOutbox();
    await expect(outbox.enqueue({ ...note('a'), source: 'zendesk' })).rejects.toThrow(
      /zendesk is not set up/,
    );
  });
});

describe('changes of one ticket', () => {
  it('are made in the order they were asked for, and wait for the one before them', async () => {
    const { outbox, system, clock } = await openOutbox();
    for (const id of ['a', 'b']) await outbox.enqueue(note(id));
    await outbox.enqueue(note('other', '8'));
    system.answers.push({ kind: 'later', reason: 'HubSpot is down' });
    await outbox.deliver(NEVER);
    expect(system.made).toEqual(['other']);
    expect(await states(outbox)).toEqual({ a: 'waiting', b: 'waiting', other: 'done' });
    clock.at += 30 * SECOND;
    await outbox.deliver(NEVER);
    expect(system.made).toEqual(['other', 'a', 'b']);
  });

  it('go on after one that was refused or taken back', async () => {
    const { outbox, system } = await openOutbox();
    for (const id of ['a', 'b', 'c']) await outbox.enqueue(note(id));
    await outbox.cancel('b');
    system.answers.push({ kind: 'refused', reason: 'no such owner' });
    await outbox.deliver(NEVER);
    expect(await states(outbox)).toEqual({ a: 'refused', b: 'cancelled', c: 'done' });
    expect(system.made).toEqual(['c']);
  });
});

describe('a change that may have been made', () => {
  it('is looked for before it is made again', async () => {
    const { outbox, system, clock } = await openOutbox();
    await outbox.enqueue(note('a'));
    system.answers.push(new Error('the connection was lost'));
    system.made.push('a'); // it had arrived
    await outbox.deliver(NEVER);
    expect(await states(outbox)).toEqual({ a: 'unsure' });
    clock.at += 30 * SECOND;
    await outbox.deliver(NEVER);
    expect(system.asked).toEqual(['write a', 'confirm a']);
    expect(await states(outbox)).toEqual({ a: 'done' });
  });

  it('and wasn’t is made', async () => {
    const { outbox, system, clock } = await openOutbox();
    await outbox.enqueue(note('a'));
    system.answers.push({ kind: 'unsure', reason: 'no answer within 15 s' });
    await outbox.deliver(NEVER);
    clock.at += 30 * SECOND;
    await outbox.deliver(NEVER);
    expect(system.asked).toEqual(['write a', 'confirm a', 'write a']);
    expect(system.made).toEqual(['a']);
  });

  it('is one that was being sent when the process ended', async () => {
    const { outbox, system, store, open } = await openOutbox();
    await outbox.enqueue(note('a'));
    await store.write((writer) => writer.run(`UPDATE outbox SET state = 'sending'`));
    system.made.push('a');
    const next = await open();
    expect(await states(next)).toEqual({ a: 'unsure' });
    await next.deliver(NEVER);
    expect(system.asked).toEqual(['confirm a']);
    expect(await states(next)).toEqual({ a: 'done' });
  });
});

describe('taking a change back', () => {
  it('works while it waits, and says why it doesn’t otherwise', async () => {
    const { outbox, system } = await openOutbox();
    await outbox.enqueue(note('a'));
    expect((await outbox.cancel('a')).state).toBe('cancelled');
    await outbox.deliver(NEVER);
    expect(system.asked).toEqual([]);
    await expect(outbox.cancel('a')).rejects.toThrow(/cancelled before/);
    await outbox.enqueue(note('b'));
    await outbox.deliver(NEVER);
    await expect(outbox.cancel('b')).rejects.toThrow(/made already/);
    await expect(outbox.cancel('nothing')).rejects.toThrow(/no change nothing/);
  });
});

describe('waiting for a system that is down', () => {
  const at = { now: BEGAN, random: 1 };

  it('doubles up to an hour, and is never shorter than the system asked', () => {
    const waits = [1, 2, 3, 8, 20].map((attempts) => {
      const step = stepAfter({ attempts }, { kind: 'later', reason: 'down' }, at);
      return (step.nextAtMs - BEGAN) / SECOND;
    });
    expect(waits).toEqual([30, 60, 120, 3600, 3600]);
    const asked = { kind: 'later', reason: 'limit', retryAfterMs: 7_200_000 } as const;
    expect(stepAfter({ attempts: 1 }, asked, at).nextAtMs - BEGAN).toBe(7_200_000);
  });

  it('ends after about a day, with the last reason', () => {
    const step = stepAfter({ attempts: 30 }, { kind: 'later', reason: 'HubSpot is down' }, at);
    expect(step).toMatchObject({ state: 'refused', isOver: true });
    expect(step.problem).toBe('given up after 30 tries: HubSpot is down');
  });

  it('keeps what the system said', async () => {
    const { outbox, system } = await openOutbox();
    await outbox.enqueue(note('a'));
    system.answers.push(new UpstreamError('HubSpot asks to wait', { retryAfterMs: 60_000 }));
    await outbox.deliver(NEVER);
    expect((await outbox.list())[0]).toMatchObject({
      state: 'waiting',
      attempts: 1,
      problem: 'HubSpot asks to wait',
      nextAt: '2026-11-20T09:01:00.000Z',
    });
  });
});

describe('the running outbox', () => {
  it('makes a change soon after it was asked for, and stops when disposed', async () => {
    const { outbox, system } = await openOutbox();
    {
      await using _running = outbox.start();
      await outbox.enqueue(note('a'));
      await expect.poll(() => system.made).toEqual(['a']);
    }
    await outbox.enqueue(note('b'));
    expect(await states(outbox)).toMatchObject({ b: 'waiting' });
  });
});
