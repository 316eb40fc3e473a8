import { readShared } from './shared-data.ts';

/** A request and the reply it got. */
export type BitextRow = {
  /** Its place in the set. */
  readonly id: string;
  readonly question: string;
  readonly intent: string;
  readonly category: string;
  readonly reply: string;
};

/** The set of requests and replies, in its order; null where it isn't at hand. */
export function readBitext(): readonly BitextRow[] | null {
  const text = readShared('bitext/replies.csv.gz');
  if (text === null) return null;
  const [, ...rows] = readCsv(text);
  return rows.flatMap(([question, intent, category, reply], at) =>
    question && intent && category && reply
      ? [{ id: `${at}`, question, intent, category, reply }]
      : [],
  );
}

/** RFC 4180: quotes double inside quotes. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

export function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T; // callers give lists that aren't empty
}
