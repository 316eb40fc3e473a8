import { expect, it } from 'vitest';
import { ANSWERS_SPACE, LOG_SPACE, VECTORS_SPACE } from '../../src/llm/create-language-model.ts';
import { forgetTexts } from '../../src/llm/forget-texts.ts';
import { createRecorder } from '../../src/llm/recorder.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';

const CALL = {
  at: '2026-11-20T14:00:00Z',
  vendor: 'gemini',
  model: 'm',
  prompt: 'p@1',
  outcome: 'answer',
  usage: null,
  tookMs: 1,
};

it('forgets what customers wrote in what a model was shown and answered, and not that it was asked', async () => {
  const state = new FakeStateStore();
  const sent = createRecorder(state.space(LOG_SPACE), state.space('frames'), {
    now: () => Date.parse(CALL.at),
  });
  const payload = { instructions: 'Be brief.', text: 'where is my kettle', schema: null };
  for (const purpose of ['plan-question', 'analyse-tickets', 'draft-reply'])
    await sent.record({ ...CALL, purpose, payload: { ...payload, text: `${purpose} kettle` } });
  await sent.record({ ...CALL, purpose: 'embed-query', payload: { texts: ['kettle'] } });
  for (const key of ['plan-question:1', 'draft-reply:1'])
    await state.space(ANSWERS_SPACE).set(key, { text: `${key} kettle` });
  await state.space(VECTORS_SPACE).set('1', 'AAAA');
  await forgetTexts(state);
  expect(
    JSON.stringify([...state.kept])
      .match(/[^" ]* kettle/g)
      ?.toSorted(),
  ).toEqual(['plan-question kettle', 'plan-question:1 kettle']);
  expect(await sent.latest(9)).toMatchObject([
    { purpose: 'embed-query', payload: { erased: true } },
    { purpose: 'draft-reply', payload: { erased: true } },
    { purpose: 'analyse-tickets', payload: { erased: true } },
    { purpose: 'plan-question', payload: { text: 'plan-question kettle' } },
  ]);
  expect(await state.space(VECTORS_SPACE).list()).toEqual([]);
});
