import type { Column, Statement } from '../../core/answer.ts';
import type { Rows } from '../../store/database.ts';
import { SEARCH_COLUMNS, type SearchPlan } from '../query-plan.ts';
import type { RowsResult } from '../result.ts';
import { localReading } from '../zone-offsets.ts';
import { createBinder } from './binder.ts';
import { foldedSql, mayHoldSql } from './folded-text.ts';
import type { CompileContext, Frame } from './frame.ts';
import { frameOffsets } from './local-time.ts';
import { cell } from './rows.ts';
import { scopeConditions } from './scope.ts';
import { createSource } from './source.ts';

const COLUMNS: Readonly<Record<(typeof SEARCH_COLUMNS)[number], Column>> = {
  id: { name: 'id', label: 'ID', role: 'dimension' },
  subject: { name: 'subject', label: 'subject', role: 'dimension' },
  created_at: { name: 'created_at', label: 'created', role: 'time' },
  agent: { name: 'agent', label: 'agent', role: 'dimension' },
  status: { name: 'status', label: 'status', role: 'dimension' },
  snippet: { name: 'snippet', label: 'text', role: 'dimension' },
};
const SNIPPET_LENGTH = 160;

/**
 * Conversations whose subject, description and messages hold every term, most hits first, then the newest.
 * Rows: each of SEARCH_COLUMNS (the snippet: the text with the most hits), then how many match in all.
 */
export function searchStatement(plan: SearchPlan, context: CompileContext): Statement {
  const frame: Frame = { ...context, scope: plan, binder: createBinder() };
  const source = createSource(plan.of, 'created', frame);
  const shown = ['id', 'source_id', 'subject', 'description', 'agent', 'status'];
  for (const column of shown) source.expression(column);
  const conditions = scopeConditions(source, frame).join(' AND ');
  const terms = plan.terms.map((term) => foldedSql(frame.binder.text('term', term)));
  const hits = terms.map((_, index) => `hits_${index + 1}`);
  const counted = terms.map((term, index) => `${occurrencesSql('plain', term)} AS ${hits[index]}`);
  const candidate = plan.terms.map((term) => mayHoldSql('text', term, frame.binder)).join(' OR ');
  const every = hits.map((hit) => `sum(${hit}) > 0`).join(' AND ');
  const sum = hits.join(' + ');
  const sql = [
    `WITH scope AS (SELECT * FROM ${source.from()} WHERE ${conditions}),`,
    'texts AS (SELECT id, concat_ws(chr(10), subject, description) AS text FROM scope',
    `UNION ALL SELECT conversation_id, text FROM messages WHERE ${messageConditions(plan).join(' AND ')}),`,
    `found AS (SELECT id, text, ${counted.join(', ')} FROM (SELECT *, ${foldedSql('text')} AS plain FROM texts WHERE ${candidate})),`,
    `matches AS (SELECT id, sum(${sum}) AS hits, arg_max(text, (${sum}, text)) AS best FROM found GROUP BY id HAVING ${every})`,
    'SELECT source_id, subject, created_at, agent, status, best, count(*) OVER () AS total',
    'FROM matches JOIN scope USING (id)',
    'ORDER BY hits DESC, created_at DESC, source_id, id',
    `LIMIT ${frame.binder.count('limit', plan.limit)}`,
  ].join('\n');
  return { sql, params: frame.binder.params };
}

/** Which messages are read: a narrow scope is looked up first; for a wide one that would only cost. */
function messageConditions({ of, period, where }: SearchPlan): string[] {
  const otherKind = { tickets: 'chat', chats: 'ticket', conversations: null }[of];
  return [
    'deleted_at IS NULL',
    ...(otherKind ? [`conversation_kind IS DISTINCT FROM '${otherKind}'`] : []),
    ...(period || where.length > 0 ? ['conversation_id IN (SELECT id FROM scope)'] : []),
  ];
}

function occurrencesSql(text: string, term: string): string {
  return `(length(${text}) - length(replace(${text}, ${term}, ''))) / length(${term})`;
}

export function readSearch(
  { rows }: Rows,
  plan: SearchPlan,
  context: CompileContext,
  statement: Statement,
): RowsResult {
  const reading = localReading(plan.zone, frameOffsets({ ...context, scope: plan }));
  const shown = plan.columns ?? SEARCH_COLUMNS;
  return {
    kind: 'rows',
    columns: shown.map((name) => COLUMNS[name]),
    rows: rows.map((row) =>
      shown.map((name) => {
        const value = row[SEARCH_COLUMNS.indexOf(name)];
        return name === 'snippet'
          ? snippet(String(value ?? ''), plan.terms)
          : cell(value, COLUMNS[name].role, reading);
      }),
    ),
    total: Number(rows[0]?.at(-1) ?? 0),
    statement,
  };
}

/** The stretch of text around the first term found. */
function snippet(text: string, terms: readonly string[]): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  if (flat.length <= SNIPPET_LENGTH) return flat;
  const plain = plainText(flat);
  const found = terms.map((term) => plain.indexOf(plainText(term))).filter((at) => at >= 0);
  const from = Math.max(0, Math.min(...found, flat.length) - SNIPPET_LENGTH / 4);
  const start = Math.min(from, flat.length - SNIPPET_LENGTH);
  const cut = flat.slice(start, start + SNIPPET_LENGTH).trim();
  return `${start > 0 ? '… ' : ''}${cut}${start + SNIPPET_LENGTH < flat.length ? ' …' : ''}`;
}

/** Same length as the text, so that positions carry over. */
function plainText(text: string): string {
  return [...text]
    .map((sign) => sign.normalize('NFD')[0] ?? sign)
    .join('')
    .toLowerCase();
}
