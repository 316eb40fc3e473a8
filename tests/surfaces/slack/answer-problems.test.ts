import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { AskerError, PermissionError, UpstreamError } from '../../../src/core/errors.ts';
import { eventually, openSlack, openWebApi } from './open-slack.ts';

const onMention = (listen: (times: number) => void) => {
  let times = 0;
  return (app: App) =>
    app.event('app_mention', async () => {
      times += 1;
      listen(times);
    });
};

async function mentionThat(throws: (times: number) => void) {
  const opened = await openSlack({ register: onMention(throws) });
  const { api, slack } = opened;
  const channel = api.channels.support ?? '';
  const text = 'what did Zebulon say?';
  const ts = await api.say('dana', channel, text);
  await slack.mention({ user: api.people.dana ?? '', channel, text, ts });
  const replies = async () => (await api.thread(channel, ts)).slice(1).map(({ text }) => text);
  return { ...opened, replies };
}

describe('what a listener throws', () => {
  it('is one plain message with a reference, which the log has with the stack', async () => {
    const { replies, log, api } = await mentionThat(() => {
      throw new TypeError('no figure in “what did Zebulon say?” for xoxb-1-secret');
    });
    await eventually(async () => (await replies()).length > 0);
    const [said] = await replies();
    const reference = /Reference ([0-9A-F]{6})/.exec(String(said))?.[1];
    expect(String(said)).toContain('went wrong on our side');
    const logged = log.lines.find(({ level }) => level === 'error');
    expect(logged?.fields).toMatchObject({
      reference,
      stack: expect.stringContaining('TypeError'),
    });
    expect(JSON.stringify(log.lines)).not.toMatch(/Zebulon|xoxb/);
    expect(await replies()).toHaveLength(1);
    expect(api.problems).toEqual([]);
  });

  it.each([
    new AskerError('There is no agent called Zeb. Did you mean Zoe?'),
    new PermissionError('Figures of named agents are for managers. Dana can grant it.'),
  ])('is told in its own words where they say what to do (%s)', async (error) => {
    const { replies, log } = await mentionThat(() => {
      throw error;
    });
    await eventually(async () => (await replies()).length > 0);
    expect(await replies()).toEqual([expect.stringContaining(error.message.slice(0, 30))]);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is not told as long as waiting may help', async () => {
    let calls = 0;
    const { replies, log } = await mentionThat((times) => {
      calls = times;
      if (times < 3) throw new UpstreamError('state failed');
    });
    await eventually(() => calls === 3);
    expect(await replies()).toEqual([]);
    expect(log.lines.map(({ words }) => words)).toContain('Slack request is tried again later');
  });

  it('is told when waiting did not help', async () => {
    const { replies } = await mentionThat(() => {
      throw new UpstreamError('Zendesk is not answering. Nothing was changed.');
    });
    await eventually(async () => (await replies()).length > 0);
    expect(await replies()).toEqual([expect.stringContaining('Zendesk is not answering')]);
  });

  it('is told to the one who clicked or commanded, and nobody else', async () => {
    const { api, slack } = await openSlack({
      register: (app) => {
        const fail = async () => {
          throw new AskerError('No.');
        };
        app.command('/ask', fail);
        app.action('go', fail);
      },
    });
    const place = { user: api.people.dana ?? '', channel: api.channels.support ?? '' };
    await slack.command({ command: '/ask', ...place });
    await slack.click({ ...place, messageTs: '1.1', action: { type: 'button', action_id: 'go' } });
    await eventually(() => api.callsOf('chat.postEphemeral').length === 2);
    expect(api.callsOf('chat.postEphemeral').map(({ args }) => args.user)).toEqual([
      place.user,
      place.user,
    ]);
    expect(api.callsOf('chat.postMessage')).toEqual([]);
  });

  it('does not keep the next one from being answered', async () => {
    const jobs: number[] = [];
    const { slack } = await openSlack({
      register: onMention((times) => {
        jobs.push(times);
        if (times === 1) throw new Error('bug');
      }),
    });
    await slack.mention({ user: 'U1', channel: 'C1', text: 'a', ts: '1.1' });
    await slack.mention({ user: 'U1', channel: 'C1', text: 'b', ts: '1.2', threadTs: '1.1' });
    await eventually(() => jobs.length === 2);
  });
});

describe('a workspace whose token is refused', () => {
  it('is left alone, and the log says why', async () => {
    const api = await openWebApi();
    api.fail({ fault: { kind: 'refuse', error: 'account_inactive' }, on: 'auth.test' });
    const { slack, log } = await openSlack({ api, register: onMention(() => {}) });
    await slack.mention({ user: 'U1', channel: 'C1', text: 'a', ts: '1.1' });
    await eventually(() => log.lines.some(({ words }) => /no longer accepts/.test(words)));
    expect(new Set(api.calls.map(({ method }) => method))).toEqual(new Set(['auth.test']));
  });
});
