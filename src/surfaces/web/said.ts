import { AskerError } from '../../core/errors.ts';

/** What was done, in words; what can't be done is said in the same place. */
export function saidOf(doing: Promise<string>): Promise<string> {
  return doing.catch((error: unknown) => {
    if (error instanceof AskerError) return error.message;
    throw error;
  });
}
