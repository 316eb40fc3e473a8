import type { Priority } from '../../core/assignment-settings.ts';
import type { Rows, Writer } from '../../store/database.ts';
import type { Ticket } from './assignment.ts';
import { costOf, type Team } from './decide-assignment.ts';
import type { AssignmentState } from './draft.ts';
import { type Absence, isAwayAt, isOnShift, type MemberState, membersOf } from './roster.ts';
import { LIVE_SLOTS_SQL, slotsOf } from './slot-rows.ts';

const MOST_FRESH = 200;
export const SINCE = 'assignment_since';

export type StateWanted = {
  /** Tickets it is about, beside those that are held or wait. */
  readonly about: readonly string[];
  /** Whether new tickets are looked for. */
  readonly hasFresh: boolean;
  readonly now: number;
  readonly team: Team;
};

/** Everything a plan is made from. Rows that can be read twice would not fit each other: call it within a transaction. */
export async function readState(
  writer: Pick<Writer, 'rows'>,
  { about, hasFresh, now, team }: StateWanted,
): Promise<AssignmentState> {
  const fresh = hasFresh ? idsOf(await writer.rows(FRESH_SQL, { most: MOST_FRESH })) : [];
  const slots = slotsOf(await writer.rows(LIVE_SLOTS_SQL, { also: [...about, ...fresh] }));
  const ids = [...new Set([...about, ...fresh, ...slots.map(({ ticketId }) => ticketId)])];
  const tickets = ticketsOf(await writer.rows(TICKETS_SQL, { ids }));
  return {
    fresh,
    slots: new Map(slots.map((slot) => [slot.ticketId, slot])),
    tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])),
    members: await readMembers(writer, { now, team }),
  };
}

const idsOf = ({ rows }: Rows): readonly string[] => rows.map(([id]) => String(id));

/** Open, nobody's, not waiting, and made since assignment began to be automatic; oldest first. */
const FRESH_SQL = `SELECT t.id FROM tickets t LEFT JOIN assignment_slots s ON s.ticket_id = t.id
  WHERE t.status = 'open' AND t.deleted_at IS NULL AND t.agent IS NULL
    AND t.created_at >= (SELECT value::TIMESTAMP FROM meta WHERE key = '${SINCE}')
    AND (s.ticket_id IS NULL OR (s.state = 'idle' AND s.former IS NULL))
  ORDER BY t.created_at, t.id LIMIT $most`;

/** Files may say nothing of it. */
const STATUS = `coalesce(t.status, CASE WHEN t.resolved_at IS NULL THEN 'open' ELSE 'closed' END)`;

/** As its support system has it, else as its words say. */
const PRIORITY = 'coalesce(t.priority, t.predicted_priority)';

const TICKETS_SQL = `
  WITH wanted AS (SELECT unnest($ids) AS id),
  put_right AS (
    SELECT conversation_id AS id FROM analysis_corrections
    WHERE kind = 'ticket' AND field = 'category' AND conversation_id IN (SELECT id FROM wanted)
    GROUP BY id HAVING arg_max(coalesce(value, 'null'), place) <> 'null'
  ),
  sent AS (
    SELECT t.id, bool_or(o.state IN ('waiting', 'sending', 'unsure')) AS underway,
      max(o.settled_at) FILTER (o.state = 'done' AND o.id = 'assign:' || s.assignment_id) AS arrived_at
    FROM tickets t JOIN outbox o ON o.source = t.source AND o.ticket_ref = t.source_id AND o.kind = 'set-owner'
    LEFT JOIN assignment_slots s ON s.ticket_id = t.id
    WHERE t.id IN (SELECT id FROM wanted) GROUP BY t.id
  )
  SELECT t.id, t.source, t.source_id, t.subject, ${STATUS}, ${PRIORITY}, t.pipeline,
    list_filter([CASE WHEN put_right.id IS NULL THEN t.category END, t.predicted_category], lambda one: one IS NOT NULL),
    t.language, coalesce(t.tags, []), t.agent, coalesce(sent.underway, false), coalesce(t.updated_at > sent.arrived_at, false),
    t.analysis_confidence IS NOT NULL
  FROM tickets t LEFT JOIN sent ON sent.id = t.id LEFT JOIN put_right ON put_right.id = t.id
  WHERE t.id IN (SELECT id FROM wanted) AND t.deleted_at IS NULL ORDER BY t.id`;

/** Rows of TICKETS_SQL. */
function ticketsOf({ rows }: Rows): readonly Ticket[] {
  // The casts hold: these are the columns' types in 001-canonical.sql and 005-analysis.sql.
  return rows.map((row) => {
    const [id, source, ref, subject, status, priority, pipeline] = row;
    const [categories, language, tags, owner, isUnderway, isTouchedSince, isAnalysed] =
      row.slice(7);
    return {
      ...{ id: String(id), source: String(source), ref: String(ref) },
      subject: subject as string | null,
      status: statusOf(status),
      priority: priorityOf(priority),
      pipeline: pipeline as string | null,
      categories: categories as string[],
      language: language as string | null,
      tags: tags as string[],
      owner: owner as string | null,
      isSettled: isUnderway !== true,
      ...{ isTouchedSince: isTouchedSince === true, isAnalysed: isAnalysed === true },
    };
  });
}

function statusOf(status: unknown): Ticket['status'] {
  return status === 'open' || status === 'pending' ? status : 'over';
}

const priorityOf = (value: unknown): Priority | null =>
  value === 'low' || value === 'medium' || value === 'high' || value === 'urgent' ? value : null;

/** Everybody tickets can be given to, with what holds for them now. */
export async function readMembers(
  writer: Pick<Writer, 'rows'>,
  { now, team }: Pick<StateWanted, 'now' | 'team'>,
): Promise<readonly MemberState[]> {
  const accounts = await writer.rows(
    `SELECT name, bool_or(coalesce(active, true)) AND bool_or(coalesce(role, 'agent') = 'agent'), bool_or(coalesce(active, true))
     FROM agents WHERE name IS NOT NULL AND source <> 'seen' GROUP BY name ORDER BY name`,
  );
  const known = accounts.rows.filter(([, takesPart]) => takesPart).map(([name]) => String(name));
  const closed = new Set(
    accounts.rows.filter(([, , active]) => active === false).map(([name]) => String(name)),
  );
  const loads = await writer.rows(LOADS_SQL);
  const last = await writer.rows(
    'SELECT member, max(assigned_at) FROM assignments WHERE member IS NOT NULL GROUP BY member',
  );
  const absences = (await readAbsences(writer)).filter((one) => isAwayAt(one, now));
  return membersOf(team.settings, known).map((member) => {
    const open = loads.rows.filter(([name]) => name === member.name);
    const lastAt = last.rows.find(([name]) => name === member.name)?.[1] ?? null;
    return {
      member,
      isActive: !closed.has(member.name),
      load: open.reduce((sum, [, priority, count]) => sum + cost(priority, count, team), 0),
      open: openOf(open),
      lastAssignedAt: lastAt === null ? null : Date.parse(String(lastAt)),
      absence: absences.find((one) => one.member === member.name) ?? null,
      isOnShift: isOnShift(member, now, team.zone),
    };
  });
}

/** Open tickets by whose capacity they take of; as `bearerOf` has it. */
const LOADS_SQL = `
  SELECT bearer, priority, count(*) FROM (
    SELECT ${PRIORITY} AS priority, CASE s.state WHEN 'held' THEN s.member WHEN 'waiting' THEN NULL ELSE t.agent END AS bearer
    FROM tickets t LEFT JOIN assignment_slots s ON s.ticket_id = t.id
    WHERE ${STATUS} = 'open' AND t.deleted_at IS NULL
  ) WHERE bearer IS NOT NULL GROUP BY ALL ORDER BY ALL`;

const cost = (priority: unknown, count: unknown, { settings }: Team): number =>
  Number(count) * costOf({ priority: priorityOf(priority) }, settings);

function openOf(rows: Rows['rows']): Record<string, number> {
  const open: Record<string, number> = {};
  for (const [, priority, count] of rows) {
    const key = priorityOf(priority) ?? 'medium';
    open[key] = (open[key] ?? 0) + Number(count);
  }
  return open;
}

/** Absences that nobody ended, those to come too; oldest first. */
export async function readAbsences(writer: Pick<Writer, 'rows'>): Promise<readonly Absence[]> {
  const { rows } = await writer.rows(
    `SELECT id, member, from_at, until_at, note FROM absences WHERE ended_at IS NULL ORDER BY from_at, id`,
  );
  return rows.map(([id, member, from, until, note]) => ({
    ...{ id: String(id), member: String(member) },
    from: Date.parse(String(from)),
    until: until === null ? null : Date.parse(String(until)),
    note: note as string | null, // VARCHAR
  }));
}
