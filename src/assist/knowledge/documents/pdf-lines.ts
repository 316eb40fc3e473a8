/** A run of text as a PDF places it; points from the lower left corner. */
export type Piece = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Line = {
  readonly text: string;
  /** Of its tallest characters, to half a point. */
  readonly height: number;
  /** Whether more room than between lines of one paragraph is before it. */
  readonly isApart: boolean;
};

/** Pieces further apart than this share of their height have a space between them. */
const GAP = 0.2;
const APART = 1.6;

/** Pieces in the order they were written, put together where they stand on one line. */
export function linesOf(pieces: readonly Piece[]): readonly Line[] {
  const lines: { pieces: Piece[]; y: number; height: number }[] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const last = lines.at(-1);
    const height = Math.max(piece.height, last?.height ?? 0);
    if (last && Math.abs(last.y - piece.y) < height / 2) {
      last.pieces.push(piece);
      last.height = height;
    } else lines.push({ pieces: [piece], y: piece.y, height: piece.height });
  }
  const read = lines
    .map((line) => ({ ...line, text: textOf(line.pieces) }))
    .filter(({ text }) => text !== '');
  return read.map(({ text, y, height }, at) => {
    const before = read[at - 1];
    // A step upwards begins another column.
    const isApart = before !== undefined && (before.y - y > APART * height || y > before.y);
    return { text, height: Math.round(height * 2) / 2, isApart };
  });
}

function textOf(pieces: readonly Piece[]): string {
  let text = '';
  let end: number | null = null;
  for (const piece of pieces) {
    const isParted = end !== null && piece.x - end > GAP * piece.height;
    text += isParted ? ` ${piece.text}` : piece.text;
    end = piece.x + piece.width;
  }
  return text.replaceAll(/\s+/g, ' ').trim();
}
