const LEVELS = '▁▂▃▄▅▆▇█';
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** One character a value, from the lowest to the highest; a gap where there is none. */
export function sparkline(values: readonly (number | null)[], floor?: number): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '';
  const low = floor ?? Math.min(...known);
  const span = Math.max(...known) - low;
  return values
    .map((value) => {
      if (value === null) return ' ';
      const level = span === 0 ? 3 : Math.round(((value - low) / span) * (LEVELS.length - 1));
      return LEVELS[Math.max(0, level)] ?? ' ';
    })
    .join('');
}

/** A bar of `value` where `most` takes the whole width, exact to an eighth of a character. */
export function bar(value: number | null, most: number, width: number): string {
  if (value === null || most <= 0 || value <= 0) return '';
  const eighths = Math.max(1, Math.round((value / most) * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

const SHADES = [' ', '░', '▒', '▓', '█'];

/** Darker is more. */
export function shade(value: number | null, most: number): string {
  if (value === null || most <= 0) return '  ';
  const level = Math.min(SHADES.length - 1, Math.ceil((value / most) * (SHADES.length - 1)));
  return (SHADES[level] ?? ' ').repeat(2);
}
