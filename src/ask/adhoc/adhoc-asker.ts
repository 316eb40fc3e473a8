import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Role } from '../../core/access.ts';
import type { Logger } from '../../core/logger.ts';
import type { SpeechAt } from '../model/known-speech.ts';
import type { Parsed } from '../read/parse-question.ts';
import { type SqlWriterParts, type WriteOptions, type Written, writeSql } from './write-sql.ts';

export type AdhocOptions = Omit<WriteOptions, 'deadlineAt'> & {
  /** When reading the question began, by `performance.now()`: the model's time counts from there. */
  readonly startedAt: number;
};

/** Answers questions that no plan can say by SQL written for them. */
export interface AdhocAsker {
  /** The least role it answers. */
  readonly least: Role;
  ask(parsed: Parsed, previous: QueryPlan | null, options: AdhocOptions): Promise<Written>;
}

/** One statement runs at a time, so that however heavy they are, plans have readers left. */
export function createAdhocAsker({
  speechAt,
  deadlineMs,
  logger,
  least,
  db,
  ...parts
}: Omit<SqlWriterParts, 'speech'> & {
  readonly speechAt: SpeechAt;
  readonly least: Role;
  /** A question waits no longer for the model than this, in all. */
  readonly deadlineMs: number;
  readonly logger: Pick<Logger, 'info'>;
}): AdhocAsker {
  const inTurn = oneAtATime();
  return {
    least,
    async ask(parsed, previous, { startedAt, ...options }) {
      const speech = await speechAt(parsed.context);
      const deadlineAt = startedAt + deadlineMs;
      const written = await writeSql(
        parsed,
        previous,
        { ...parts, speech, db: { read: (...asked) => inTurn(() => db.read(...asked)) } },
        { ...options, deadlineAt },
      );
      const { person = null } = options;
      logger.info({ person, outcome: written.kind }, 'a question was put to ad-hoc SQL');
      return written;
    },
  };
}

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {}); // whoever asked has the error; the next only need to know it is over
    return turn;
  };
}
