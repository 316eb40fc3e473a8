import type { Reader, Writer } from '../../store/database.ts';
import type { ConversationRef } from './conversation-ref.ts';
import { type EscalationRisk, escalationRisk } from './escalation-risk.ts';
import { type Candidate, readCandidates, type Targets } from './read-candidates.ts';
import { readCells } from './read-resolved.ts';
import { predictResolution, type ResolutionRange } from './resolution-time.ts';

/** What is to be expected of a conversation. */
export type Outlook = ConversationRef & {
  readonly risk: EscalationRisk;
  readonly resolution: ResolutionRange | null;
};

/** Every conversation's outlook that was never told, and those of open ones where it has changed. `now` in milliseconds. */
export async function findOutlooks(
  db: Reader,
  { now, targets }: { readonly now: number; readonly targets: Targets },
): Promise<readonly Outlook[]> {
  const [cells, candidates] = await Promise.all([
    readCells(db, now),
    readCandidates(db, now, targets),
  ]);
  return candidates.flatMap((one) => {
    const risk = escalationRisk(one.riskFacts);
    const resolution = predictResolution(cells, one.resolutionFacts);
    const isNews = one.known.risk === null || hasMoved(one, risk, resolution);
    return isNews ? { kind: one.kind, id: one.id, risk, resolution } : [];
  });
}

/** Small steps aren't worth a change: every change has answers worked out anew. */
const LEAST_RISK_STEP = 0.02;
const LEAST_TIME_STEP = 0.05;

function hasMoved(
  { known, isOpen }: Candidate,
  { risk }: EscalationRisk,
  resolution: ResolutionRange | null,
): boolean {
  if (!isOpen) return false;
  const isFar = (was: number | null, is: number | undefined) =>
    (was === null) !== (is === undefined) ||
    Math.abs((was ?? 0) - (is ?? 0)) > LEAST_TIME_STEP * Math.max(was ?? 0, is ?? 0);
  return (
    Math.abs((known.risk ?? 0) - risk) >= LEAST_RISK_STEP ||
    isFar(known.low, resolution?.low) ||
    isFar(known.high, resolution?.high)
  );
}

const SHAPE = JSON.stringify([
  {
    ...{ id: 'VARCHAR', kind: 'VARCHAR', risk: 'DOUBLE', parts: 'VARCHAR' },
    ...{ low: 'DOUBLE', middle: 'DOUBLE', high: 'DOUBLE', basis: 'VARCHAR', sample: 'BIGINT' },
  },
]);

/** Keeps outlooks with their analyses. `at` ISO UTC. */
export async function writeOutlooks(
  writer: Writer,
  outlooks: readonly Outlook[],
  at: string,
): Promise<void> {
  const rows = outlooks.map(({ id, kind, risk, resolution }) => ({
    ...{ id, kind, risk: risk.risk, parts: JSON.stringify(risk.parts) },
    ...{ low: resolution?.low ?? null, middle: resolution?.middle ?? null },
    high: resolution?.high ?? null,
    ...{ basis: resolution?.basis ?? null, sample: resolution?.sample ?? null },
  }));
  const staged = `(SELECT unnest(from_json($rows, '${SHAPE}'), recursive := true)) n`;
  const params = { rows: JSON.stringify(rows), at };
  await writer.run(
    `UPDATE analyses a SET escalation_risk = n.risk, risk_parts = n.parts, resolution_low = n.low, resolution_middle = n.middle, resolution_high = n.high,
       resolution_basis = n.basis, resolution_sample = n.sample, looked_at = $at::TIMESTAMP
     FROM ${staged} WHERE a.conversation_id = n.id AND a.kind = n.kind`,
    params,
  );
  for (const [table, kind] of [
    ['tickets', 'ticket'],
    ['chats', 'chat'],
  ]) {
    await writer.run(
      `UPDATE ${table} t SET escalation_risk = n.risk, expected_resolution_seconds = n.middle FROM ${staged}
       WHERE n.kind = '${kind}' AND t.id = n.id
         AND (t.escalation_risk IS DISTINCT FROM n.risk OR t.expected_resolution_seconds IS DISTINCT FROM n.middle)`,
      { rows: params.rows },
    );
  }
}
