import type { Reader } from '../../store/database.ts';
import type { CorrectableField, Emotion, Priority } from './analysis.ts';
import type { ConversationRef } from './conversation-ref.ts';
import type { RiskPart } from './escalation-risk.ts';
import type { ResolutionBasis, ResolutionRange } from './resolution-time.ts';

/** What is known of a conversation: what its words say, with what people put right, and what is to be expected of it. Times ISO UTC. */
export type Analysis = ConversationRef & {
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly priority: Priority | null;
  readonly sentiment: number | null;
  readonly emotion: Emotion | null;
  readonly topics: readonly string[];
  /** By its English name. */
  readonly language: string | null;
  readonly confidence: number;
  /** How likely it is to be escalated, 0–1; null: not looked at yet. */
  readonly risk: number | null;
  readonly riskParts: readonly RiskPart[];
  /** When it will be resolved, from creation; null: too few like it to say. */
  readonly resolution: ResolutionRange | null;
  readonly isOpen: boolean;
  readonly createdAt: string | null;
  /** Who analysed it: `local`, or a model’s name. */
  readonly by: string;
  readonly analysedAt: string;
  readonly corrections: readonly CorrectionMade[];
};

export type CorrectionMade = {
  readonly field: CorrectableField;
  readonly by: string;
  readonly at: string;
};

const COLUMNS = `c.predicted_category, c.predicted_subcategory, c.predicted_priority, c.sentiment, c.emotion, c.topics, c.language,
  a.confidence, a.escalation_risk, a.risk_parts, a.resolution_low, a.resolution_middle, a.resolution_high, a.resolution_basis, a.resolution_sample,
  a.analyser, a.analysed_at`;

/** null: it was not analysed. */
export async function readAnalysis(db: Reader, ref: ConversationRef): Promise<Analysis | null> {
  const isTicket = ref.kind === 'ticket';
  const { rows } = await db.read(
    `SELECT ${COLUMNS}, ${isTicket ? 'c.created_at' : 'c.started_at'},
       ${isTicket ? `c.resolved_at IS NULL AND coalesce(c.status, 'open') NOT IN ('solved', 'closed')` : 'c.ended_at IS NULL'}
     FROM ${isTicket ? 'tickets' : 'chats'} c JOIN analyses a ON a.conversation_id = c.id AND a.kind = $kind
     WHERE c.id = $id AND c.deleted_at IS NULL LIMIT 1`,
    { ...ref },
  );
  const [row] = rows;
  if (!row) return null;
  const [category, subcategory, priority, sentiment, emotion, topics, language] = row;
  const [confidence, risk, riskParts, low, middle, high, basis, sample] = row.slice(7);
  const [by, analysedAt, createdAt, isOpen] = row.slice(15);
  return {
    ...ref,
    category: textOf(category),
    subcategory: textOf(subcategory),
    priority: textOf(priority) as Priority | null, // the store holds labels of the closed sets only
    sentiment: numberOf(sentiment),
    emotion: textOf(emotion) as Emotion | null,
    topics: Array.isArray(topics) ? topics.map(String) : [],
    language: textOf(language),
    confidence: Number(confidence ?? 0),
    risk: numberOf(risk),
    riskParts: typeof riskParts === 'string' ? JSON.parse(riskParts) : [],
    resolution:
      typeof low === 'number' && typeof middle === 'number' && typeof high === 'number'
        ? { low, middle, high, basis: basis as ResolutionBasis, sample: Number(sample) } // as outlook.ts wrote it
        : null,
    isOpen: isOpen === true,
    createdAt: textOf(createdAt),
    by: String(by),
    analysedAt: String(analysedAt),
    corrections: await readCorrections(db, ref),
  };
}

/** Those that stand. */
async function readCorrections(
  db: Reader,
  ref: ConversationRef,
): Promise<readonly CorrectionMade[]> {
  const { rows } = await db.read(
    `SELECT field, arg_max(made_by, place), max(made_at) FROM analysis_corrections
     WHERE conversation_id = $id AND kind = $kind
     GROUP BY field HAVING arg_max(coalesce(value, 'null'), place) <> 'null' ORDER BY 3, 1`,
    { ...ref },
  );
  return rows.map(([field, by, at]) => ({
    field: String(field) as CorrectableField, // only these are written
    by: String(by),
    at: String(at),
  }));
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
