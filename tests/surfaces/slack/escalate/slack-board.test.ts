import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/core/clock.ts';
import { AskerError } from '../../../../src/core/errors.ts';
import type { Alert } from '../../../../src/core/ticket-card.ts';
import { clientOptions } from '../../../../src/surfaces/slack/calls/client-options.ts';
import { createFindPerson } from '../../../../src/surfaces/slack/escalate/find-person.ts';
import { createSlackBoard } from '../../../../src/surfaces/slack/escalate/slack-board.ts';
import { itSpeaks } from '../../../contracts/messenger.ts';
import { FAKE_TICKET } from '../../../fakes/fake-ticket-desk.ts';
import { BOT_TOKEN, startSlackWebApi } from '../../../standins/slack/web-api.ts';
import { createLog, QUICK } from '../open-slack.ts';

const { signal } = new AbortController();
const HOSTILE = '<!channel> <@U012345> https://evil.example/x *bold* \u202Egnp & </b>';

/** Everything in it was written by somebody else. */
const ALERT: Alert = {
  ticket: {
    ...FAKE_TICKET,
    subject: `${HOSTILE} ${'long '.repeat(400)}`,
    url: 'https://acme.example/tickets/4312',
  },
  ref: '4312',
  section: {
    part: 'escalation',
    title: 'Escalation',
    lines: ['**Nobody has answered yet.**', `Why: ${HOSTILE}`],
    notes: ['12:00: level 1, Nova was called'],
    buttons: [
      { act: 'take', label: 'Take', value: 'e1', look: 'primary' },
      { act: 'snooze', label: 'Snooze', choices: [{ label: '15 min', value: 'e1 15 min' }] },
    ],
  },
  about: [HOSTILE],
  called: ['dana', 'Somebody Else'],
  isReminder: false,
  isBrief: false,
};
const BRIEF: Alert = { ...ALERT, isBrief: true };

async function open() {
  const api = await startSlackWebApi();
  const logger = createLog();
  const calling = { apiUrl: api.apiUrl, fetch: globalThis.fetch, logger, signal };
  const patience = { uploadTimeoutMs: 1000, ...QUICK.patience };
  const client = new WebClient(BOT_TOKEN, clientOptions({ ...calling, patience }));
  const left: string[] = [];
  const board = createSlackBoard({
    clientOf: async () => client,
    findPerson: createFindPerson({
      emailsOf: async (name) => (name === 'Nobody' ? [] : [`${name.toLowerCase()}@acme.test`]),
      clock: systemClock,
    }),
    leave: async ({ root }) => {
      left.push(root);
    },
    zone: 'UTC',
  });
  return { api, board, left, channel: api.channels.support ?? '' };
}

itSpeaks('the board in Slack', async () => {
  const { api, board, channel } = await open();
  const person = api.people.dana ?? '';
  const count = async (where: string) => {
    const { messages } = await api.ask('conversations.history', { channel: where });
    const threads = await Promise.all(
      (messages as { ts: string }[]).map(({ ts }) => api.thread(where, ts)),
    );
    return threads.flat().length;
  };
  return {
    ...{ messenger: board, channel, person, content: ALERT, reply: BRIEF },
    count: async () => {
      const { channel: direct } = await api.ask('conversations.open', { users: person });
      return { posted: await count(channel), told: await count((direct as { id: string }).id) };
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
});

describe('an alert in Slack', () => {
  it('notifies whoever is called and nobody else, whatever the ticket says', async () => {
    const opened = await open();
    await using api = opened.api;
    const { board, channel, left } = opened;
    const posted = await board.post({ channel, thread: null, key: 'k', content: ALERT, piece: 0 });
    expect(api.problems).toEqual([]);
    const said = JSON.stringify(api.callsOf('chat.postMessage')[0]?.args);
    expect(said.match(/"type":"user"/g)).toHaveLength(1);
    expect(said).toContain(`"user_id":"${api.people.dana}"`);
    expect(said).toContain('Somebody Else');
    expect(said).not.toContain('<!channel>');
    expect(said).not.toContain('<@U012345>');
    expect(left).toEqual([posted.id]);
  });

  it('reaches a person alone, and changes with what it tells', async () => {
    const opened = await open();
    await using api = opened.api;
    const { board } = opened;
    const where = { channel: '@dana', thread: null, key: 'escalation:1:1:dana' };
    const posted = await board.post({ ...where, content: ALERT, piece: 0 });
    const since = '2020-01-01T00:00:00.000Z';
    expect(await board.find({ ...where, since })).toEqual(posted);
    const lines = ['**dana** has it.'];
    await board.revise(posted, where.key, { ...ALERT, section: { ...ALERT.section, lines } });
    expect(JSON.stringify(api.callsOf('chat.update')[0]?.args)).toContain(' has it.');
    expect(await board.find({ ...where, since })).toEqual(posted);
    expect(api.problems).toEqual([]);
  });

  it('is found by its key, whatever Slack’s clock says of when it was sent', async () => {
    const opened = await open();
    await using _api = opened.api;
    const { board, channel } = opened;
    for (const to of [channel, '@dana']) {
      const where = { channel: to, thread: null, key: `escalation:1:1:${to}` };
      const posted = await board.post({ ...where, content: ALERT, piece: 0 });
      // What follows the second in a message’s time is a number of its own, and clocks differ.
      for (const aheadMs of [999, 30_000]) {
        const second = Math.floor(Number(posted.id)) * 1000;
        const since = new Date(second + aheadMs).toISOString();
        expect(await board.find({ ...where, since })).toEqual(posted);
      }
    }
  });

  it('says who can’t be called, and what to do about it', async () => {
    const opened = await open();
    await using _api = opened.api;
    const { board } = opened;
    const content = { ...ALERT, called: [] };
    const post = (name: string) =>
      board.post({ channel: `@${name}`, thread: null, key: 'k', content, piece: 0 });
    await expect(post('Nobody')).rejects.toThrow(AskerError);
    await expect(post('Nobody')).rejects.toThrow('put their e-mail address beside their name');
    await expect(post('Stranger')).rejects.toThrow('nobody in Slack has their e-mail address');
  });

  it('is said in plain words where Slack won’t draw it', async () => {
    const opened = await open();
    await using api = opened.api;
    const { board, channel } = opened;
    api.fail({
      ...{ on: 'chat.postMessage', times: 1 },
      fault: { kind: 'refuse', error: 'invalid_blocks' },
    });
    await board.post({ channel, thread: null, key: 'k', content: ALERT, piece: 0 });
    const [, second] = api.callsOf('chat.postMessage');
    expect(second?.args.text).toContain('Nobody has answered yet.');
    expect(second?.args.blocks ?? []).toEqual([]);
  });
});
