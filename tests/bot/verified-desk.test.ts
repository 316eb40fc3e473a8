import { describe, expect, it } from 'vitest';
import { createVerifiedBook } from '../../src/ask/verified/verified-book.ts';
import { createVerifiedDesk } from '../../src/bot/verified-desk.ts';
import { AskerError, PermissionError } from '../../src/core/errors.ts';
import type { Viewer } from '../../src/core/ticket-card.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';

const MANAGER: Viewer = { name: 'Ada', agent: null, may: () => true, check: () => {} };
const AGENT: Viewer = {
  ...MANAGER,
  check: (ability) => {
    throw new PermissionError(`A manager may: ${ability}`);
  },
};

async function openDesk() {
  const book = createVerifiedBook(new FakeStateStore());
  const verify = (question: string) =>
    book.put({
      ...{ question, by: 'Ada', verifiedAt: '2026-11-20T12:00:00Z' },
      plan: { kind: 'about', topic: 'help', id: null, zone: 'UTC', asOf: '2026-11-20T12:00:00Z' },
    });
  await verify('busiest days?');
  await verify('who is slow?');
  await book.suspend('who is slow?', { by: 'Kim', at: '2026-11-21T12:00:00Z' });
  return createVerifiedDesk(book);
}

describe('verified questions', () => {
  it('are listed, those that wait for review first, and dropped', async () => {
    const desk = await openDesk();
    expect(await desk.all(MANAGER)).toMatchObject([
      { question: 'who is slow?', doubted: { by: 'Kim' } },
      { question: 'busiest days?', by: 'Ada', doubted: null },
    ]);
    expect(await desk.remove('Who is slow?', MANAGER)).toBe('No longer verified: Who is slow?');
    expect(await desk.all(MANAGER)).toHaveLength(1);
    await expect(desk.remove('who is slow?', MANAGER)).rejects.toThrow(AskerError);
  });

  it('are for those who may verify', async () => {
    const desk = await openDesk();
    await expect(desk.all(AGENT)).rejects.toThrow('A manager may: verify');
    await expect(desk.remove('busiest days?', AGENT)).rejects.toThrow(PermissionError);
  });
});
