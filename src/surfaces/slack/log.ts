import type { Logger as BoltLogger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';
import type { Logger } from '../../core/logger.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

// xoxb-…, xapp-…, and the addresses that let whoever knows them answer or connect.
const SECRETS =
  /xox[a-z]+[-.][\w.-]+|xapp-[\w-]+|\b(?:https?|wss?):\/\/[^\s"']*(?:slack|ticket=)[^\s"']*/gi;

/** The text without tokens and addresses that are as good as tokens. */
export function redacted(text: string): string {
  return text.replaceAll(SECRETS, '…');
}

/** What is logged of an error where its stack says nothing: kind and message, no secrets. */
export function messageOf(error: unknown): string {
  return redacted(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

/** Bolt's log lines in ours. Its debug lines hold whole requests, so there are none. */
export function createBoltLogger(logger: Log): BoltLogger {
  const words = (parts: readonly unknown[]) =>
    parts.map((part) => (typeof part === 'string' ? redacted(part) : messageOf(part))).join(' ');
  return {
    debug: () => {},
    info: (...parts) => logger.info({ by: 'bolt' }, words(parts)),
    warn: (...parts) => logger.warn({ by: 'bolt' }, words(parts)),
    error: (...parts) => logger.error({ by: 'bolt' }, words(parts)),
    setLevel: () => {}, // the service's level holds
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

const ignore = () => {};

/** For what is told in another way. */
export const SILENT_BOLT_LOGGER = createBoltLogger({ info: ignore, warn: ignore, error: ignore });
