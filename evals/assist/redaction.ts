import { pathToFileURL } from 'node:url';
import { findKnownNames, type KnownName } from '../../src/assist/redact/find-names.ts';
import { findPersonalData } from '../../src/assist/redact/find-personal-data.ts';
import { redact } from '../../src/assist/redact/redact.ts';
import { readShared } from './shared-data.ts';

type Labelled = {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
};

const AT_LEAST: Readonly<Record<string, number>> = {
  EMAIL_ADDRESS: 0.99,
  IBAN_CODE: 0.99,
  IP_ADDRESS: 0.99,
  CREDIT_CARD: 0.99,
  US_SSN: 0.99,
  PHONE_NUMBER: 0.9,
  PERSON: 0.99,
};
/** Streets only where their shape is sure: said, and held to nothing. */
const TOLD = 'ADDRESS';
const MOST_ALTERED = 0.02;

export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly of: number;
  readonly holds: boolean;
};

/** How much of what is labelled is taken out, comes back, and how many clean texts are altered. null: the data is absent. */
export function measureRedaction(): readonly Figure[] | null {
  const labelled = readShared('pii/labelled.json.gz');
  const clean = cleanTexts();
  if (labelled === null || clean === null) return null;
  const rows: readonly Labelled[] = JSON.parse(labelled);
  const restored = [
    ...rows.map(({ full_text: text }) => text),
    ...clean.flatMap(({ texts }) => texts),
  ];
  return [
    ...Object.entries(AT_LEAST).map(([type, least]) => takenOut(type, least, rows)),
    takenOut(TOLD, 0, rows),
    share('restored', restored, isRestored, (value) => value === 1),
    ...clean.map(({ name, texts }) =>
      share(`altered, ${name}`, texts, isAltered, (value) => value <= MOST_ALTERED),
    ),
  ];
}

function takenOut(type: string, least: number, rows: readonly Labelled[]): Figure {
  const spans = rows.flatMap((row) => {
    const wanted = row.spans.filter(({ entity_type: of }) => of === type);
    const found = findPersonalData(
      row.full_text,
      findKnownNames(type === 'PERSON' ? namesOf(row) : []),
    );
    // Whole, and as one thing.
    return wanted.map(({ start_position: from, end_position: to }) =>
      found.some((stretch) => stretch.from <= from && stretch.to >= to),
    );
  });
  return share(`taken out, ${type}`, spans, Boolean, (value) => value >= least);
}

/** As a ticket knows its customer and agents. */
function namesOf({ full_text: text, spans }: Labelled): readonly KnownName[] {
  return spans
    .filter(({ entity_type: type }) => type === 'PERSON')
    .map(({ start_position: from, end_position: to }) => ({
      kind: 'PERSON',
      name: text.slice(from, to),
    }));
}

function share<T>(
  name: string,
  all: readonly T[],
  counts: (one: T) => boolean,
  holds: (value: number) => boolean,
): Figure {
  const value = all.filter(counts).length / all.length;
  return { name, value, of: all.length, holds: holds(value) };
}

const isAltered = (text: string): boolean => redact(text).text !== text;

function isRestored(text: string): boolean {
  const { text: sent, restore } = redact(text);
  return restore(sent) === text;
}

type Clean = { readonly name: string; readonly texts: readonly string[] };

function cleanTexts(): readonly Clean[] | null {
  const banking = readShared('banking77/train.csv');
  const bitext = readShared('bitext/replies.csv.gz');
  const reddit = ['train', 'dev'].map((part) => readShared(`goemotions/ekman-${part}.tsv.gz`));
  if (banking === null || bitext === null || reddit.includes(null)) return null;
  const replies = rowsOf(bitext).flatMap((row) => [row[0] ?? '', row[3] ?? '']);
  return [
    { name: 'banking77', texts: rowsOf(banking).map(([text = '']) => text) },
    { name: 'bitext', texts: replies.filter((text) => text !== '' && !text.includes('{{')) },
    {
      name: 'goemotions',
      texts: reddit.flatMap((part) =>
        (part ?? '').split('\n').map((line) => line.split('\t')[0] ?? ''),
      ),
    },
  ];
}

const CELL = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/gy;

/** Without the first row. */
function rowsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [all, quoted, bare = '', end] of csv.matchAll(CELL)) {
    if (all === '') break;
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(1).filter((row) => row.length > 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const figures = measureRedaction();
  if (figures === null) process.stdout.write('no data beside the repository: nothing measured\n');
  for (const { name, value, of, holds } of figures ?? [])
    process.stdout.write(
      `${holds ? 'holds' : 'FAILS'}  ${name.padEnd(28)} ${(100 * value).toFixed(2).padStart(6)} %  of ${of}\n`,
    );
  if (figures?.some(({ holds }) => !holds)) process.exitCode = 1;
}
