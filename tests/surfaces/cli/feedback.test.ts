import { expect, it } from 'vitest';
import { createFeedbackBook } from '../../../src/bot/feedback.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import { openStateStore } from '../../../src/store/state.ts';
import { createDesktop } from './run-deskhand.ts';

it('lists what people think of answers, without a database', async () => {
  using desktop = createDesktop();
  const none = await desktop.deskhand(['feedback']);
  expect(none.out).toBe('Nobody has said what they think of an answer yet.\n');
  {
    await using state = await openStateStore(`sqlite:${desktop.path('state.sqlite')}`);
    const book = createFeedbackBook(state, fixedClock('2026-11-20T10:00:00Z'));
    const of = (question: string) => ({ question, plan: null });
    const from = { threadId: 't', person: 'U1' };
    await book.put({ ...from, turnId: '1', verdict: 'good' }, of('tickets by agent'));
    const comment = 'I meant chats';
    await book.put(
      { ...from, turnId: '2', verdict: 'bad', reason: 'reading', comment },
      of('csat'),
    );
  }
  const { out } = await desktop.deskhand(['feedback']);
  expect(out).toContain('+ tickets by agent 2026-11-20, U1');
  expect(out).toContain(
    '- csat 2026-11-20, U1\n    It answered another question\n    I meant chats',
  );
  expect(await desktop.json(['feedback', '--bad', '--json'])).toMatchObject({
    ...{ question: 'csat', verdict: 'bad', reason: 'reading', comment: 'I meant chats' },
  });
});
