import type { Writer } from '../../store/database.ts';
import type { ConversationRef } from './conversation-ref.ts';
import type { Correction } from './read-correction.ts';
import { fillColumns } from './write-analyses.ts';

/** Keeps what somebody put right, and shows it where questions find it. `at` ISO UTC. `was`: what stood there. */
export async function writeCorrection(
  writer: Writer,
  correction: Correction & ConversationRef & { readonly was: unknown },
  { by, at }: { readonly by: string; readonly at: string },
): Promise<void> {
  const { kind, id, field, value, was } = correction;
  await writer.run(
    `INSERT INTO analysis_corrections BY NAME SELECT $id AS conversation_id, $kind AS kind,
       (SELECT count(*) + 1 FROM analysis_corrections WHERE conversation_id = $id AND kind = $kind) AS place, $field AS field, $value AS value,
       $was AS was, $by AS made_by, $at::TIMESTAMP AS made_at`,
    {
      ...{ id, kind, field, by, at },
      value: value === null ? null : JSON.stringify(value),
      was: JSON.stringify(was),
    },
  );
  await fillColumns(writer, [{ kind, id }]);
}
