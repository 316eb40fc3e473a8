import type { Reader, Writer } from '../../../store/database.ts';

/** What meaning counts in this store, and out of how many vectors that was found. */
export type MeaningCounts = {
  readonly space: string;
  readonly counts: number;
  readonly passages: number;
};

/** null: it was never weighed with vectors of that space. */
export async function readMeaningCounts(
  reader: Reader,
  space: string,
): Promise<MeaningCounts | null> {
  const { rows } = await reader.read(`SELECT value FROM meta WHERE key = 'meaning'`);
  if (!rows[0]) return null;
  const kept = JSON.parse(String(rows[0][0])) as MeaningCounts; // as it was written below
  return kept.space === space ? kept : null;
}

export async function keepMeaningCounts(writer: Writer, kept: MeaningCounts): Promise<void> {
  await writer.run(`DELETE FROM meta WHERE key = 'meaning'`);
  await writer.run(`INSERT INTO meta VALUES ('meaning', $value)`, { value: JSON.stringify(kept) });
}
