import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../../src/core/errors.ts';
import { FakeStateStore } from '../../../fakes/fake-state-store.ts';
import { eventually, openSlack, openWebApi } from '../open-slack.ts';

const QUESTION = { user: 'U1', channel: 'C1', text: 'how many tickets?', ts: '1.1' };

/** What listeners were called with. */
function recorder() {
  const jobs: string[] = [];
  return {
    jobs,
    register: (app: import('@slack/bolt').App) => {
      app.event('app_mention', async ({ context }) => void jobs.push(context.jobKey));
      app.command('/ask', async ({ ack, context }) => {
        await ack();
        jobs.push(context.jobKey);
      });
      app.action(/.*/, async ({ ack, context }) => {
        await ack();
        jobs.push(context.jobKey);
      });
      app.view('reason', async ({ ack }) => {
        jobs.push('view');
        await ack({ response_action: 'errors', errors: { why: 'Say a little more' } });
      });
    },
  };
}

describe('requests of Slack', () => {
  it('are refused with a wrong signature, or when they are old, and nothing is run', async () => {
    const { jobs, register } = recorder();
    const { slack, state } = await openSlack({ register });
    const old = Math.floor(Date.now() / 1000) - 6 * 60;
    expect((await slack.mention(QUESTION, { secret: 'another' })).status).toBe(401);
    expect((await slack.mention(QUESTION, { sentAt: old })).status).toBe(401);
    expect((await slack.form({ command: '/ask' }, { secret: 'another' })).status).toBe(401);
    expect([...state.kept.keys()]).toEqual([]);
    expect(jobs).toEqual([]);
  });

  it('answer the question whether the address is ours', async () => {
    const { slack } = await openSlack();
    const { status, body } = await slack.verifyUrl();
    expect([status, JSON.parse(body)]).toEqual([200, { challenge: 'abc' }]);
    expect((await slack.form({ ssl_check: '1' }, { secret: 'another' })).status).toBe(200);
  });

  it('are worked once, however often they are delivered', async () => {
    const { jobs, register } = recorder();
    const { slack, state } = await openSlack({ register });
    const delivered = await Promise.all([
      slack.mention(QUESTION, { eventId: 'Ev1' }),
      slack.mention(QUESTION, { eventId: 'Ev1', retryNum: 1 }),
    ]);
    await eventually(() => jobs.length > 0 && !keptJobs(state));
    const later = await slack.mention(QUESTION, { eventId: 'Ev1', retryNum: 2 });
    await slack.mention(QUESTION, { eventId: 'Ev2' });
    await eventually(() => jobs.includes('event:Ev2'));
    expect([...delivered, later].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(jobs).toEqual(['event:Ev1', 'event:Ev2']);
  });

  it('are acknowledged before they are worked', async () => {
    const gate = Promise.withResolvers<void>();
    const { slack } = await openSlack({
      register: (app) => app.event('app_mention', () => gate.promise),
    });
    expect((await slack.mention(QUESTION)).status).toBe(200);
    gate.resolve();
  });

  it('of commands and clicks are acknowledged with nothing, and worked', async () => {
    const { jobs, register } = recorder();
    const { slack } = await openSlack({ register });
    const command = await slack.command({ command: '/ask', user: 'U1', channel: 'C1' });
    const action = { type: 'button', action_id: 'ask:1', value: 'x' };
    const click = await slack.click({ user: 'U1', channel: 'C1', messageTs: '1.2', action });
    expect([command, click].map(({ status, body }) => [status, body])).toEqual([
      [200, ''],
      [200, ''],
    ]);
    await eventually(() => jobs.length === 2);
    expect(jobs[0]).toMatch(/^command:/);
    expect(jobs[1]).toMatch(/^block_actions:/);
  });

  it('of dialogues get their answer in the acknowledgement', async () => {
    const { register } = recorder();
    const { slack } = await openSlack({ register });
    const { body } = await slack.submit({ user: 'U1', callbackId: 'reason', values: {} });
    expect(JSON.parse(body)).toEqual({
      response_action: 'errors',
      errors: { why: 'Say a little more' },
    });
  });

  it('are refused, so that Slack sends them again, while they can’t be written down', async () => {
    const { jobs, register } = recorder();
    let isDown = true;
    class DownState extends FakeStateStore {
      override space<T>(name: string) {
        const space = super.space<T>(name);
        const claim: typeof space.claim = async (...claimed) => {
          if (isDown) throw new UpstreamError('state is down');
          return space.claim(...claimed);
        };
        return { ...space, claim };
      }
    }
    const { slack } = await openSlack({ register, state: new DownState() });
    expect((await slack.mention(QUESTION, { eventId: 'Ev1' })).status).toBe(500);
    isDown = false;
    expect((await slack.mention(QUESTION, { eventId: 'Ev1', retryNum: 1 })).status).toBe(200);
    await eventually(() => jobs.length === 1);
  });

  it('of one thread are worked in the order they came, those of others meanwhile', async () => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const { slack } = await openSlack({
      register: (app) =>
        app.event('app_mention', async ({ event }) => {
          if (event.text === 'first') await gate.promise;
          order.push(event.text);
        }),
    });
    const reply = { ...QUESTION, threadTs: '1.1' };
    await slack.mention({ ...QUESTION, text: 'first' });
    await slack.mention({ ...reply, text: 'second', ts: '1.2' });
    await slack.mention({ ...QUESTION, text: 'elsewhere', ts: '9.9' });
    await eventually(() => order.includes('elsewhere'));
    gate.resolve();
    await eventually(() => order.length === 3);
    expect(order).toEqual(['elsewhere', 'first', 'second']);
  });

  it('keep nothing readable of what was written, and nothing at all once worked', async () => {
    const gate = Promise.withResolvers<void>();
    const { slack, state } = await openSlack({
      register: (app) => app.event('app_mention', () => gate.promise),
    });
    await slack.mention(QUESTION, { eventId: 'Ev1' });
    const kept = JSON.stringify([...state.kept]);
    expect(kept).toContain('Ev1');
    expect(kept).not.toContain('tickets');
    gate.resolve();
    await eventually(() => !keptJobs(state));
    expect([...state.kept]).toEqual([['slack-done:event:Ev1', true]]);
  });
});

describe('Slack being down', () => {
  it('at the start loses nothing: what came meanwhile is worked once it answers', async () => {
    const { jobs, register } = recorder();
    const api = await openWebApi();
    await api.down();
    const { slack, log } = await openSlack({ register, api });
    expect((await slack.mention(QUESTION, { eventId: 'Ev1' })).status).toBe(200);
    await eventually(() => log.lines.some(({ words }) => /tried again later/.test(words)));
    expect(jobs).toEqual([]);
    await api.up();
    await eventually(() => jobs.length === 1);
  });
});

function keptJobs(state: FakeStateStore): boolean {
  return [...state.kept.keys()].some((key) => key.startsWith('slack-jobs:'));
}
