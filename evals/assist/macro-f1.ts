export type Judged = { readonly label: string | null; readonly guess: string };

/** The mean over labels of the harmonic mean of precision and recall, 0…1. */
export function macroF1(judged: readonly Judged[]): number {
  const labels = [...new Set(judged.map(({ label }) => label))];
  const each = labels.map((label) => {
    const hits = judged.filter((one) => one.label === label && one.guess === label).length;
    const misses = judged.filter((one) => (one.label === label) !== (one.guess === label)).length;
    return (2 * hits) / (2 * hits + misses || 1);
  });
  return each.reduce((sum, own) => sum + own, 0) / (each.length || 1);
}
