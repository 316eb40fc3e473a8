/** What stops the work, and whose move it is. The message is what that person reads. */
export type ErrorKind = 'asker' | 'denied' | 'config' | 'upstream';

export abstract class AppError extends Error {
  abstract readonly kind: ErrorKind;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The person asking can put it right: says what was wrong, where, and what would work. */
export class AskerError extends AppError {
  readonly kind = 'asker';
}

/** Somebody with more rights can grant it: says what is restricted, and who grants it. Every one is audited. */
export class PermissionError extends AppError {
  readonly kind = 'denied';
}

/** The operator can put it right: holds every problem found, not the first one. */
export class ConfigError extends AppError {
  readonly kind = 'config';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: { readonly cause?: unknown }) {
    super(problems.join('\n'), options);
    this.problems = problems;
  }
}

/** Another service did not do its part: says which, and that nothing was changed. */
export class UpstreamError extends AppError {
  readonly kind = 'upstream';
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options?: { readonly cause?: unknown; readonly retryAfterMs?: number },
  ) {
    super(message, options);
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** What an error says, or whatever else was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
