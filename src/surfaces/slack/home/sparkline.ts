const BARS = '▁▂▃▄▅▆▇█';
const NOTHING = '·';

/** A course as signs of text, lowest to highest; a dot where there is no data, nothing for less than two values. */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return '';
  const least = Math.min(0, ...known);
  const range = Math.max(...known) - least;
  return values.map((value) => (value === null ? NOTHING : barOf(value - least, range))).join('');
}

function barOf(height: number, range: number): string {
  const at = range === 0 ? 0 : Math.round((height / range) * (BARS.length - 1));
  return BARS[at] ?? NOTHING;
}
