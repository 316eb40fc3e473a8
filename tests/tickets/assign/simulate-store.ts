import type { AssignmentSettings } from '../../../src/core/assignment-settings.ts';
import { AskerError, UpstreamError } from '../../../src/core/errors.ts';
import type { Database } from '../../../src/store/database.ts';
import type { Assignments } from '../../../src/tickets/assign/assignments.ts';
import { createAssignments } from '../../../src/tickets/assign/create-assignments.ts';
import { verifyAudit } from '../../../src/tickets/audit/audit-log.ts';
import { Fate, mortalDatabase } from '../../fakes/mortal.ts';
import { addTickets } from '../escalate/open-escalations.ts';
import { Dice } from './dice.ts';
import { judgeLoads, judgeLog, judgeTables, type LogLine } from './judge-store.ts';
import { HOUR, MINUTE, member, NOW, settings } from './team.ts';
import { openTwoWriters } from './two-writers.ts';

export type StoreTally = {
  runs: number;
  wishes: number;
  kills: number;
  assigned: number;
  /** Transactions that another had overtaken, and that were made anew. */
  overtaken: number;
  readonly broken: string[];
};

export const emptyStoreTally = (): StoreTally => ({
  ...{ runs: 0, wishes: 0, kills: 0, assigned: 0, overtaken: 0 },
  broken: [],
});

const ROUNDS = 20;
const PEOPLE = ['P0', 'P1', 'P2'];
const TICKETS = ['1', '2', '3', '4', '5', '6'];

type Desk = Pick<
  Assignments,
  'assign' | 'accept' | 'decline' | 'handOver' | 'away' | 'back' | 'look'
>;
export type Work = (desk: Desk) => Promise<unknown>;

/**
 * Some hours of a team on two processes with a connection of their own each, which cut in on one another and are killed at any statement
 * while tickets are resolved and opened again. Adds to the tally whatever doesn't hold.
 */
export async function simulateStore(seed: number, tally: StoreTally): Promise<void> {
  await using store = await openTwoWriters();
  const [db] = store.writers;
  const dice = new Dice(seed);
  const clock = { at: NOW, now: () => clock.at };
  const report = (what: string) => tally.broken.push(`run ${seed}: ${what}`);
  const rules = storeRules(dice);
  const capacities = new Map(rules.members.map(({ name, capacity }) => [name, capacity]));
  await fillStore(db);
  const open = (own: Database): Assignments =>
    createAssignments({
      ...{ db: own, clock, writable: ['t'], team: { settings: rules, zone: 'UTC' } },
      outbox: { enqueue: () => Promise.reject(new UpstreamError('nobody is there')) },
      logger: { warn: () => {}, error: () => {} },
    });
  const processes = store.writers.map((own) => new MortalProcess(own, open, { dice, tally }));

  for (let round = 0; round < ROUNDS; round++) {
    const since = await lastEntry(db);
    const works = Array.from({ length: 1 + dice.below(3) }, (_, at) => {
      tally.wishes += 1;
      return randomWish(dice, `${round}-${at}`, clock.at);
    });
    // What is delivered to both is done once.
    const deliveries = works.flatMap((work) => (dice.chance(0.3) ? [work, work] : [work]));
    await Promise.all(
      deliveries.map((work, at) => processes[at % 2]?.live(work, dice.chance(0.8) ? 3 : 1)),
    );
    await judgeTables(db, report);
    await judgeLoads(db, capacities, { since, report });
    await goOn(db, dice, clock);
  }
  const intact = open(db);
  await deliver(db);
  await intact.look();
  if ((await intact.look()).moves > 0) report('looking twice changed something');
  await judgeTables(db, report);
  const verdict = await verifyAudit(db);
  if (verdict.kind !== 'whole') report('the log does not hold');
  judgeLog(await allEntries(db), report);
  const { rows } = await db.read('SELECT count(*) FROM assignments');
  tally.runs += 1;
  tally.assigned += Number(rows[0]?.[0]);
}

export function storeRules(dice: Dice): AssignmentSettings {
  return settings({
    members: PEOPLE.map((name) => member(name, { capacity: 1 + dice.below(3) })),
    acceptWithinMs: dice.chance(0.4) ? 15 * MINUTE : null,
    isAutomatic: dice.chance(0.7),
  });
}

/** Killed now and then, and started again at once; what it was asked for arrives again until it was done. */
class MortalProcess {
  readonly #start: () => { readonly desk: Assignments; readonly fate: Fate };
  readonly #tally: StoreTally;
  #now: { readonly desk: Assignments; readonly fate: Fate };

  constructor(
    own: Database,
    open: (db: Database) => Assignments,
    { dice, tally }: { readonly dice: Dice; readonly tally: StoreTally },
  ) {
    this.#tally = tally;
    this.#start = () => {
      const at = dice.chance(0.6) ? 1 + dice.below(60) : Number.POSITIVE_INFINITY;
      const fate = new Fate(at, dice.pick(['before', 'after']));
      return { fate, desk: open(mortalDatabase(counting(own, tally), fate)) };
    };
    this.#now = this.#start();
  }

  async live(work: Work, deliveries: number): Promise<void> {
    for (let times = 0; times < deliveries; times++) {
      const { desk, fate } = this.#now;
      const lived = work(desk).then(
        () => 'lived' as const,
        (error: unknown) => {
          if (error instanceof AskerError) return 'lived' as const; // refused, as people would be told
          throw error;
        },
      );
      if ((await Promise.race([lived, fate.died])) === 'lived') return;
      if (this.#now.fate !== fate) continue; // another wish saw it die
      this.#tally.kills += 1;
      this.#now = this.#start();
    }
  }
}

/** Counts transactions that failed because another came between. */
function counting(db: Database, tally: StoreTally): Database {
  return {
    ...db,
    write: (work, options) =>
      db.write(work, options).catch((error: unknown) => {
        if (/conflict/i.test(String(error))) tally.overtaken += 1;
        throw error;
      }),
  };
}

/** Six open tickets, and accounts of everybody. */
export async function fillStore(db: Database): Promise<void> {
  const at = new Date(NOW + MINUTE).toISOString();
  await addTickets(db, TICKETS, { created_at: at, updated_at: at });
  await db.write((writer) =>
    writer.run(
      `INSERT INTO agents BY NAME SELECT name AS id, 't' AS source, lower(name) AS source_id, name, true AS active
       FROM (SELECT unnest($names) AS name)`,
      { names: PEOPLE },
    ),
  );
}

/** What somebody asks for; `name` is what makes it the same wish when it arrives again. */
export function randomWish(dice: Dice, name: string, now: number): Work {
  const ticket = dice.pick(TICKETS);
  const person = dice.pick(PEOPLE);
  const asked = { by: `Kim ${name}`, eventId: name };
  const own = { by: person, eventId: name };
  const until = dice.chance(0.7) ? now + (1 + dice.below(3)) * HOUR : null;
  return dice.pick<Work>([
    (desk) => desk.assign(ticket, asked),
    (desk) => desk.assign(ticket, asked),
    (desk) => desk.assign(ticket, asked),
    (desk) => desk.assign(ticket, { ...asked, to: person }),
    (desk) => desk.accept(ticket, own),
    (desk) => desk.decline(ticket, own),
    (desk) => desk.handOver(ticket, own),
    (desk) => desk.away(person, { until, ...asked }),
    (desk) => desk.back(person, asked),
    (desk) => desk.look(),
    (desk) => desk.look(),
  ]);
}

/** Time passes; tickets are resolved and opened again; changes arrive in the support system. */
async function goOn(db: Database, dice: Dice, clock: { at: number }): Promise<void> {
  clock.at += dice.below(40) * MINUTE;
  if (dice.chance(0.5)) await deliver(db);
  if (dice.chance(0.6)) {
    const status = dice.pick(['open', 'open', 'solved', 'solved', 'pending']);
    await db.write((writer) =>
      writer.run('UPDATE tickets SET status = $status WHERE source_id = $ticket', {
        ...{ status, ticket: dice.pick(TICKETS) },
      }),
    );
  }
}

/** The support system takes every change, in order, and is read anew. */
async function deliver(db: Database): Promise<void> {
  await db.write(async (writer) => {
    await writer.run(
      `UPDATE tickets t SET agent = o.owner FROM (SELECT ticket_ref, upper(arg_max(coalesce(change ->> '$.agentRef', ''), place)) AS owner
         FROM outbox WHERE state = 'waiting' GROUP BY ticket_ref) o WHERE t.source_id = o.ticket_ref`,
    );
    await writer.run(`UPDATE tickets SET agent = NULL WHERE agent = ''`);
    await writer.run(
      `UPDATE outbox SET state = 'done', settled_at = asked_at WHERE state = 'waiting'`,
    );
  });
}

async function lastEntry(db: Database): Promise<number> {
  const { rows } = await db.read('SELECT coalesce(max(number), 0) FROM audit_log');
  return Number(rows[0]?.[0]);
}

export async function allEntries(db: Database): Promise<readonly LogLine[]> {
  const { rows } = await db.read(
    'SELECT happened_at, action, ticket_id, details FROM audit_log ORDER BY number',
  );
  return rows.map(([at, action, ticketId, details]) => ({
    ...{ at: String(at), action: String(action), details: JSON.parse(String(details)) },
    ticketId: ticketId as string | null, // VARCHAR
  }));
}
