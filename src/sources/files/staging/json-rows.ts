import { messageOf } from '../../../core/errors.ts';
import type { Place } from './csv-records.ts';

/** A row of a JSON file: every nested value under its dotted path. null where the file says null. */
export type FlatRow = ReadonlyMap<string, string | null>;

/** A text that isn't the JSON we read, and where. */
export class JsonFault extends Error {
  readonly at: Place;

  constructor(message: string, at: Place) {
    super(message);
    this.at = at;
  }
}

const DEEPEST = 12;
const LONG_NUMBER = /\d{16}/;

/** One JSON text as a row. Numbers too long for JavaScript keep all their digits. Throws JsonFault. */
export function parseRow(text: string, at: Place): FlatRow {
  const value = parse(text, at);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JsonFault('every row must be an object, {"column": value, …}', at);
  }
  const row = new Map<string, string | null>();
  flatten(value as Readonly<Record<string, unknown>>, '', row, 0); // an object that is no array
  return row;
}

/** Rows may be objects or, in one pass, part of a bigger text: `line` and `column` say where this one began. */
function parse(text: string, at: Place): unknown {
  try {
    return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch (error) {
    const message = messageOf(error);
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
    const before = text.slice(0, position).split('\n');
    const inLine = before.at(-1)?.length ?? 0;
    throw new JsonFault(
      `not valid JSON (${message.replace(/ in JSON at position.*| at position.*/, '')})`,
      {
        line: at.line + before.length - 1,
        column: before.length === 1 ? at.column + inLine : inLine + 1,
      },
    );
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' &&
    source &&
    !Number.isSafeInteger(value) &&
    /^-?\d+$/.test(source)
    ? source
    : value;
}

function flatten(
  value: Readonly<Record<string, unknown>>,
  prefix: string,
  row: Map<string, string | null>,
  depth: number,
): void {
  for (const [key, inner] of Object.entries(value)) {
    const path = prefix + key;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && depth < DEEPEST) {
      flatten(inner as Readonly<Record<string, unknown>>, `${path}.`, row, depth + 1); // checked on this line
    } else {
      row.set(path, asText(inner));
    }
  }
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && value.length === 0) return null;
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
