import { createRounds } from '../../core/rounds.ts';
import type { Assignments } from './assignments.ts';
import { type TellParts, tellMembers } from './tell-members.ts';

const LOOK_EVERY_MS = 60_000;

export type KeepTellingParts = TellParts & {
  readonly assignments: Pick<Assignments, 'watch'>;
  readonly logger: { error(fields: object, message: string): void };
};

/** Tells members as tickets become theirs, and every minute what could not be said before, until disposed. */
export function keepTelling(parts: KeepTellingParts): AsyncDisposable {
  const rounds = createRounds();
  const watching = parts.assignments.watch(rounds.wake);
  const telling = rounds.start({
    async go() {
      await tellMembers(parts);
      return LOOK_EVERY_MS;
    },
    failed: (error) =>
      parts.logger.error({ err: error }, 'members could not be told of their tickets'),
    retryMs: LOOK_EVERY_MS,
  });
  return {
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      await telling[Symbol.asyncDispose]();
    },
  };
}
