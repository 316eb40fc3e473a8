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

type Calling = {
  readonly vendor: string;
  /** What the call is for: `answer`, `embed`. */
  readonly task: string;
  readonly signal: AbortSignal;
};

/**
 * Gives what `work` gives. What a vendor's SDK throws rises as a ModelError: `told` reads the SDK's own errors, and gives null for the
 * answers it can't read and the connections that break, which it has no class for. Once stopped, throws the signal's reason.
 */
export async function translating<T>(
  { vendor, task, signal }: Calling,
  work: () => Promise<T>,
  told: (error: unknown) => ModelError | null,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof ModelError) throw cause;
    throw (
      told(cause) ??
      new ModelError(
        `${vendor} failed during ${task}: no usable answer came`,
        { status: null, isPassing: true },
        { cause },
      )
    );
  }
}
