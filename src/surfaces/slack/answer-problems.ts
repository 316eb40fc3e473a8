import { type App, AuthorizationError, type Context } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { AppError, ConfigError, UpstreamError } from '../../core/errors.ts';
import { renderError } from './blocks/render-notes.ts';
import type { SlackMessage } from './blocks/slack-message.ts';
import { workspaceOf } from './install/forget-workspaces.ts';
import type { Workspaces } from './install/workspaces.ts';
import { type Log, redacted } from './log.ts';
import { describeProblem, isPassing, originOf, refusedToken } from './problems.ts';
import type { RequestBody } from './receiver/job-name.ts';
import { Postponed } from './receiver/postponed.ts';

type Parts = {
  readonly logger: Log;
  readonly workspaces: Workspaces;
  clientWith(token: string): WebClient;
};

type Thrown = Parameters<Extract<Parameters<App['error']>[0], (args: never) => unknown>>[0];

/** How often something that is not Slack is waited for before the person is told. */
const PATIENT_TRIES = 3;

/**
 * One plain message to the person for whatever a listener threw, and a log line that holds nothing of what they wrote.
 * What is only down for now is put off instead.
 */
export function answerProblems(app: App, { logger, workspaces, clientWith }: Parts): void {
  app.error(async ({ error: thrown, body, context }: Thrown) => {
    const error = originOf(thrown);
    if (error instanceof Postponed) throw error;
    const about = { job: context.jobKey, team: context.teamId };
    if (isPassing(error) && mayWait(thrown, context)) throw new Postponed(error);

    const refused = refusedToken(error);
    if (refused) {
      logger.warn(
        { ...about, reason: refused },
        'Slack no longer accepts the token of a workspace',
      );
      return workspaces.remove(workspaceOf(body));
    }
    if (context.botToken === undefined) {
      if (error instanceof ConfigError) return logProblem(error, about, { logger, body });
      logger.info(about, 'a Slack request came from a workspace Deskhand is not installed in');
      return;
    }
    const { words, reference } = describeProblem(error);
    logProblem(error, { ...about, reference }, { logger, body });
    const tell = wayToTell(body);
    const telling = tell?.(renderError(words, reference), clientWith(context.botToken));
    await telling?.catch((failure: unknown) => {
      if (context.jobKey && isPassing(failure)) throw new Postponed(failure);
      logProblem(originOf(failure), about, { logger, body }); // nobody can be told
    });
  });
}

/** What nobody can be told is waited for in any case: who we are in a workspace, or Slack itself. */
function mayWait(thrown: Error, { jobKey, jobTries = 0 }: Context): boolean {
  if (thrown instanceof AuthorizationError) return true;
  const isSlack = !(originOf(thrown) instanceof UpstreamError);
  return jobKey !== undefined && (isSlack || jobTries < PATIENT_TRIES);
}

function logProblem(
  error: unknown,
  about: object,
  { logger, body }: { readonly logger: Log; readonly body: RequestBody },
): void {
  if (error instanceof AppError && (error.kind === 'asker' || error.kind === 'denied')) {
    logger.info({ ...about, kind: error.kind }, 'a Slack request was refused');
    return;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const words = { ...about, stack: withoutWords(redacted(stack), body) };
  if (error instanceof UpstreamError)
    logger.warn(words, 'a Slack request needed something that did not answer');
  else logger.error(words, 'a Slack request failed');
}

/** An error’s message may quote what it stumbled over. */
function withoutWords(text: string, body: RequestBody): string {
  const said = [body.event?.text, body.text, body.event?.message?.text].filter(
    (words): words is string => typeof words === 'string' && words.trim() !== '',
  );
  return said.reduce((rest, words) => rest.replaceAll(words, '…'), text);
}

type Tell = (message: SlackMessage, client: WebClient) => Promise<unknown>;

/** In the thread of a question; only to the person otherwise. Null: nobody waits for it, so it is logged alone. */
function wayToTell(body: RequestBody): Tell | null {
  if (body.event) return wayInThread(body.event);
  const user: string | undefined = body.user?.id ?? body.user_id;
  const channel: string | undefined = body.channel?.id ?? body.channel_id;
  const thread_ts: string | undefined = body.message?.thread_ts ?? body.container?.thread_ts;
  if (!user) return null;
  return (message, client) =>
    channel
      ? client.chat.postEphemeral({ channel, user, ...message, ...(thread_ts && { thread_ts }) })
      : client.chat.postMessage({ channel: user, ...message });
}

function wayInThread(event: RequestBody): Tell | null {
  const { type, channel, user, ts, thread_ts } = event;
  if (type === 'app_mention' || (type === 'message' && event.channel_type === 'im'))
    return (message, { chat }) =>
      chat.postMessage({ channel, thread_ts: thread_ts ?? ts, ...message });
  if (type === 'message' && thread_ts && user)
    return (message, { chat }) => chat.postEphemeral({ channel, thread_ts, user, ...message });
  return null;
}
