import { randomBytes } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import type { Log } from './parts.ts';

/** What the person reads when something stopped the work. */
export type Problem = {
  readonly title: string;
  readonly message: string;
  /** What to name when asking for help; null when the message already says what to do. */
  readonly reference: string | null;
  readonly status: 400 | 403 | 500 | 502;
};

/** Turns what was thrown into words, and logs what the words leave out. `refused`: what an asker's mistake is headed with. */
export function describeProblem(
  error: unknown,
  logger: Log,
  refused = 'That could not be done.',
): Problem {
  if (error instanceof AppError) return describeKnown(error, logger, refused);
  const reference = randomBytes(3).toString('hex').toUpperCase();
  logger.error({ err: error, reference }, 'console request failed');
  return {
    title: 'That went wrong on our side.',
    message:
      'Nothing was changed. Try it once more; if it stays, tell whoever runs Deskhand the reference.',
    reference,
    status: 500,
  };
}

function describeKnown(error: AppError, logger: Log, refused: string): Problem {
  const message = error.message;
  switch (error.kind) {
    case 'asker':
      return { title: refused, message, reference: null, status: 400 };
    case 'denied':
      return { title: 'That is not allowed.', message, reference: null, status: 403 };
    case 'upstream':
      logger.warn({ err: error }, 'console request needed a service that did not answer');
      return { title: 'Another service is not answering.', message, reference: null, status: 502 };
    case 'config':
      logger.error({ err: error }, 'console request met a configuration problem');
      return { title: 'Deskhand is not set up for that.', message, reference: null, status: 500 };
  }
}
