import type { WriteOutcome } from '../sync/ticket-source.ts';
import type { OutboxEntry, OutboxState } from './outbox.ts';

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** With waits that double up to an hour this is about a day. */
const MOST_ATTEMPTS = 30;

export type Step = {
  readonly state: OutboxState;
  readonly nextAtMs: number;
  readonly problem: string | null;
  readonly outcome: string | null;
  readonly isOver: boolean;
};

/** What becomes of an entry that was tried for the `attempts`-th time. `random` is 0–1: waits are spread over their second half. */
export function stepAfter(
  entry: Pick<OutboxEntry, 'attempts'>,
  outcome: WriteOutcome,
  { now, random }: { readonly now: number; readonly random: number },
): Step {
  if (outcome.kind === 'done') return over('done', now, { outcome: outcome.words });
  if (outcome.kind === 'refused') return over('refused', now, { problem: outcome.reason });
  if (entry.attempts >= MOST_ATTEMPTS) {
    const problem = `given up after ${entry.attempts} tries: ${outcome.reason}`;
    return over('refused', now, { problem });
  }
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(entry.attempts - 1, 20), LONGEST_WAIT_MS);
  const asked = outcome.kind === 'later' ? (outcome.retryAfterMs ?? 0) : 0;
  return {
    state: outcome.kind === 'unsure' ? 'unsure' : 'waiting',
    nextAtMs: now + Math.max(asked, wait * (0.5 + random / 2)),
    problem: outcome.reason,
    outcome: null,
    isOver: false,
  };
}

function over(
  state: 'done' | 'refused',
  now: number,
  words: { readonly problem?: string; readonly outcome?: string },
): Step {
  return {
    state,
    nextAtMs: now,
    problem: words.problem ?? null,
    outcome: words.outcome ?? null,
    isOver: true,
  };
}
