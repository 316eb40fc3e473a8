import { z } from 'zod';
import { ConfigError } from '../../core/errors.ts';
import { readYaml } from '../../core/yaml-file.ts';
import { fold, type Taxonomy } from './taxonomy.ts';

const name = z.string().trim().min(1);
const words = z.array(name).min(1);
/** A list, or words with commas between them. */
const manyWords = z.union([
  words,
  z
    .string()
    .transform((text) => text.split(',').map((word) => word.trim()))
    .pipe(words),
]);
const worded = z.strictObject({ name, words });
const category = z.strictObject({
  name,
  covers: name,
  also: z.array(name).default([]),
  words: manyWords.default([]),
  subcategories: z.array(worded).default([]),
});

const taxonomyFile = z.strictObject({
  use: name,
  taxonomies: z.record(name, z.array(category).min(2, 'needs at least two categories')),
  topics: z.array(worded).default([]),
  threats: z.array(name).default([]),
});

/** Throws ConfigError with every problem by file and line. */
export function loadTaxonomy(text: string, fileName: string): Taxonomy {
  const { value: file, at } = readYaml(text, fileName, taxonomyFile);
  const categories = file.taxonomies[file.use];
  const problems = Object.entries(file.taxonomies).flatMap(([list, entries]) => [
    ...twice(
      entries.map((one, place) => ({ words: [one.name, ...one.also], place })),
      (word, place) => `${at(['taxonomies', list, place])}: ${list}: "${word}" is there twice`,
    ),
    ...entries.flatMap(({ subcategories }, place) =>
      twice(
        subcategories.map((one, nth) => ({ words: [one.name], place: nth })),
        (word, nth) =>
          `${at(['taxonomies', list, place, 'subcategories', nth])}: "${word}" is there twice`,
      ),
    ),
  ]);
  problems.push(
    ...twice(
      file.topics.map((one, place) => ({ words: [one.name], place })),
      (word, place) => `${at(['topics', place])}: topics: "${word}" is there twice`,
    ),
  );
  if (!categories) {
    const known = Object.keys(file.taxonomies).join(', ') || 'none';
    problems.push(`${at(['use'])}: use: there is no taxonomy "${file.use}"; there are ${known}`);
  }
  if (problems.length > 0 || !categories) throw new ConfigError(problems);
  return { name: file.use, categories, topics: file.topics, threats: file.threats };
}

type Named = { readonly words: readonly string[]; readonly place: number };

function twice(named: readonly Named[], say: (word: string, place: number) => string): string[] {
  const seen = new Set<string>();
  return named.flatMap(({ words: own, place }) =>
    own.flatMap((word) => {
      if (seen.has(fold(word))) return [say(word, place)];
      seen.add(fold(word));
      return [];
    }),
  );
}
