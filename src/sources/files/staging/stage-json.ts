import { AskerError } from '../../../core/errors.ts';
import type { Entity } from '../file-import.ts';
import { decodeText } from './encoding.ts';
import { uniqueHeaders } from './headers.ts';
import { type FlatRow, JsonFault } from './json-rows.ts';
import { readJsonDocument, readJsonLines } from './json-stream.ts';
import { messagesField, messagesWithin } from './nested-messages.ts';
import { openRows } from './stage-rows.ts';
import { faultAt, fillStage, SAMPLE_ROWS, type StagedFile, type Staging } from './staged.ts';
import { encodingWarnings, firstBytes } from './survey.ts';

const MOST_COLUMNS = 5_000;

/** Writes the rows of a JSON or JSON Lines file, nested values under dotted names, to where DuckDB can read them. Throws AskerError. */
export async function stageJson(
  staging: Staging,
  format: 'json' | 'jsonl',
  entity: Entity | null,
): Promise<StagedFile> {
  const { fileName, survey, source } = staging;
  const columns = new Map<string, number>();
  const sample: (string | null)[][] = [];
  const rows = openRows(() => columns.size);
  const leftOut = new Set<string>();
  let nested: string | null = null;
  let count = 0;
  const stage = await fillStage(staging.folder, 'jsonl', async (into) => {
    for await (const row of rowsOf(staging, format, leftOut)) {
      nested ??= messagesField(row);
      for (const one of entity === 'messages' ? messagesWithin(row) : [row]) {
        const cells = place(one, columns, fileName);
        if (sample.length < SAMPLE_ROWS) sample.push(cells);
        await rows.write(into, cells);
        count++;
      }
    }
    await rows.flush(into);
  });
  if (count === 0 || columns.size === 0) {
    await stage.remove();
    throw new AskerError(`${fileName} holds no rows. Nothing was imported.`);
  }
  const headers = uniqueHeaders([...columns.keys()]);
  if (count === 1 && isTableInOneObject(headers)) {
    await stage.remove();
    throw new AskerError(
      `${fileName} is one object whose keys number its rows ("${headers[0]}"); rows must be a list, [{…}, …]. Nothing was imported.`,
    );
  }
  const share = survey.isWhole ? 1 : source.bytes / staging.mostBytes;
  return {
    fileName,
    bytes: source.bytes,
    format,
    encoding: survey.encoding,
    delimiter: null,
    headers,
    relation: rows.relation(stage.path),
    sample: sample.map((cells) => headers.map((_, at) => cells[at] ?? null)),
    estimatedRows: Math.round(count * share),
    isWhole: survey.isWhole,
    hash: survey.hash,
    warnings: [
      ...encodingWarnings(survey),
      ...listWarnings(leftOut, entity === 'messages' ? null : nested),
    ],
    repair: () =>
      Promise.reject(new Error(`rows of ${fileName} were refused after being rewritten`)),
    hasChanged: () => Promise.resolve(false),
    remove: stage.remove,
  };
}

/** `{"1": {"status": …}, "2": {…}}` or `{"status": {"0": …, "1": …}}`: rows or columns by number, as data frames are written. */
function isTableInOneObject(headers: readonly string[]): boolean {
  const paths = headers.map((header) => header.split('.'));
  const areNumbers = (parts: readonly (string | undefined)[]) =>
    new Set(parts).size > 1 && parts.every((part) => /^\d+$/.test(part ?? ''));
  const isNested = paths.every(({ length }) => length > 1);
  return (
    isNested &&
    (areNumbers(paths.map(([first]) => first)) || areNumbers(paths.map((path) => path.at(-1))))
  );
}

/** Lists in the file that did not become rows. */
function listWarnings(leftOut: ReadonlySet<string>, nested: string | null): readonly string[] {
  const beside = [...leftOut].map((name) => `"${name}"`).join(', ');
  return [
    ...(beside ? [`Left out, as lists beside the rows: ${beside}.`] : []),
    ...(nested
      ? [`"${nested}" lists messages, kept as text; import the file as messages to load them.`]
      : []),
  ];
}

async function* rowsOf(
  staging: Staging,
  format: 'json' | 'jsonl',
  leftOut: Set<string>,
): AsyncGenerator<FlatRow> {
  const { survey } = staging;
  const text = decodeText(firstBytes(staging.source, staging.mostBytes), survey.encoding);
  try {
    yield* format === 'json' ? readJsonDocument(text, leftOut) : readJsonLines(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (!survey.isWhole) return; // only the beginning was asked for, and it ends anywhere
    throw faultAt(staging.fileName, error.at, error.message);
  }
}

function place(row: FlatRow, columns: Map<string, number>, fileName: string): (string | null)[] {
  const cells: (string | null)[] = [];
  for (const [name, value] of row) {
    let at = columns.get(name);
    if (at === undefined) {
      at = columns.size;
      columns.set(name, at);
      if (at >= MOST_COLUMNS) {
        throw new AskerError(
          `${fileName} has more than ${MOST_COLUMNS} different fields; it looks like keys are values.`,
        );
      }
    }
    cells[at] = value;
  }
  return cells;
}
