import type { App } from './app.ts';
import type { Noticeboard } from './core/messenger.ts';
import type { Alert, CardTicket } from './core/ticket-card.ts';
import { createOnce, type DeedEntry } from './store/once.ts';
import { createAlerts, type StandingAlert } from './tickets/escalate/alerts.ts';
import { createEscalations } from './tickets/escalate/create-escalations.ts';
import type { Recipient } from './tickets/escalate/escalation.ts';
import type { Escalations } from './tickets/escalate/escalations.ts';
import type { Pager } from './tickets/escalate/pager.ts';
import type { Prepare } from './tickets/escalate/prepare-alerts.ts';

/** Longer than a call to a chat platform is waited for: whoever takes a page over finds what its holder sent. */
const LEASE_MS = 30_000;

/** Where people are reached, and what they may be told there. */
export type AlertOutlet = {
  readonly board: Noticeboard<Alert>;
  mayTell(recipient: Recipient): Promise<boolean>;
};

export type EscalationReach = {
  readonly pager: Pager;
  readonly alerts?: { refresh(): Promise<void> };
  readonly prepare?: Prepare;
};

/** Escalations, joined with what reaches people; null: timers wait for a process that reaches them. */
export function joinEscalations(app: App, reach: EscalationReach | null): Escalations {
  const { db, state, clock, logger, settings, escalation: setup } = app;
  const space = state.space<DeedEntry>('pages');
  const once = createOnce({ space, clock, leaseMs: LEASE_MS });
  const { pager = null, ...rest } = reach ?? {};
  return createEscalations({ setup, settings, db, once, pager, clock, logger, ...rest });
}

/**
 * Reaches people by an outlet as soon as there is one. Until then, and where there never is one, those who are called see it in the console,
 * where every open escalation stands: there is nothing to send, and levels go on.
 */
export function createReach(
  { db, state, clock, logger, settings: { zone } }: App,
  about: (ticket: CardTicket) => Promise<readonly string[]>,
): Required<Omit<EscalationReach, 'prepare'>> & {
  by(outlet: AlertOutlet): void;
  isHeard(): boolean;
} {
  let alerts: ReturnType<typeof createAlerts> | null = null;
  const isHeard = () => alerts !== null;
  return {
    isHeard,
    by({ board, mayTell }) {
      const standing = state.space<StandingAlert>('alerts');
      alerts = createAlerts({ board, mayTell, about, db, standing, clock, zone, logger });
    },
    pager: {
      isHeard,
      page: async (page, check) => {
        if (alerts) return alerts.page(page, check);
        await check();
        return { channel: 'console', id: page.key };
      },
      find: async (page, since) => (alerts ? alerts.find(page, since) : null),
    },
    alerts: { refresh: async () => alerts?.refresh() },
  };
}
