import { type SlackCall, startSlackWebApi } from '../tests/standins/slack/web-api.ts';

/**
 * Slack's Web API in a process of its own, for bench/slack-ack.ts and bench/slack-events.ts: posts what people ask, and tells of every
 * answer that was posted. Messages come and go over the channel of `fork`.
 */
export type Wish = { readonly id: number; readonly text: string; readonly person: string };
export type News =
  | {
      readonly kind: 'ready';
      readonly apiUrl: string;
      readonly teamId: string;
      readonly channel: string;
      readonly people: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'said'; readonly id: number; readonly ts: string }
  | { readonly kind: 'answered'; readonly answers: readonly Answered[] }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** `thread`: the ts of the question; `at`: milliseconds since the epoch. */
export type Answered = { readonly thread: string; readonly part: string; readonly at: number };

const TELL_EVERY_MS = 20;

const api = await startSlackWebApi();
const tell = (news: News) => process.send?.(news);

process.on('message', ({ id, text, person }: Wish) => {
  api.say(person, 'support', text).then(
    (ts) => tell({ kind: 'said', id, ts }),
    () => process.exit(1),
  );
});
process.on('disconnect', () => process.exit(0));

setInterval(() => {
  const answers = api.calls.flatMap(answerIn);
  if (answers.length > 0) tell({ kind: 'answered', answers });
  api.forgetCalls();
  const problems = api.problems.splice(0);
  if (problems.length > 0) tell({ kind: 'problems', problems });
}, TELL_EVERY_MS);

tell({
  kind: 'ready',
  apiUrl: api.apiUrl,
  teamId: api.teamId,
  channel: api.channels.support ?? '',
  people: api.people,
});

type Carried = { readonly event_payload?: { readonly part?: string } };

/** A message of an answer that Slack took. */
function answerIn({ method, args, error, status, atMs }: SlackCall): Answered[] {
  const part = (args.metadata as Carried | undefined)?.event_payload?.part;
  if (method !== 'chat.postMessage' || part === undefined || error !== null || status === null)
    return [];
  return [{ thread: String(args.thread_ts), part, at: performance.timeOrigin + atMs }];
}
