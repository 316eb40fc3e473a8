import type { Paint } from './paint.ts';
import { wrap } from './width.ts';

const ON = '\uE000';
const OFF = '\uE001';
const MARKED = /\*\*(.+?)\*\*/gs;

/** A sentence in which `**…**` marks the figure that matters, wrapped, with the mark made visible. */
export function renderProse(text: string, width: number, paint: Paint, indent = ''): string {
  const marked = text.replaceAll(MARKED, (_, inside: string) =>
    // Each word by itself: a line break or an indent must not fall inside.
    inside
      .split(' ')
      .map((word) => ON + word + OFF)
      .join(' '),
  );
  return wrap(marked, width, indent).replaceAll(
    /\uE000([^\uE001]*)\uE001(?: \uE000[^\uE001]*\uE001)*/g,
    (run) => paint.strong(run.replaceAll(/[\uE000\uE001]/g, '')),
  );
}
