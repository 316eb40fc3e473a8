import { LANGUAGES } from '../../core/languages.ts';
import type { Writer } from '../../store/database.ts';
import { type Analysed, sentimentLabel } from './analysis.ts';
import { type ConversationRef, refsParam, refsSql, tableOf } from './conversation-ref.ts';
import type { PendingText } from './read-texts.ts';

/** An analysis on its way into the store. */
export type AnalysedText = Omit<PendingText, 'text'> & Analysed;

const SHAPE = JSON.stringify([
  {
    ...{ conversation_id: 'VARCHAR', kind: 'VARCHAR', content_hash: 'VARCHAR' },
    ...{ category: 'VARCHAR', subcategory: 'VARCHAR', priority: 'VARCHAR' },
    ...{ sentiment: 'DOUBLE', sentiment_label: 'VARCHAR', emotion: 'VARCHAR', topics: ['VARCHAR'] },
    ...{ language: 'VARCHAR', threats: ['VARCHAR'], confidence: 'DOUBLE', confidences: 'VARCHAR' },
    ...{ given: 'VARCHAR', analyser: 'VARCHAR', analyser_version: 'VARCHAR' },
  },
]);

/** Puts analyses in place of those of earlier texts, and where questions find them. `at` ISO UTC. */
export async function writeAnalyses(
  writer: Writer,
  analysed: readonly AnalysedText[],
  at: string,
): Promise<void> {
  if (analysed.length === 0) return;
  const refs = refsParam(analysed);
  // What was expected of it stays until it is looked at anew.
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE analysed AS
       SELECT n.*, $at::TIMESTAMP AS analysed_at, o.* FROM (SELECT unnest(from_json($rows, '${SHAPE}'), recursive := true)) n
       LEFT JOIN (SELECT conversation_id AS known_id, kind AS known_kind, satisfaction, first_contact_resolved, escalation_risk, risk_parts,
           resolution_low, resolution_middle, resolution_high, resolution_basis, resolution_sample FROM analyses) o
         ON o.known_id = n.conversation_id AND o.known_kind = n.kind`,
    { rows: JSON.stringify(analysed.map(rowOf)), at },
  );
  await writer.run(
    `DELETE FROM analyses a WHERE EXISTS (SELECT 1 FROM ${refsSql('refs')} r WHERE r.id = a.conversation_id AND r.kind = coalesce(a.kind, r.kind))`,
    { refs },
  );
  await writer.run(
    'INSERT INTO analyses BY NAME SELECT * EXCLUDE (known_id, known_kind) FROM analysed',
  );
  await writer.run('DROP TABLE analysed');
  await fillColumns(writer, analysed);
}

function rowOf({ kind, id, contentHash, analysis, given, by, version }: AnalysedText) {
  const { category, subcategory, priority, language, threats, confidence, confidences } = analysis;
  const sentiment = given.sentiment ?? analysis.sentiment;
  return {
    ...{ conversation_id: id, kind, content_hash: contentHash },
    ...{ category, subcategory, priority, language, threats, confidence },
    sentiment,
    sentiment_label: sentimentLabel(sentiment),
    emotion: given.emotion ?? analysis.emotion,
    topics: given.topics ?? analysis.topics,
    confidences: JSON.stringify(confidences),
    given: Object.keys(given).length > 0 ? JSON.stringify(given) : null,
    ...{ analyser: by, analyser_version: version },
  };
}

/** What stands of each field: the latest correction, where it wasn't taken back. */
const CORRECTED = `
  latest AS (
    SELECT conversation_id, kind, field, arg_max(coalesce(value, 'null'), place) AS value FROM analysis_corrections GROUP BY ALL
  ),
  corrected AS (
    SELECT conversation_id, kind, map_from_entries(list((field, value))) AS fields FROM latest WHERE value <> 'null' GROUP BY ALL
  )`;

/** Conversations' columns as their analyses and what people put right say; of `refs`, or of all. Changes what differs. */
export async function fillColumns(
  writer: Writer,
  refs: readonly ConversationRef[] | null,
): Promise<void> {
  for (const kind of ['ticket', 'chat'] as const) {
    const own = refs?.filter((ref) => ref.kind === kind);
    if (own?.length === 0) continue;
    const params = { languages: LANGUAGES, ...(own && { refs: refsParam(own) }) };
    const within = own ? `AND a.conversation_id IN (SELECT id FROM ${refsSql('refs')})` : '';
    await writer.run(
      `UPDATE ${tableOf(kind)} t SET ${ASSIGNED.map((column) => `${column} = n.${column}`).join(', ')}
       FROM (WITH ${CORRECTED} SELECT a.conversation_id AS id, ${VALUES.join(', ')}
         FROM analyses a LEFT JOIN corrected c ON c.conversation_id = a.conversation_id AND c.kind = a.kind
         WHERE a.kind = '${kind}' ${within}) n
       WHERE t.id = n.id AND (${ASSIGNED.map((column) => `t.${column} IS DISTINCT FROM n.${column}`).join(' OR ')})`,
      params,
    );
  }
}

const put = (field: string): string => `json_extract_string(c.fields['${field}'], '$')`;

/** Columns of a conversation, and what each is made of. */
const FILLED: readonly (readonly [column: string, sql: string])[] = [
  ['predicted_category', `coalesce(${put('category')}, a.category)`],
  [
    'predicted_subcategory',
    `coalesce(${put('subcategory')}, CASE WHEN ${put('category')} IS NULL OR ${put('category')} = a.category THEN a.subcategory END)`,
  ],
  ['predicted_priority', `coalesce(${put('priority')}, a.priority)`],
  ['sentiment', `coalesce(${put('sentiment')}::DOUBLE, a.sentiment)`],
  ['emotion', `coalesce(${put('emotion')}, a.emotion)`],
  ['topics', `coalesce(from_json(c.fields['topics'], '["VARCHAR"]'), a.topics)`],
  ['language', `json_extract_string($languages, '$.' || coalesce(${put('language')}, a.language))`],
  ['analysis_confidence', `a.confidence`],
  ['escalation_risk', `a.escalation_risk`],
  ['expected_resolution_seconds', `a.resolution_middle`],
  ['corrected', `c.fields IS NOT NULL`],
];
const ASSIGNED = FILLED.map(([column]) => column);
const VALUES = FILLED.map(([column, sql]) => `${sql} AS ${column}`);
