import { describe, expect, it } from 'vitest';
import type { VerifiedView } from '../../../src/bot/verified-desk.ts';
import { AskerError } from '../../../src/core/errors.ts';
import { openConsole, pageOf } from './open-console.ts';

function openWith(...questions: readonly VerifiedView[]) {
  let kept = questions;
  return openConsole({
    verified: {
      all: async () => kept,
      async remove(question) {
        const left = kept.filter((one) => one.question !== question);
        if (left.length === kept.length) throw new AskerError(`“${question}” was not verified.`);
        kept = left;
        return `No longer verified: ${question}`;
      },
    },
  });
}

const USED: VerifiedView = {
  ...{ question: 'busiest <b>days</b>?', by: 'Ada', verifiedAt: '2026-11-20T12:00:00Z' },
  doubted: null,
};
const DOUBTED: VerifiedView = {
  ...USED,
  question: 'who is slow?',
  doubted: { by: 'Kim', at: '2026-11-21T12:00:00Z' },
};

describe('verified questions in the console', () => {
  it('are listed with who verified them, and what waits for review', async () => {
    const page = await pageOf(openWith(DOUBTED, USED).get('/verified'));
    expect(page).toContain('20 Nov 2026 08:00, Ada');
    expect(page).toContain('Waits for review: found wrong on 21 Nov 2026 08:00 by Kim.');
    expect(page).toContain('busiest &lt;b&gt;days&lt;/b&gt;?');
    expect(page.match(/Waits for review/g)).toHaveLength(1);
    expect(await pageOf(openConsole().get('/verified'))).toContain('Nothing has been verified yet');
    expect(await pageOf(openConsole().get('/metrics'))).toContain('href="/verified"');
  });

  it('are dropped, once', async () => {
    const console = openWith(USED);
    const form = { question: USED.question };
    const removed = await console.post('/verified/remove', form);
    const page = await pageOf(console.get(removed.headers.get('location') ?? ''));
    expect(page).toContain('No longer verified: busiest &lt;b&gt;');
    expect(page).toContain('Nothing has been verified yet.');
    const again = await console.post('/verified/remove', form);
    expect(again.status).toBe(400);
    expect(await pageOf(again)).toContain('was not verified.');
  });
});
