import type { Arguments } from './arguments.ts';
import type { Outcome } from './loopback.ts';

export type Fault =
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }
  | { readonly kind: 'status'; readonly status: number }
  /** A refusal in Slack's own words, such as `invalid_blocks`. */
  | { readonly kind: 'refuse'; readonly error: string }
  /** The connection breaks; `isDone`: after Slack did what was asked. */
  | { readonly kind: 'reset'; readonly isDone: boolean }
  /** No answer for so long. */
  | { readonly kind: 'stall'; readonly ms: number };

export type FaultRule = {
  readonly fault: Fault;
  /** Which calls it meets; all of them if left out. */
  readonly on?: string | ((method: string, args: Arguments) => boolean);
  /** How many of them; all from here on if left out. */
  readonly times?: number;
};

/** Which call meets which fault. */
export function createFaultRules() {
  const rules: { readonly rule: FaultRule; left: number }[] = [];
  return {
    /** Gives what takes it back. */
    add(rule: FaultRule): () => void {
      const entry = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
      rules.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    /** The fault of the first rule that means the call, which counts as met. */
    meet(method: string, args: Arguments): Fault | null {
      const found = rules.find(({ rule: { on }, left }) => {
        const isMeant = typeof on === 'function' ? on(method, args) : !on || on === method;
        return left > 0 && isMeant;
      });
      if (!found) return null;
      found.left -= 1;
      return found.rule.fault;
    },
  };
}

/** What comes back in place of an answer; null: nothing. */
export function spoilt(fault: Fault): Outcome | null {
  switch (fault.kind) {
    case 'too-many':
      return {
        status: 429,
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
        body: JSON.stringify({ ok: false, error: 'ratelimited' }),
      };
    case 'status':
      return { status: fault.status, headers: {}, body: 'something broke' };
    case 'refuse':
      return refusal(fault.error);
    case 'reset':
    case 'stall':
      return null;
  }
}

export function errorIn({ status, body }: Outcome): string | null {
  if (status !== 200) return String(status);
  return /^\{"ok":false,"error":"([^"]+)"/.exec(body)?.[1] ?? null;
}

export function refusal(error: string): Outcome {
  return { status: 200, headers: {}, body: JSON.stringify({ ok: false, error }) };
}
