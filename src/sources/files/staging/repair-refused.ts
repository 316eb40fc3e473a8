import type { StagedFile } from './staged.ts';

/** Runs `read` on the file; when DuckDB refuses its rows, on the file repaired. Throws AskerError naming the place when it can't be. */
export async function readPlanned<T>(
  staged: StagedFile,
  read: (staged: StagedFile) => Promise<T>,
): Promise<T> {
  try {
    return await read(staged);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const repaired = await staged.repair();
    await staged.remove();
    return read(repaired);
  }
}

/** Told by DuckDB's own words: the statement around them names the file's format every time. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !(error.cause instanceof Error)) return false;
  return /^(?:Invalid Input|IO|Conversion) Error|CSV Error|byte sequence|maximum (?:line|object) size/i.test(
    error.cause.message,
  );
}
