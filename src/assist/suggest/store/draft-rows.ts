import type { Reader, Writer } from '../../../store/database.ts';
import type { DraftOutcome, Suggestion } from '../suggestion.ts';
import { draftText } from '../write/draft-text.ts';
import type { Tone } from '../write/templates.ts';

/** Keeps it, once for its id. */
export async function insertSuggestion(
  writer: Writer,
  suggestion: Suggestion,
  { isAutomatic, bases }: { readonly isAutomatic: boolean; readonly bases: readonly string[] },
): Promise<void> {
  const { id, ticketId, draft, similar } = suggestion;
  const kept = await writer.rows('SELECT 1 FROM drafts WHERE id = $id', { id });
  if (kept.rows.length > 0) return;
  await writer.run(
    `INSERT INTO drafts BY NAME SELECT $id AS id, $ticketId AS ticket_id, $suggestion AS suggestion, $text AS text, $tone AS tone,
       $language AS language, $by AS writer, $confidence AS confidence, $isAutomatic AS automatic, $madeFor AS made_for,
       $madeAt::TIMESTAMP AS made_at`,
    {
      ...{ id, ticketId, isAutomatic },
      suggestion: JSON.stringify(suggestion),
      text: draft && draftText(draft),
      tone: draft?.tone ?? null,
      language: draft?.language ?? null,
      by: draft?.by ?? null,
      confidence: draft?.confidence ?? null,
      madeFor: suggestion.madeFor,
      madeAt: suggestion.madeAt,
    },
  );
  const rows = [
    ...(draft?.sources ?? []).map(({ kind, id: source }) => ({ kind, source })),
    ...similar.map((one) => ({ kind: 'resolution', source: one.id })),
    ...bases.map((source) => ({ kind: 'base', source })),
  ];
  if (draft) await showOnTicket(writer, ticketId, { state: 'drafted', editShare: null });
  for (const { kind, source } of rows)
    await writer.run(
      `INSERT INTO draft_sources BY NAME SELECT $id AS draft_id, $ticketId AS ticket_id, $kind AS kind, $source AS source_id`,
      { id, ticketId, kind, source },
    );
}

/** null: there is none. */
export async function findSuggestion(db: Reader, id: string): Promise<Suggestion | null> {
  return first(await db.read(`SELECT ${COLUMNS} FROM drafts WHERE id = $id`, { id }));
}

/** The newest one of a ticket, by its id or number; null: there is none. */
export async function findLatest(db: Reader, ticket: string): Promise<Suggestion | null> {
  return first(
    await db.read(
      `SELECT ${COLUMNS} FROM drafts WHERE ticket_id = $ticket
         OR ticket_id IN (SELECT id FROM tickets WHERE source_id = $ticket AND deleted_at IS NULL)
       ORDER BY made_at DESC, rowid DESC LIMIT 1`,
      { ticket: ticket.trim().replace(/^#/, '') },
    ),
  );
}

/** A draft of a ticket, and what it was made of. */
export type Made = {
  readonly base: string;
  readonly tone: Tone;
  readonly isRejected: boolean;
};

/** Drafts of the ticket, the newest first; those that came to nothing are left out. */
export async function readMade(db: Reader, ticketId: string): Promise<readonly Made[]> {
  const { rows } = await db.read(
    `SELECT s.source_id, d.tone, coalesce(d.outcome = 'rejected', false)
     FROM drafts d JOIN draft_sources s ON s.draft_id = d.id AND s.kind = 'base'
     WHERE d.ticket_id = $ticketId ORDER BY d.made_at DESC, d.rowid DESC`,
    { ticketId },
  );
  return rows.map(([base, tone, isRejected]) => ({
    base: String(base),
    tone: tone as Tone, // as insertSuggestion wrote it
    isRejected: isRejected === true,
  }));
}

/** Says what became of it, unless somebody else has: gives the ticket, null where somebody had. */
export async function writeOutcome(
  writer: Writer,
  id: string,
  what: {
    readonly kind: DraftOutcome;
    readonly by: string;
    readonly at: string;
    readonly sentText: string | null;
    readonly editShare: number | null;
    readonly reason: string | null;
  },
): Promise<string | null> {
  const { kind: state, editShare } = what;
  const { rows } = await writer.rows(
    `SELECT ticket_id FROM drafts WHERE id = $id AND (outcome IS NULL OR $kind = 'rejected')`,
    { id, kind: state },
  );
  const ticketId = rows[0]?.[0];
  if (typeof ticketId !== 'string') return null;
  await showOnTicket(writer, ticketId, { state, editShare });
  await writer.run(
    `UPDATE drafts SET outcome = $kind, outcome_by = $by, outcome_at = $at::TIMESTAMP, sent_text = $sentText,
       edit_share = $editShare, reason = $reason WHERE id = $id`,
    { id, ...what },
  );
  return ticketId;
}

/** Where questions look for it. */
async function showOnTicket(
  writer: Writer,
  ticketId: string,
  {
    state,
    editShare,
  }: { readonly state: 'drafted' | DraftOutcome; readonly editShare: number | null },
): Promise<void> {
  await writer.run(
    'UPDATE tickets SET draft_state = $state, draft_edit_share = $editShare WHERE id = $ticketId',
    { ticketId, state, editShare },
  );
}

const COLUMNS = 'suggestion, outcome, outcome_by, outcome_at, reason';

function first({ rows }: { readonly rows: readonly (readonly unknown[])[] }): Suggestion | null {
  const [row] = rows;
  if (!row) return null;
  const suggestion: Suggestion = JSON.parse(String(row[0])); // as insertSuggestion wrote it
  const [, kind, by, at, reason] = row as readonly (string | null)[];
  return {
    ...suggestion,
    outcome: kind
      ? {
          kind: kind as DraftOutcome, // only these are written
          by: by ?? '',
          at: at ?? '',
          reason: reason ?? null,
        }
      : null,
  };
}
