import { AskerError } from '../../../core/errors.ts';
import { literal } from '../../../store/sql-text.ts';
import { CsvFault, CsvReader, type CsvRecord } from './csv-records.ts';
import { type CsvShape, readCsvShape } from './csv-shape.ts';
import { decodeText } from './encoding.ts';
import { uniqueHeaders } from './headers.ts';
import { openRows } from './stage-rows.ts';
import {
  columnsOf,
  faultAt,
  fillStage,
  type Head,
  linkStage,
  SAMPLE_ROWS,
  type Stage,
  type StagedFile,
  type Staging,
} from './staged.ts';
import { encodingWarnings, firstBytes } from './survey.ts';

const LOOKS_LIKE_DATA =
  /^(?:[-+]?\d+(?:[.,]\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*|[^@\s]+@[^@\s]+\.\w+)$/;

type CsvFile = {
  readonly staging: Staging;
  readonly shape: CsvShape;
  readonly headers: readonly string[];
};

/** Copies the rows of a CSV, header cut off and in UTF-8, to where DuckDB can read them. Throws AskerError. */
export async function stageCsv(
  staging: Staging,
  head: Head,
  readLongHead: () => Promise<Head>,
): Promise<StagedFile> {
  const { fileName, survey } = staging;
  const { shape, text } = await shapeOf(fileName, head, readLongHead);
  const headers = uniqueHeaders(shape.header.values);
  refuseNoRows(fileName, shape);
  const csv = { staging, shape, headers };
  if (!survey.isWhole) return rewrite(csv, text); // it ends in the middle of a row
  const described = describe(csv, text);
  const linked = isReadable(csv, text) ? await linkStage(staging.folder, staging.path) : null;
  if (linked) {
    const { path, hasChanged, remove } = linked;
    return { ...described, relation: relationOf(path, csv, true), hasChanged, remove };
  }
  const stage = await fillStage(staging.folder, 'csv', (into) => copyRows(csv, text, into));
  return { ...described, relation: relationOf(stage.path, csv, false), remove: stage.remove };
}

/** DuckDB can read the file as it lies: plain UTF-8, with a header on its first line. */
function isReadable({ staging, shape }: CsvFile, text: string): boolean {
  const { source, survey } = staging;
  const isPlain =
    source.container === 'plain' && survey.encoding === 'UTF-8' && survey.markBytes === 0;
  return isPlain && !survey.isBroken && shape.rowsStart === text.indexOf('\n') + 1;
}

async function copyRows({ staging, shape }: CsvFile, text: string, into: Stage): Promise<void> {
  const { survey } = staging;
  if (survey.encoding !== 'UTF-8') return copyDecoded(staging, shape.rowsStart, into);
  const header = Buffer.byteLength(text.slice(0, shape.rowsStart));
  return copyBytes(staging, survey.markBytes + header, into);
}

function describe(csv: CsvFile, headText: string): Omit<StagedFile, 'relation' | 'remove'> {
  const { staging, shape, headers } = csv;
  const { survey, source } = staging;
  const last = shape.rows.at(-1);
  const perRow = last ? (last.end - shape.header.end) / shape.rows.length : headText.length;
  return {
    fileName: staging.fileName,
    bytes: source.bytes,
    format: 'csv',
    encoding: survey.encoding,
    delimiter: shape.delimiter,
    headers,
    sample: shape.rows.map((row) => headers.map((_, at) => row.values[at] ?? null)),
    estimatedRows: Math.max(shape.rows.length, Math.round(source.bytes / Math.max(1, perRow))),
    isWhole: survey.isWhole,
    hash: survey.hash,
    warnings: [...encodingWarnings(survey), ...titleWarnings(shape)],
    repair: () => rewrite(csv, headText),
    hasChanged: () => Promise.resolve(false),
  };
}

function titleWarnings({ titleLines, firstLine }: CsvShape): readonly string[] {
  return titleLines === 0
    ? []
    : [`The columns are named in line ${firstLine}; what stands above was left out.`];
}

async function shapeOf(
  fileName: string,
  head: Head,
  readLongHead: () => Promise<Head>,
): Promise<{ readonly shape: CsvShape; readonly text: string }> {
  try {
    const shape = readCsvShape(head.text, head.isWhole, SAMPLE_ROWS);
    if (shape && (shape.rows.length > 0 || head.isWhole)) return { shape, text: head.text };
    const long = await readLongHead();
    const again = readCsvShape(long.text, long.isWhole, SAMPLE_ROWS);
    if (again) return { shape: again, text: long.text };
  } catch (error) {
    throw asAskerError(error, fileName);
  }
  throw new AskerError(`${fileName} has no line break in its first 32 MB: this is not a table.`);
}

function refuseNoRows(fileName: string, shape: CsvShape): void {
  const { values } = shape.header;
  if (values.every((value) => value.trim() === '')) {
    throw faultAt(
      fileName,
      shape.header.at,
      'the first line should name the columns, and names none',
    );
  }
  const odd = values.filter((value) => LOOKS_LIKE_DATA.test(value.trim()));
  if (odd.length > 0 && odd.length * 2 >= values.length) {
    throw faultAt(
      fileName,
      shape.header.at,
      `the first line should name the columns, but holds values such as "${odd[0]}"; add a line with names`,
    );
  }
  if (shape.rows.length === 0) {
    throw new AskerError(
      `${fileName} has a header line (${values.length} columns) and no rows. Nothing was imported.`,
    );
  }
}

async function copyBytes(staging: Staging, skip: number, into: Stage): Promise<void> {
  let left = skip;
  for await (const chunk of firstBytes(staging.source, staging.mostBytes)) {
    if (left < chunk.length) await into.write(left > 0 ? chunk.subarray(left) : chunk);
    left = Math.max(0, left - chunk.length);
  }
}

async function copyDecoded(staging: Staging, skip: number, into: Stage): Promise<void> {
  let left = skip;
  const chunks = firstBytes(staging.source, staging.mostBytes);
  for await (const text of decodeText(chunks, staging.survey.encoding)) {
    if (left < text.length) await into.write(text.slice(left));
    left = Math.max(0, left - text.length);
  }
}

function relationOf(path: string, { shape, headers }: CsvFile, hasHeader: boolean): string {
  return `read_csv(${literal(path)}, auto_detect = false, header = ${hasHeader}, delim = ${literal(shape.delimiter)}, quote = '"', escape = '"', strict_mode = true, columns = ${columnsOf(headers.length)})`;
}

/** Goes through the rows one by one: throws at the first that is wrong, else writes them in a form that leaves nothing open. */
async function rewrite(csv: CsvFile, headText: string): Promise<StagedFile> {
  const { staging, headers } = csv;
  const rows = openRows(headers.length);
  const stage = await fillStage(staging.folder, 'jsonl', async (into) => {
    for await (const record of recordsOf(csv)) {
      await rows.write(into, checkWidth(record, csv));
    }
    await rows.flush(into);
  });
  const described = describe(csv, headText);
  return {
    ...described,
    relation: rows.relation(stage.path),
    remove: stage.remove,
    repair: () => Promise.reject(new Error(`rows of ${staging.fileName} were refused twice`)),
  };
}

async function* recordsOf({ staging, shape }: CsvFile): AsyncGenerator<CsvRecord> {
  const reader = new CsvReader(shape.delimiter, 1);
  const { survey } = staging;
  let isFirst = true;
  try {
    for await (const text of decodeText(
      firstBytes(staging.source, staging.mostBytes),
      survey.encoding,
    )) {
      for (const record of reader.push(text)) {
        if (record.at.line >= shape.firstLine && !isFirst) yield record;
        if (record.at.line >= shape.firstLine) isFirst = false;
      }
    }
    if (survey.isWhole) yield* reader.finish();
  } catch (error) {
    throw asAskerError(error, staging.fileName);
  }
}

/** The record's values, without empty ones past the last column. Throws AskerError when there are too many or too few. */
function checkWidth(record: CsvRecord, { staging, headers, shape }: CsvFile): readonly string[] {
  const { values, at } = record;
  const width = headers.length;
  if (values.length === width) return values;
  const rest = values.slice(width);
  if (values.length > width && rest.every((value) => value.trim() === ''))
    return values.slice(0, width);
  const column = values.length > width ? columnOfValue(values, width, shape.delimiter) : at.column;
  throw faultAt(
    staging.fileName,
    { line: at.line, column },
    `this row has ${values.length} values where the header names ${width} columns`,
  );
}

/** Where the first value too many begins; right as long as no value before it was quoted. */
function columnOfValue(values: readonly string[], index: number, delimiter: string): number {
  return values.slice(0, index).join(delimiter).length + delimiter.length + 1;
}

function asAskerError(error: unknown, fileName: string): unknown {
  return error instanceof CsvFault ? faultAt(fileName, error.at, error.message) : error;
}
