import { type Logger, pino } from 'pino';

export type { Logger };

/** JSON lines on standard error. Never a row, a question's text or a token: callers log ids, counts and kinds. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
