import type { App } from './app.ts';
import { createOnce, type DeedEntry } from './store/once.ts';
import { createEscalations } from './tickets/escalate/create-escalations.ts';
import type { Escalations } from './tickets/escalate/escalations.ts';
import type { Pager } from './tickets/escalate/pager.ts';

/** Longer than a call to a chat platform is waited for: whoever takes a page over finds what its holder sent. */
const LEASE_MS = 30_000;

/** Escalations, joined with what reaches people; null: timers wait for a process that reaches them. */
export function joinEscalations(app: App, pager: Pager | null): Escalations {
  const { db, state, clock, logger, settings, escalation: setup } = app;
  const space = state.space<DeedEntry>('pages');
  const once = createOnce({ space, clock, leaseMs: LEASE_MS });
  return createEscalations({ setup, settings, db, once, pager, clock, logger });
}
