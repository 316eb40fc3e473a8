import type { Reader, Rows, Writer } from '../../store/database.ts';
import {
  type AuditDetails,
  type AuditEntry,
  type AuditHead,
  createVerifier,
  hashOf,
  NO_ENTRIES,
  type Verdict,
} from './seal-entry.ts';

export type Happened = {
  /** ISO UTC. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly ticketId: string | null;
  readonly details?: AuditDetails;
};

const HEAD = 'audit_head';
const COLUMNS = 'number, happened_at, actor, action, ticket_id, details, previous, hash';

/**
 * Adds an entry, in the transaction of what it tells about. There is no way to change or remove one.
 * Addresses are left out of it whatever they stand in, so that erasing a person never has to touch the log. docs/decisions/014-escalation.md
 */
export async function appendAudit(writer: Writer, happened: Happened): Promise<AuditEntry> {
  const head = headOf(await writer.rows(HEAD_SQL));
  const content = {
    number: head.number + 1,
    at: new Date(happened.at).toISOString(),
    actor: withoutAddresses(happened.actor),
    action: happened.action,
    ticketId: happened.ticketId === null ? null : withoutAddresses(happened.ticketId),
    details: JSON.parse(withoutAddresses(JSON.stringify(happened.details ?? {}))),
    previous: head.hash,
  };
  const entry: AuditEntry = { ...content, hash: hashOf(content) };
  await writer.run(
    `INSERT INTO audit_log BY NAME SELECT $number AS number, $at::TIMESTAMP AS happened_at, $actor AS actor, $action AS action,
       $ticketId AS ticket_id, $details AS details, $previous AS previous, $hash AS hash`,
    { ...entry, details: JSON.stringify(entry.details) },
  );
  await writer.run(
    head.number === 0
      ? 'INSERT INTO meta VALUES ($key, $head)'
      : 'UPDATE meta SET value = $head WHERE key = $key',
    { key: HEAD, head: JSON.stringify({ number: entry.number, hash: entry.hash }) },
  );
  return entry;
}

/** What was done about a ticket, oldest first. */
export async function readAudit(db: Reader, ticketId: string): Promise<readonly AuditEntry[]> {
  const { rows } = await db.read(
    `SELECT ${COLUMNS} FROM audit_log WHERE ticket_id = $ticketId ORDER BY number`,
    { ticketId: withoutAddresses(ticketId) },
  );
  return rows.map(entryOf);
}

/** The entry that a press of a button made; null: it has not arrived before. */
export async function findPress(
  writer: Writer,
  ticketId: string,
  press: string,
): Promise<AuditEntry | null> {
  const { rows } = await writer.rows(
    `SELECT ${COLUMNS} FROM audit_log WHERE ticket_id = $ticketId AND contains(details, $press) ORDER BY number`,
    { ticketId: withoutAddresses(ticketId), press: JSON.stringify(press) },
  );
  return rows.map(entryOf).find(({ details }) => details.press === press) ?? null;
}

/** Whether the log is as it was written, and where not. One statement, so that what is appended meanwhile doesn't come between. */
export async function verifyAudit(db: Reader): Promise<Verdict> {
  const { rows } = await db.read(
    `SELECT head.value, ${COLUMNS} FROM (SELECT (${HEAD_SQL}) AS value) head LEFT JOIN audit_log ON true ORDER BY number, hash`,
  );
  const verifier = createVerifier();
  for (const [, ...entry] of rows) if (entry[0] !== null) verifier.take(entryOf(entry));
  return verifier.end(headOf({ columns: [], rows }));
}

const HEAD_SQL = `SELECT value FROM meta WHERE key = '${HEAD}'`;

function headOf({ rows }: Rows): AuditHead {
  const value = rows[0]?.[0];
  return typeof value === 'string' ? JSON.parse(value) : NO_ENTRIES;
}

function entryOf(row: Rows['rows'][number]): AuditEntry {
  const [number, at, actor, action, ticketId, details, previous, hash] = row;
  return {
    number: Number(number),
    at: String(at),
    actor: String(actor),
    action: String(action),
    ticketId: ticketId === null ? null : String(ticketId),
    details: detailsOf(details),
    previous: String(previous),
    hash: String(hash),
  };
}

/** What somebody made unreadable is kept as it stands: it won't fit its hash. */
function detailsOf(text: unknown): AuditDetails {
  try {
    return JSON.parse(String(text));
  } catch {
    return { unreadable: String(text) };
  }
}

/** As wide as what erasing takes for an address. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s@"\\]+@[^\s@"\\]+/g, '[address]');
}
