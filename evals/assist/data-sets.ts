import type { Example } from '../../src/assist/classify/train-classifier.ts';
import { readShared } from './shared-data.ts';

/** Banking questions in 77 intents. */
export function readBanking(): Example[] | null {
  const text = readShared('banking77/train.csv');
  return text === null
    ? null
    : readCsv(text).map(([said = '', label = '']) => ({ text: said, label }));
}

export type Clinc = { readonly learned: Example[]; readonly measured: Example[] };

/** Questions in 150 intents, with some beside all of them; its own split. */
export function readClinc(): Clinc | null {
  const text = readShared('clinc150/train_val.json.gz');
  if (text === null) return null;
  const parts: Readonly<Record<string, readonly (readonly [string, string])[]>> = JSON.parse(text);
  const inside = (part: string) =>
    (parts[part] ?? []).map(([said, label]) => ({ text: said, label }));
  const outside = (part: string) =>
    (parts[part] ?? []).map(([said]) => ({ text: said, label: null }));
  return {
    learned: [...inside('train'), ...outside('oos_train')],
    measured: [...inside('val'), ...outside('oos_val')],
  };
}

/** Comments with Ekman's six emotions or neutral, those with one label only. */
export function readGoEmotions(part: 'train' | 'dev'): Example[] | null {
  const text = readShared(`goemotions/ekman-${part}.tsv.gz`);
  const names = readShared('goemotions/ekman-labels.txt')?.trim().split('\n');
  if (text === null || names === undefined) return null;
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([, labels = '']) => !labels.includes(','))
    .map(([said = '', label]) => ({ text: said, label: names[Number(label)] ?? null }));
}

/** Tweets with one of four emotions. */
export function readTweets(part: 'train' | 'val'): Example[] | null {
  const text = readShared(`tweeteval-emotion/${part}_text.txt`);
  const labels = readShared(`tweeteval-emotion/${part}_labels.txt`);
  if (text === null || labels === null) return null;
  const names = ['anger', 'joy', 'optimism', 'sadness'];
  const numbers = labels.trim().split('\n');
  return text
    .split('\n')
    .slice(0, numbers.length)
    .map((said, at) => ({ text: said, label: names[Number(numbers[at])] ?? null }));
}

/** Requests to a shop with their intent as label. */
export function readBitext(): Example[] | null {
  const text = readShared('bitext/replies.csv.gz');
  return text === null
    ? null
    : readCsv(text).map(([said = '', label = '']) => ({ text: said, label }));
}

/** The rows after the heading. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  for (let match = cell.exec(text); match !== null && match[0] !== ''; match = cell.exec(text)) {
    const [, said = '', end] = match;
    rows.at(-1)?.push(said.startsWith('"') ? said.slice(1, -1).replaceAll('""', '"') : said);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(1).filter((row) => row.length > 1);
}
