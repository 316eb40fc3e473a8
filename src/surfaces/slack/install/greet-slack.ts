import { type Log, messageOf } from '../log.ts';
import { refusedToken } from '../problems.ts';
import type { Workspaces } from './workspaces.ts';

type Parts = {
  readonly workspaces: Workspaces;
  readonly logger: Log;
  readonly signal: AbortSignal;
  /** Milliseconds; later ones are longer, the last one is kept to. */
  readonly waitsMs: readonly number[];
};

export const GREETING_WAITS_MS = [5_000, 30_000, 300_000];

/** Says in the log as whom Deskhand answers in the one workspace there is, or that its token is refused; asks until Slack answers. */
export async function greetSlack({ workspaces, logger, signal, waitsMs }: Parts): Promise<void> {
  for (let tries = 0; !signal.aborted; tries += 1) {
    try {
      const { user, team } = await (await workspaces.clientOf()).auth.test();
      logger.info({ user, team }, 'answering in Slack');
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (tries === 0) tell(error, logger);
      await pause(waitsMs[tries] ?? waitsMs.at(-1) ?? 0, signal);
    }
  }
}

function tell(error: unknown, logger: Log): void {
  const reason = refusedToken(error);
  if (reason)
    logger.error(
      { reason },
      'Slack refuses SLACK_BOT_TOKEN: “deskhand slack check” says what to do',
    );
  else
    logger.warn(
      { problem: messageOf(error) },
      'Slack can’t be reached; it is tried again until it can',
    );
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  timer.unref();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise.finally(() => clearTimeout(timer));
}
