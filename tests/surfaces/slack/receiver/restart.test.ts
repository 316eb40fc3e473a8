import type { App } from '@slack/bolt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeStateStore } from '../../../fakes/fake-state-store.ts';
import { eventually, HTTP_SECRETS, openSlack, openWebApi, QUICK } from '../open-slack.ts';

const QUESTION = { user: 'U1', channel: 'C1', text: 'how many tickets?', ts: '1.1' };

function recorder() {
  const jobs: string[] = [];
  const register = (app: App) =>
    app.event('app_mention', async ({ context }) => void jobs.push(context.jobKey));
  return { jobs, register };
}

/** A listener that works until the test lets it go. */
function stuck() {
  const gate = Promise.withResolvers<void>();
  const begun: string[] = [];
  onTestFinished(() => gate.resolve());
  const register = (app: App) =>
    app.event('app_mention', async ({ context }) => {
      begun.push(context.jobKey);
      await gate.promise;
    });
  return { begun, register, release: () => gate.resolve() };
}

describe('a process that ends', () => {
  it('leaves what it acknowledged to the next one, when it was killed', async () => {
    const [api, state] = [await openWebApi(), new FakeStateStore()];
    const killed = stuck();
    // As after SIGKILL: it holds what it took for 300 ms, and never touches the state again.
    const first = await openSlack({
      ...{ api, state, register: killed.register },
      parts: { pace: { ...QUICK.pace, holdMs: 300, sweepEveryMs: 1e6 }, state: cutOff(state) },
    });
    await first.slack.mention(QUESTION, { eventId: 'Ev1' });
    await eventually(() => killed.begun.length === 1);
    const { jobs, register } = recorder();
    const next = await openSlack({ api, state, register });
    await next.slack.mention(QUESTION, { eventId: 'Ev1', retryNum: 1 });
    await eventually(() => jobs.length === 1);
    expect(jobs).toEqual(['event:Ev1']);
  });

  it('finishes what is in hand when it is told to stop, and takes nothing more', async () => {
    const { begun, register, release } = stuck();
    const { surface, slack, state } = await openSlack({ register });
    await slack.mention(QUESTION, { eventId: 'Ev1' });
    await eventually(() => begun.length === 1);
    const stopped = surface[Symbol.asyncDispose]();
    await expect(slack.mention(QUESTION, { eventId: 'Ev2' })).rejects.toThrow('fetch failed');
    release();
    await stopped;
    expect([...state.kept.keys()]).toEqual(['slack-done:event:Ev1']);
  });

  it('gives back in time what takes too long, for the next one to work at once', async () => {
    const [api, state] = [await openWebApi(), new FakeStateStore()];
    const { register: hold } = stuck();
    const pace = { ...QUICK.pace, closingMs: 50, holdMs: 60_000, atOnce: 1 };
    const first = await openSlack({ api, state, register: hold, parts: { pace } });
    await first.slack.mention(QUESTION, { eventId: 'Ev1' });
    await first.slack.mention({ ...QUESTION, ts: '2.1' }, { eventId: 'Ev2' });
    const started = performance.now();
    await first.surface[Symbol.asyncDispose]();
    expect(performance.now() - started).toBeLessThan(400);
    const { jobs, register } = recorder();
    await openSlack({ api, state, register });
    await eventually(() => jobs.length === 2);
    expect(jobs).toEqual(['event:Ev1', 'event:Ev2']);
  });

  it('leaves nothing that another secret could be tripped by', async () => {
    const [api, state] = [await openWebApi(), new FakeStateStore()];
    const pace = { ...QUICK.pace, closingMs: 50 };
    const first = await openSlack({ api, state, register: stuck().register, parts: { pace } });
    await first.slack.mention(QUESTION, { eventId: 'Ev1' });
    await first.surface[Symbol.asyncDispose]();
    const secrets = { ...HTTP_SECRETS, encryptionSecret: 'another-secret-than-before' };
    const { jobs, register } = recorder();
    await openSlack({ api, state, register, parts: { secrets } });
    await eventually(() => state.kept.size === 0);
    expect(jobs).toEqual([]);
  });
});

describe('several processes on one state', () => {
  it('work each request once, whichever of them it is delivered to', async () => {
    const [api, state] = [await openWebApi(), new FakeStateStore()];
    const { jobs, register } = recorder();
    const replicas = await Promise.all([1, 2, 3].map(() => openSlack({ api, state, register })));
    await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        replicas.map(({ slack }) =>
          slack.mention({ ...QUESTION, ts: `${at}.1` }, { eventId: `Ev${at}` }),
        ),
      ).flat(),
    );
    await eventually(() => new Set(jobs).size === 30);
    expect(jobs).toHaveLength(30);
  });
});

/** A state whose later writes go nowhere: what a killed process would still have written. */
function cutOff(state: FakeStateStore): FakeStateStore {
  return Object.assign(Object.create(state), {
    space: <T>(name: string) => {
      const space = state.space<T>(name);
      const nothing = async () => false;
      return { ...space, swap: nothing, delete: nothing, set: async () => {} };
    },
  });
}
