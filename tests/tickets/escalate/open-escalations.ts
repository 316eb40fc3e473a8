import type { SlaTarget } from '../../../src/core/settings.ts';
import type { StateStore } from '../../../src/core/state.ts';
import type { Database } from '../../../src/store/database.ts';
import { createOnce, type DeedEntry } from '../../../src/store/once.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { createEscalations } from '../../../src/tickets/escalate/create-escalations.ts';
import type { Chain, EscalationSetup } from '../../../src/tickets/escalate/escalation-setup.ts';
import type { Pager } from '../../../src/tickets/escalate/pager.ts';
import type { Prepare } from '../../../src/tickets/escalate/prepare-alerts.ts';
import { FakePager } from '../../fakes/fake-pager.ts';
import { FakeStateStore } from '../../fakes/fake-state-store.ts';

export const BEGAN = '2026-11-20T09:00:00.000Z';
export const MINUTE = 60_000;

const none: SlaTarget = { firstResponseSeconds: null, resolutionSeconds: null };
export const SLA = {
  urgent: { firstResponseSeconds: 3600, resolutionSeconds: 8 * 3600 },
  high: { firstResponseSeconds: 4 * 3600, resolutionSeconds: null },
  medium: none,
  low: none,
};

/** Two levels: whoever is on call, who is Nova, then Richie; twice; then Richie every hour. */
export const chain = (rest: Partial<Chain> = {}): Chain => ({
  name: 'usual',
  channel: null,
  levels: [
    { page: [{ kind: 'rotation', name: 'support' }], waitMs: 10 * MINUTE },
    { page: [{ kind: 'person', name: 'Richie' }], waitMs: 20 * MINUTE },
  ],
  repeats: 1,
  remindMs: 60 * MINUTE,
  ...rest,
});

export const setup = (rest: Partial<EscalationSetup> = {}): EscalationSetup => ({
  rotations: [
    {
      name: 'support',
      zone: 'UTC',
      layers: [
        {
          name: 'weekly',
          people: ['Nova', 'Girly'],
          turnMs: 7 * 24 * 60 * MINUTE,
          firstTurn: Date.parse('2026-11-16T09:00Z'),
          stretches: [],
        },
      ],
      changes: [],
    },
  ],
  chains: [chain()],
  rules: [],
  ...rest,
});

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A store with three open tickets, a state and people who can be paged; any number of processes work on it. */
export async function openWorld(file: EscalationSetup = setup()) {
  const db = await openDatabase({ path: ':memory:', threads: 1 });
  const clock = {
    at: Date.parse(BEGAN),
    now: () => clock.at,
    pass: (minutes: number) => {
      clock.at += minutes * MINUTE;
    },
  };
  const state = new FakeStateStore(() => clock.at);
  const pager = new FakePager(() => clock.at);
  const warnings: string[] = [];
  await addTickets(db, ['1', '2', '3']);
  const open = (
    own: {
      readonly db?: Database;
      readonly state?: StateStore;
      readonly pager?: Pager | null;
      readonly file?: EscalationSetup;
      readonly prepare?: Prepare;
      readonly alerts?: { refresh(): Promise<void> };
    } = {},
  ) =>
    createEscalations({
      setup: own.file ?? file,
      settings: { sla: SLA },
      db: own.db ?? db,
      once: createOnce({
        space: (own.state ?? state).space<DeedEntry>('pages'),
        clock,
        leaseMs: 30_000,
      }),
      pager: own.pager === undefined ? pager : own.pager,
      clock,
      logger: {
        warn: (_, message) => warnings.push(message),
        error: (fields, message) => warnings.push(`${message}: ${JSON.stringify(fields)}`),
      },
      ...{ prepare: own.prepare, alerts: own.alerts },
    });
  return {
    ...{ db, clock, state, pager, warnings, open },
    /** `09:10 Nova`, in the order they were paged. */
    paged: () =>
      pager.pages.map(
        ({ at, channel }) => `${new Date(at).toISOString().slice(11, 16)} ${channel}`,
      ),
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}

/** Open ones of the source `t`, made just before. */
export async function addTickets(
  db: Database,
  refs: readonly string[],
  columns: Readonly<Record<string, string | number | null>> = {},
): Promise<void> {
  const at = '2026-11-20T08:50:00Z';
  const base = { source: 't', status: 'open', priority: 'low', created_at: at, updated_at: at };
  await db.write(async (writer) => {
    for (const ref of refs) {
      const row = { id: `t:${ref}`, source_id: ref, subject: `Ticket ${ref}`, ...base, ...columns };
      const names = Object.keys(row);
      const values = names.map(
        (name) => `$${name}${name.endsWith('_at') ? '::TIMESTAMP' : ''} AS ${name}`,
      );
      await writer.run(`INSERT INTO tickets BY NAME SELECT ${values.join(', ')}`, row);
    }
  });
}
