import { ConfigError, UpstreamError } from '../../core/errors.ts';

type Told = { readonly status: number; readonly words: string; readonly cause?: unknown };

/** The API understood, and said no for good: `status` and its own words are for callers that know better. */
export class RefusedError extends UpstreamError {
  readonly status: number;
  readonly words: string;

  constructor(message: string, { status, words, cause }: Told) {
    super(message, { cause });
    this.status = status;
    this.words = words;
  }
}

/** 401 or 403: the credentials, or what they may do, have to be put right. */
export class DeniedError extends ConfigError {
  readonly status: number;
  readonly words: string;

  constructor(message: string, { status, words, cause }: Told) {
    super([message], { cause });
    this.status = status;
    this.words = words;
  }
}

/** The answer to a write was lost after it was sent: whether it was made has to be looked up before another try. */
export class MayHaveBeenMadeError extends UpstreamError {}
