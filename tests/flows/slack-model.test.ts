import { expect, it } from 'vitest';
import { draftOf, metricOf } from '../ask/model/drafts.ts';
import { startGemini } from '../standins/models/gemini.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { openWebApi } from '../surfaces/slack/open-slack.ts';
import { answersIn, buttonsOf, importTickets, inChannel, openSlackApp } from './open-slack-app.ts';

const folder = useTempFolders();

const ofNova = {
  where: [{ field: 'agent', op: 'is' as const, values: ['{{agent_1}}'] }],
  period: 'last week',
};
/** A button as it is worded, without what Slack wraps it in. */
const wordsOf = ({ text }: { readonly text: unknown }): string => JSON.stringify(text);

const reads = (...readings: readonly Parameters<typeof draftOf>[0][]) => ({
  kind: 'say' as const,
  text: JSON.stringify({ outcome: 'plan', readings: readings.map(draftOf), refusal: null }),
});

it('says in Slack how a model read a question, with a button for its second reading, and what it couldn’t', async () => {
  await using server = await startGemini();
  const api = await openWebApi();
  const env = {
    GEMINI_API_KEY: 'k',
    MODEL_BASE_URL: server.url,
    MODEL_DEADLINE_SECONDS: '1',
    DESKHAND_STATE: 'memory:',
  };
  const opened = await openSlackApp(folder(), api, { env });
  await importTickets(opened);
  const dana = inChannel(api, opened.slack, 'dana', 'support');

  const second = { ...ofNova, metrics: [metricOf('first_response_time')] };
  server.script.push(reads(ofNova, second));
  const root = await dana.mention('was Nova swamped last week');
  const [answer] = await answersIn(api, dana.channel, root, 1);
  expect(JSON.stringify(answer?.blocks)).toContain(
    'I read this as “tickets for Nova last week”; it may mean “first response time for Nova last week”.',
  );
  const other = buttonsOf(answer).find((one) => /first response time/i.test(wordsOf(one)));
  expect(other).toBeDefined();
  if (other) await dana.press({ message: answer?.ts ?? '', thread: root }, other);
  const [, switched] = await answersIn(api, dana.channel, root, 2);
  expect(switched?.text).toMatch(/First response averaged/);
  expect(server.received).toHaveLength(1);

  server.script.push(reads({ period: 'last week' }));
  const unknown = await dana.mention('was Zorbo swamped last week');
  const [declined] = await answersIn(api, dana.channel, unknown, 1);
  expect(declined?.text).toContain('I don’t know who or what “Zorbo” is');
  expect(buttonsOf(declined).map(wordsOf).join()).toContain('Tickets last week');

  server.script.push({ kind: 'hang' });
  const hung = await dana.mention('was Nova hammered last week');
  const [own] = await answersIn(api, dana.channel, hung, 1);
  expect(own?.text).toContain('the language model isn’t answering');
  expect(buttonsOf(own).map(wordsOf).join()).toContain('Tickets for Nova last week');
  expect(api.problems).toEqual([]);
}, 60_000);
