import type { AssignmentSettings } from '../../../src/core/assignment-settings.ts';
import type { ChangeAsked, OutboxEntry } from '../../../src/sources/outbox/outbox.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { createAssignments } from '../../../src/tickets/assign/create-assignments.ts';
import { addTickets } from '../escalate/open-escalations.ts';
import { MINUTE, settings } from './team.ts';

export const BEGAN = Date.parse('2026-11-20T09:00:00Z');

/** A store with three open tickets of the support system `t`, where Nova has the account 11 and Girly 12; any number of processes work on it. */
export async function openWorld(rules: AssignmentSettings = settings(), path = ':memory:') {
  const db = await openDatabase({ path, threads: 1 });
  const clock = {
    at: BEGAN,
    now: () => clock.at,
    pass: (minutes: number) => {
      clock.at += minutes * MINUTE;
    },
  };
  const warnings: string[] = [];
  const hurried: string[] = [];
  await addTickets(db, ['1', '2', '3']);
  await db.write((writer) =>
    writer.run(
      `INSERT INTO agents BY NAME SELECT unnest(['a11', 'a12']) AS id, 't' AS source, unnest(['11', '12']) AS source_id,
         unnest(['Nova', 'Girly']) AS name, true AS active`,
    ),
  );
  const open = (own: { readonly db?: Database; readonly rules?: AssignmentSettings } = {}) =>
    createAssignments({
      team: { settings: own.rules ?? rules, zone: 'UTC' },
      db: own.db ?? db,
      outbox: {
        async enqueue(asked: ChangeAsked) {
          hurried.push(asked.id);
          return { ...asked } as unknown as OutboxEntry; // nobody looks at it
        },
      },
      writable: ['t'],
      clock,
      logger: {
        warn: (_, message) => warnings.push(message),
        error: (fields, message) => warnings.push(`${message}: ${JSON.stringify(fields)}`),
      },
    });
  /** Runs one statement as the sync would. */
  const change = (sql: string) => db.write((writer) => writer.run(sql));
  /** The support system takes all changes to owners, and is read anew. */
  const deliver = async () => {
    await change(`UPDATE tickets t SET agent = g.name, agent_ref = g.source_id, updated_at = o.asked_at
      FROM (SELECT ticket_ref, arg_max(change ->> '$.agentRef', place) AS ref, max(asked_at) AS asked_at FROM outbox
            WHERE state = 'waiting' GROUP BY ticket_ref) o LEFT JOIN agents g ON g.source_id = o.ref WHERE t.source_id = o.ticket_ref`);
    await change(`UPDATE outbox SET state = 'done', settled_at = asked_at WHERE state = 'waiting'`);
  };
  const column = async (sql: string) => (await db.read(sql)).rows.map(([value]) => value);
  return {
    ...{ db, clock, warnings, hurried, open, change, deliver, column },
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}
