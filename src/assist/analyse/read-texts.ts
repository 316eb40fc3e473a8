import type { Reader } from '../../store/database.ts';
import type { KnownName } from '../redact/find-names.ts';
import { type ConversationText, EMOTIONS, type Emotion } from './analysis.ts';
import { type ConversationRef, refsParam, refsSql } from './conversation-ref.ts';

/** A conversation whose words have to be looked at, and the fingerprint of those words. */
export type Pending = ConversationRef & {
  readonly contentHash: string;
  /** Milliseconds since the epoch; null: nobody knows. */
  readonly beganAt: number | null;
};

export type PendingText = Pending & {
  readonly text: ConversationText;
  readonly given: Given;
};

/** What a source itself said of a conversation's mood before anything was analysed: it stands. */
export type Given = {
  readonly sentiment?: number;
  readonly emotion?: Emotion;
  readonly topics?: readonly string[];
};

/** The customer's public words; everything else is ours. */
const SAID = `m.author_kind = 'customer' AND m.deleted_at IS NULL AND m.public IS NOT FALSE AND trim(m.text) <> ''`;

/** Which conversations there are with words of a customer, and a fingerprint of the words. MD5 here hides nothing: it tells texts apart. */
const FINGERPRINTS = `
  said AS (
    SELECT m.conversation_kind AS kind, m.conversation_id AS id,
      bit_xor(md5_number(concat(m.id, chr(31), m.text))) AS words
    FROM messages m WHERE ${SAID} AND m.conversation_id IS NOT NULL GROUP BY ALL
  ),
  texts AS (
    SELECT 'ticket' AS kind, t.id, t.created_at AS began_at,
      concat_ws(chr(31), coalesce(trim(t.subject), ''), coalesce(trim(t.description), ''), coalesce(s.words::VARCHAR, '')) AS words
    FROM tickets t LEFT JOIN said s ON s.kind = 'ticket' AND s.id = t.id WHERE t.deleted_at IS NULL
    UNION ALL
    SELECT 'chat', c.id, c.started_at, concat(chr(31), chr(31), s.words::VARCHAR)
    FROM chats c JOIN said s ON s.kind = 'chat' AND s.id = c.id WHERE c.deleted_at IS NULL
  ),
  fingerprints AS (SELECT kind, id, began_at, md5(words) AS content_hash FROM texts WHERE words <> chr(31) || chr(31))`;

const IS_DONE = `EXISTS (SELECT 1 FROM analyses a WHERE a.conversation_id = f.id AND a.kind = f.kind
    AND a.content_hash = f.content_hash AND list_contains($versions, a.analyser_version))`;

/**
 * Conversations whose words no analyser of these versions has seen yet, newest first, at most `limit`; and how many there are in all.
 * Forced, every one. Those in which no customer says anything are left out.
 */
export async function findPending(
  db: Reader,
  wanted: {
    readonly versions: readonly string[];
    readonly limit: number;
    readonly refs?: readonly ConversationRef[] | undefined;
    readonly isForced?: boolean;
  },
  options: { readonly signal?: AbortSignal } = {},
): Promise<{ readonly pending: readonly Pending[]; readonly count: number }> {
  const { versions, refs, isForced = false, limit } = wanted;
  const { rows } = await db.read(
    `WITH ${FINGERPRINTS}
     SELECT f.kind, f.id, f.content_hash, f.began_at, count(*) OVER () FROM fingerprints f
     WHERE ($isForced OR NOT ${IS_DONE}) ${refs ? `AND EXISTS (SELECT 1 FROM ${refsSql('refs')} r WHERE r.kind = f.kind AND r.id = f.id)` : ''}
     ORDER BY f.began_at DESC NULLS LAST, f.kind, f.id LIMIT ${limit}`,
    {
      ...{ versions, isForced },
      ...(refs && { refs: refsParam(refs) }),
    },
    { deadlineMs: LOOKING_TAKES_MS, ...options },
  );
  return {
    pending: rows.map(([kind, id, contentHash, beganAt]) => ({
      kind: kind === 'chat' ? 'chat' : 'ticket',
      id: String(id),
      contentHash: String(contentHash),
      beganAt: typeof beganAt === 'string' ? Date.parse(beganAt) : null,
    })),
    count: Number(rows[0]?.[4] ?? 0),
  };
}

const LOOKING_TAKES_MS = 300_000;
/** What is said after that many messages is about the same. */
const MOST_MESSAGES = 30;
const LONGEST_MESSAGE = 4_000;

/** The words of conversations, in the order given. */
export async function readTexts(
  db: Reader,
  pending: readonly Pending[],
): Promise<readonly PendingText[]> {
  const { rows } = await db.read(
    `WITH wanted AS (FROM ${refsSql('refs')}),
     said AS (
       SELECT m.conversation_kind AS kind, m.conversation_id AS id,
         list(left(m.text, ${LONGEST_MESSAGE}) ORDER BY m.sent_at, m.id)[1:${MOST_MESSAGES}] AS texts
       FROM messages m SEMI JOIN wanted w ON w.id = m.conversation_id AND w.kind = m.conversation_kind
       WHERE ${SAID} GROUP BY ALL
     )
     SELECT 'ticket', t.id, t.subject, left(t.description, ${LONGEST_MESSAGE}), s.texts, [t.customer_name, t.agent, t.company], ${given('t')}
     FROM wanted w JOIN tickets t ON t.id = w.id LEFT JOIN said s ON s.kind = 'ticket' AND s.id = t.id
       LEFT JOIN analyses a ON a.kind = 'ticket' AND a.conversation_id = t.id WHERE w.kind = 'ticket'
     UNION ALL
     SELECT 'chat', c.id, NULL, NULL, s.texts, [c.customer_name, c.agent, c.company], ${given('c')}
     FROM wanted w JOIN chats c ON c.id = w.id LEFT JOIN said s ON s.kind = 'chat' AND s.id = c.id
       LEFT JOIN analyses a ON a.kind = 'chat' AND a.conversation_id = c.id WHERE w.kind = 'chat'`,
    { refs: refsParam(pending) },
  );
  const found = new Map(rows.map((row) => [`${row[0]}:${row[1]}`, row]));
  return pending.flatMap((one) => {
    const row = found.get(`${one.kind}:${one.id}`);
    if (!row) return [];
    const [subject, description, texts, people, givenNow] = row.slice(2);
    return {
      ...one,
      text: {
        subject: textOf(subject),
        description: textOf(description),
        messages: textsOf(texts),
        people: peopleIn(people),
      },
      given: readGiven(givenNow),
    };
  });
}

/** What was given stays known with the analysis that took its place. */
function given(row: 't' | 'c'): string {
  return `CASE WHEN a.conversation_id IS NOT NULL THEN a.given WHEN ${row}.analysis_confidence IS NULL THEN
    to_json({sentiment: ${row}.sentiment, emotion: ${row}.emotion, topics: ${row}.topics})::VARCHAR END`;
}

function readGiven(json: unknown): Given {
  const { sentiment, emotion, topics } = typeof json === 'string' ? JSON.parse(json) : {};
  return {
    ...(typeof sentiment === 'number' && { sentiment }),
    ...(EMOTIONS.includes(emotion) && { emotion }),
    ...(Array.isArray(topics) && topics.length > 0 && { topics: topics.map(String) }),
  };
}

/** As they are selected: customer, agent, company. */
const KINDS = ['CUSTOMER', 'AGENT', 'COMPANY'] as const;

function peopleIn(names: unknown): readonly KnownName[] {
  return KINDS.flatMap((kind, at) => {
    const name = Array.isArray(names) ? names[at] : null;
    return typeof name === 'string' ? [{ kind, name }] : [];
  });
}

function textsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
