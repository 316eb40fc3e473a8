import { AskerError } from '../../core/errors.ts';
import type { Action, Escalation, EscalationStatus } from './escalation.ts';

/** What an action makes of an escalation; null: it is so already. */
export type Outcome = {
  readonly status: EscalationStatus;
  readonly owner: string | null;
  /** When somebody is paged next, milliseconds since the epoch; null: nobody is. */
  readonly pageAt: number | null;
  /** Whether that is whom the chain has next, rather than who was paged last. */
  readonly isFurther: boolean;
};

const LEAST_SNOOZE_MS = 60_000;
const LONGEST_SNOOZE_MS = 7 * 86_400_000;

/** Throws AskerError for one that is over, and for a time nobody can snooze. */
export function outcomeOf(
  escalation: Pick<Escalation, 'status' | 'owner' | 'resolvedBy'>,
  action: Action,
  { by, now }: { readonly by: string; readonly now: number },
): Outcome | null {
  const { status, owner } = escalation;
  if (status === 'resolved') {
    if (action.kind === 'resolve') return null;
    throw new AskerError(
      `${escalation.resolvedBy ?? 'Somebody'} has resolved it already. Escalate the ticket again if it needs somebody.`,
    );
  }
  const quiet = { owner: by, pageAt: null, isFurther: false };
  switch (action.kind) {
    case 'acknowledge':
      return status === 'acknowledged' || status === 'taken'
        ? null
        : { ...quiet, status: 'acknowledged' };
    case 'take':
      return status === 'taken' && owner === by ? null : { ...quiet, status: 'taken' };
    case 'resolve':
      return { ...quiet, owner: owner ?? by, status: 'resolved' };
    case 'snooze':
      if (!(action.ms >= LEAST_SNOOZE_MS && action.ms <= LONGEST_SNOOZE_MS))
        throw new AskerError('It can be put off for a minute up to 7 days, such as 30 min.');
      return { ...quiet, status: 'snoozed', pageAt: now + action.ms };
    case 'further':
      return { status: 'paging', owner: null, pageAt: now, isFurther: true };
  }
}
