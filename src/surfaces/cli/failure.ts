import { AppError, ConfigError } from '../../core/errors.ts';

/** What a command's end means to whoever ran it. */
export const EXIT = { ok: 0, refused: 1, usage: 2, bug: 3, cancelled: 130 } as const;

export type Failure = { readonly exitCode: number; readonly message: string };

/**
 * Words and exit code for what was thrown. A mistake is said in one line; for a bug `report` keeps the details and gives
 * where they are.
 */
export function describeFailure(
  error: unknown,
  signal: AbortSignal,
  report: () => string,
): Failure {
  if (signal.aborted) return { exitCode: EXIT.cancelled, message: 'Stopped.' };
  if (error instanceof ConfigError) {
    const lines = error.problems.map((problem) => `  ${problem}`);
    return {
      exitCode: EXIT.refused,
      message: ['Deskhand can’t start like this:', ...lines].join('\n'),
    };
  }
  if (error instanceof AppError) return { exitCode: EXIT.refused, message: error.message };
  return { exitCode: EXIT.bug, message: `That went wrong on our side. ${report()}` };
}
