import { UpstreamError } from '../core/errors.ts';

export type ModelFault = {
  readonly status: number | null;
  /** Worth trying again, after `retryAfterMs` if the vendor says so. */
  readonly isPassing: boolean;
  readonly retryAfterMs?: number;
};

/** A call to a model's vendor failed. The message names vendor and status, and nothing of what was sent. */
export class ModelError extends UpstreamError {
  readonly fault: ModelFault;

  constructor(message: string, fault: ModelFault, options?: { readonly cause?: unknown }) {
    super(message, {
      ...options,
      ...(fault.retryAfterMs !== undefined && { retryAfterMs: fault.retryAfterMs }),
    });
    this.fault = fault;
  }
}
