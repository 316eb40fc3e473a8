import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Reply } from '../../../../src/core/answer.ts';
import { systemClock } from '../../../../src/core/clock.ts';
import { createOnce } from '../../../../src/store/once.ts';
import { registerTalk } from '../../../../src/surfaces/slack/talk/register-talk.ts';
import { createFakeDesk } from '../../../fakes/fake-desk.ts';
import { FakeStateStore } from '../../../fakes/fake-state-store.ts';
import { BOT_TOKEN } from '../../../standins/slack/web-api.ts';
import { anyReply } from '../blocks/arbitrary-replies.ts';
import { createLog, eventually, openSlack } from '../open-slack.ts';

const MANY = 220;
const AT_ONCE = 20;

it('posts answers of every shape so that Slack takes each of them at once, and logs none of their words', async () => {
  const replies = fc.sample(anyReply, { seed: 20_261_121, numRuns: MANY });
  const reply = (question: string) => replies[Number(question.split(' ')[1])] as Reply;
  const desk = createFakeDesk({ clock: systemClock, reply });
  const state = new FakeStateStore();
  const once = createOnce({ space: state.space('slack-once'), clock: systemClock });
  const log = createLog();
  const { api, slack } = await openSlack({
    state,
    parts: { logger: log },
    register: (app) =>
      registerTalk(app, {
        ...{ desk, state, once, clock: systemClock, zone: 'America/Halifax' },
        rightsOf: async () => ({}),
        logger: log,
      }),
  });
  const channel = api.channels.support ?? '';
  const user = api.people.dana ?? '';
  const posted = () => api.callsOf('chat.postMessage').filter(({ error }) => error === null);
  const answered = () =>
    new Set(
      posted().flatMap(({ args: { metadata } }) => {
        const { event_payload } = metadata as { event_payload: { key: string; part: string } };
        return event_payload.part === '0' ? [event_payload.key] : [];
      }),
    );

  for (let from = 0; from < MANY; from += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, MANY - from) }, (_, at) => from + at);
    await Promise.all(
      batch.map((at) =>
        slack.mention({
          ...{ user, channel, text: `<@U0DESKHAND> question ${at} of Marzipan` },
          ts: `${1_700_000_000 + at}.000100`,
        }),
      ),
    );
    await eventually(() => answered().size === from + batch.length, 10_000);
  }

  expect(api.problems).toEqual([]);
  const refused = api.calls.filter(({ error }) => error !== null);
  expect(refused.map(({ method, error }) => `${method}: ${error}`)).toEqual([]);
  expect(answered().size).toBe(MANY);
  const csv = replies.filter((one) => one.kind === 'answer' && (one.table?.rows.length ?? 0) > 100);
  expect(csv.length).toBeGreaterThan(0);
  expect(api.callsOf('files.completeUploadExternal').length).toBeGreaterThanOrEqual(csv.length);
  expect(JSON.stringify(log.lines)).not.toMatch(/Marzipan/);
  expect(JSON.stringify(log.lines)).not.toContain(BOT_TOKEN);
});
