import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVerifiedBook, type VerifiedBook } from '../../../src/ask/verified/verified-book.ts';
import { openStateStore } from '../../../src/store/state.ts';
import { createDesktop, type Desktop, TICKETS_CSV } from './run-deskhand.ts';

const QUESTION = 'tickets by agent last week';

let desktop: Desktop;

beforeAll(async () => {
  desktop = createDesktop();
  writeFileSync(desktop.path('tickets.csv'), TICKETS_CSV);
  await desktop.deskhand(['import', desktop.path('tickets.csv'), '--yes']);
}, 30_000);
afterAll(() => desktop[Symbol.dispose]());

const verify = (...args: string[]) => desktop.deskhand(['verify', ...args]);

/** As a service beside it would. */
async function inBook<T>(work: (book: VerifiedBook) => Promise<T>): Promise<T> {
  await using state = await openStateStore(`sqlite:${desktop.path('state.sqlite')}`);
  return await work(createVerifiedBook(state));
}

describe('deskhand verify', () => {
  it('keeps a question, and shows how it is read', async () => {
    const { exitCode, out } = await verify(QUESTION);
    expect(out).toMatch(/^Verified: tickets by agent last week\n {2}\S/);
    expect(exitCode).toBe(0);
    expect(await inBook((book) => book.all())).toMatchObject([{ question: QUESTION, by: 'local' }]);
  });

  it('--check fails where the rules have come to read something else', async () => {
    await inBook(async (book) => {
      const [one] = await book.all();
      if (!one) throw new TypeError('it was verified just now');
      await book.put({ ...one, question: 'open tickets by week' });
      await book.suspend(QUESTION, { by: 'U2', at: '2026-11-20T10:00:00Z' });
    });
    const { exitCode, out } = await verify('--check', '--json');
    expect(exitCode).toBe(1);
    const lines = out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { question: 'open tickets by week', now: 'differs', isSuspended: false, holds: false },
      { question: QUESTION, now: 'same', isSuspended: true, holds: true },
    ]);
  });

  it('list shows first what waits for review; verified again it is in use', async () => {
    const { out, err } = await verify('list');
    expect(out.split('\n')[0]).toContain('waits for review: found wrong on 2026-11-20 by U2');
    expect(err).toContain('deskhand verify "QUESTION"');
    await verify(QUESTION);
    await inBook(async (book) => {
      const [, one] = await book.all();
      expect(one).toMatchObject({ question: QUESTION });
      expect(one).not.toHaveProperty('suspended');
    });
  });

  it('remove and export', async () => {
    expect(await verify('remove', 'Open tickets by week')).toMatchObject({ exitCode: 0 });
    const { out } = await verify('export');
    expect(out).toContain(`question: ${QUESTION}`);
    expect(out).not.toContain('open tickets');
  });

  it('--thread keeps what it can, and says why not the rest', async () => {
    for (const question of ['tickets last month', 'only Nova'])
      await desktop.deskhand(['ask', question, '--thread', 'monday']);
    const { out } = await verify('--thread', 'monday');
    expect(out).toMatch(/^tickets last month: verified\nonly Nova: On its own/);
  });

  it('wants one thing at a time', async () => {
    expect(await verify(QUESTION, '--check')).toMatchObject({
      ...{ exitCode: 1, err: expect.stringContaining('Say what to verify') },
    });
  });
});
