import { type CsvFault, CsvReader, type CsvRecord } from './csv-records.ts';

export type Delimiter = ',' | ';' | '\t' | '|';

/** What the beginning of a CSV tells: how it is cut, its first records, and where its rows begin. */
export type CsvShape = {
  readonly delimiter: Delimiter;
  readonly header: CsvRecord;
  readonly rows: readonly CsvRecord[];
  /** Characters before the first row: an Excel `sep=` line, a title, and the header. */
  readonly rowsStart: number;
  /** Line of the header. */
  readonly firstLine: number;
  /** Lines of a title above the header. */
  readonly titleLines: number;
};

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
const EXCEL_HINT = /^sep=([,;\t|])\r?\n/i;
const TRIAL_RECORDS = 200;
const LEAST_TABLE_WIDTH = 3;
const MOST_TITLE_VALUES = 2;

type Trial = { readonly delimiter: Delimiter; readonly width: number; readonly even: number };

/**
 * Reads the head of a CSV. `isWhole`: the text ends where the file does.
 * null when not even the header is complete. Throws CsvFault.
 */
export function readCsvShape(head: string, isWhole: boolean, mostRows: number): CsvShape | null {
  const hint = EXCEL_HINT.exec(head);
  const skipped = hint?.[0].length ?? 0;
  const text = head.slice(skipped);
  const firstLine = hint ? 2 : 1;
  const delimiter = (hint?.[1] as Delimiter | undefined) ?? findDelimiter(text, isWhole); // the pattern allows only these
  const records = takeRecords(text, delimiter, mostRows + 1, isWhole, firstLine);
  const titleLines = countTitle(records);
  const [header, ...rows] = records.slice(titleLines);
  if (!header) return null;
  const rowsStart = skipped + header.end;
  return { delimiter, header, rows, rowsStart, firstLine: header.at.line, titleLines };
}

/** Lines above the header that hold next to nothing, when all that follows is a table. */
function countTitle(records: readonly CsvRecord[]): number {
  const width = commonWidth(records.slice(1));
  if (width < LEAST_TABLE_WIDTH) return 0;
  const header = records.findIndex(({ values }) => filledIn(values) > MOST_TITLE_VALUES);
  return header > 0 && records[header]?.values.length === width ? header : 0;
}

function filledIn(values: readonly string[]): number {
  return values.filter((value) => value.trim() !== '').length;
}

function commonWidth(records: readonly CsvRecord[]): number {
  const widths = Map.groupBy(records, ({ values }) => values.length);
  const [common] = [...widths].toSorted(([, a], [, b]) => b.length - a.length);
  return common?.[0] ?? 0;
}

/** The delimiter that cuts most records like the header, and into most columns. */
function findDelimiter(text: string, isWhole: boolean): Delimiter {
  const trials = DELIMITERS.map((delimiter) => tryDelimiter(text, delimiter, isWhole));
  const best = trials
    .filter((trial) => trial.width > 1)
    .sort((a, b) => b.even * Math.log2(b.width) - a.even * Math.log2(a.width))[0];
  return best?.delimiter ?? ',';
}

function tryDelimiter(text: string, delimiter: Delimiter, isWhole: boolean): Trial {
  const records: CsvRecord[] = [];
  try {
    for (const record of readRecords(text, delimiter, isWhole, 1)) {
      records.push(record);
      if (records.length > TRIAL_RECORDS) break;
    }
  } catch (error) {
    if (records.length === 0) return { delimiter, width: 0, even: 0 };
    if (!isFault(error)) throw error;
  }
  const width = records[countTitle(records)]?.values.length ?? 0;
  const like = records.filter((record) => record.values.length === width).length;
  return { delimiter, width, even: like / Math.max(1, records.length) };
}

function takeRecords(
  text: string,
  delimiter: Delimiter,
  most: number,
  isWhole: boolean,
  firstLine: number,
): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  for (const record of readRecords(text, delimiter, isWhole, firstLine)) {
    records.push(record);
    if (records.length >= most) break;
  }
  return records;
}

function* readRecords(
  text: string,
  delimiter: Delimiter,
  isWhole: boolean,
  firstLine: number,
): Generator<CsvRecord> {
  const reader = new CsvReader(delimiter, firstLine);
  yield* reader.push(text);
  if (isWhole) yield* reader.finish();
}

function isFault(error: unknown): error is CsvFault {
  return error instanceof Error && 'at' in error;
}
