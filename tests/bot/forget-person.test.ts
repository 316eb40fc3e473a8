import { expect, it } from 'vitest';
import { VERIFIED_SPACE } from '../../src/ask/verified/verified-book.ts';
import { FEEDBACK_SPACE } from '../../src/bot/feedback.ts';
import { forgetPerson } from '../../src/bot/forget-person.ts';
import { SLACK_TRACES, THREAD_SPACES } from '../../src/bot/thread-spaces.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';

const TRACES = { emails: ['dana@example.com'], names: [], conversations: [], texts: [] };

it('forgets a person on every surface, and in what was thought of answers', async () => {
  const state = new FakeStateStore();
  const questions = ['tickets of dana@example.com', 'tickets by agent'];
  const turns = [...questions, 'tickets by customer'].map((question, at) => ({
    id: String(at),
    question,
  }));
  for (const { name, replies } of Object.values(THREAD_SPACES)) {
    await state.space(name).set('t', { title: questions[0], turns });
    await state.space(replies).set('t/1', { table: [['Nova', 3]] });
    await state.space(replies).set('t/2', { table: [['dana@example.com', 3]] });
  }
  for (const name of [FEEDBACK_SPACE, VERIFIED_SPACE, SLACK_TRACES])
    for (const [at, question] of questions.entries())
      await state.space(name).set(String(at), { question });
  expect(await forgetPerson(state, TRACES)).toEqual({ turns: 4, threads: 0 });
  expect(JSON.stringify([...state.kept])).not.toContain('dana');
  expect([...state.kept.keys()].toSorted()).toEqual(
    [
      ...[
        `${FEEDBACK_SPACE}:1`,
        `${VERIFIED_SPACE}:1`,
        `${SLACK_TRACES}:1`,
        'slack-threads:t',
        'threads:t',
      ],
      ...['slack-replies:t/1', 'replies:t/1'],
    ].toSorted(),
  );
});
