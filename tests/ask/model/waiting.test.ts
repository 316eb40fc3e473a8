import { afterEach, describe, expect, it } from 'vitest';
import { NOTHING_YET } from '../../../src/ask/follow-up/thread.ts';
import type { ModelReader } from '../../../src/ask/model/model-reader.ts';
import { createWorkspace } from '../../../src/ask/workspace.ts';
import { createPrecedence } from '../../../src/core/precedence.ts';
import type { Database } from '../../../src/store/database.ts';
import { catalogue, openDesk, settings } from '../../analytics/small-desk.ts';
import { language } from '../read/desk.ts';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');

let db: Database;
afterEach(() => db[Symbol.asyncDispose]());

/** Helps nobody, and only when it is let. */
async function openWaiting() {
  db = await openDesk({
    tickets: [{ agent: 'Nova', created_at: '2026-11-19T10:00:00.000Z' }],
    chats: [],
  });
  const precedence = createPrecedence();
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  let times = 0;
  const modelReader: ModelReader = {
    async read(_parsed, _previous, { aside, signal } = {}) {
      times += 1;
      asked.resolve();
      const given = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
      const waiting = () => Promise.race([answer.promise, given]);
      await (aside ? aside(waiting) : waiting());
      return { kind: 'unhelped', note: null };
    },
  };
  const clock = { now: () => NOW };
  const workspace = createWorkspace({
    ...{ db, catalogue, language, settings, clock, modelReader, precedence },
  });
  return {
    workspace,
    precedence,
    asked: asked.promise,
    answer: answer.resolve,
    times: () => times,
  };
}

const QUESTION = 'was Nova swamped';

describe('waiting for a model', () => {
  it('holds back nothing that makes way for questions', async () => {
    const { workspace, precedence, asked, answer } = await openWaiting();
    const asking = workspace.ask(QUESTION, NOTHING_YET);
    const alike = workspace.ask(QUESTION, NOTHING_YET);
    await asked;
    const startedAt = performance.now();
    await precedence.clear(5000);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    answer();
    expect((await asking).reply.kind).toBe('decline');
    expect(await alike).toEqual(await asking);
  });

  it('goes on for whoever asks the same, when the first one gives up', async () => {
    const { workspace, asked, answer, times } = await openWaiting();
    const stopping = new AbortController();
    const first = workspace.ask(QUESTION, NOTHING_YET, { signal: stopping.signal });
    const second = workspace.ask(QUESTION, NOTHING_YET);
    await asked;
    stopping.abort();
    await expect(first).rejects.toThrow(/abort/i);
    answer();
    expect((await second).reply.kind).toBe('decline');
    expect(times()).toBe(2);
  });
});
