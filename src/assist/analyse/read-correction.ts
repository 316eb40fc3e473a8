import { AskerError } from '../../core/errors.ts';
import { languageCode } from '../../core/languages.ts';
import { CORRECTABLE, type CorrectableField, EMOTIONS, PRIORITIES } from './analysis.ts';
import { fold, type Taxonomy } from './taxonomy.ts';

/** What somebody says a conversation really is. null: what the analysis says is right after all. */
export type Correction = {
  readonly field: CorrectableField;
  readonly value: CorrectedValue | null;
};
export type CorrectedValue = string | number | readonly string[];

/**
 * What is wished, by field: labels there are, or "" for as analysed. `category` is the one it stands in, for subcategories.
 * Throws AskerError with what would do.
 */
export function checkCorrections(
  wishes: Readonly<Record<string, string>>,
  taxonomy: Taxonomy,
  category: string | null,
): readonly Correction[] {
  let standsIn = category;
  return Object.entries(wishes).map(([name, said]) => {
    const correction = checkCorrection(name, said, taxonomy, standsIn);
    if (correction.field === 'category' && typeof correction.value === 'string')
      standsIn = correction.value;
    return correction;
  });
}

function checkCorrection(
  name: string,
  said: string,
  taxonomy: Taxonomy,
  category: string | null,
): Correction {
  const field = CORRECTABLE.find((one) => one === fold(name));
  if (!field) throw new AskerError(`There is no “${name.trim()}” to put right. ${FIELDS_ARE}`);
  const value = said.trim();
  if (value === '') return { field, value: null };
  return { field, value: READ[field](value, taxonomy, category) };
}

const FIELDS_ARE = `What can be put right: ${CORRECTABLE.join(', ')}.`;
const SENTIMENTS: Readonly<Record<string, number>> = { negative: -0.6, neutral: 0, positive: 0.6 };

const READ: Readonly<
  Record<
    CorrectableField,
    (value: string, taxonomy: Taxonomy, category: string | null) => CorrectedValue
  >
> = {
  category: (value, { categories }) => oneOf('category', value, namesOf(categories)),
  subcategory(value, { categories }, category) {
    const own = categories.find(({ name }) => name === category);
    if (!own) throw new AskerError('A subcategory needs a category: put that right first.');
    return oneOf(`subcategory of ${own.name}`, value, namesOf(own.subcategories));
  },
  priority: (value) => oneOf('priority', value, PRIORITIES),
  emotion: (value) => oneOf('emotion', value, EMOTIONS),
  topics: (value, { topics }) => [
    ...new Set(value.split(',').map((one) => oneOf('topic', one.trim(), namesOf(topics)))),
  ],
  language(value) {
    const code = languageCode(value);
    if (code !== null) return code;
    throw new AskerError(`“${value}” is no language such as English or de.`);
  },
  sentiment(value) {
    const score = SENTIMENTS[fold(value)] ?? Number(value.replace('−', '-'));
    if (Number.isFinite(score) && Math.abs(score) <= 1) return score;
    throw new AskerError(
      `“${value}” is neither negative, neutral or positive nor between −1 and 1.`,
    );
  },
};

const namesOf = (named: readonly { readonly name: string }[]): readonly string[] =>
  named.map(({ name }) => name);

function oneOf(what: string, value: string, names: readonly string[]): string {
  const found = names.find((name) => fold(name) === fold(value));
  if (found !== undefined) return found;
  throw new AskerError(
    names.length > 0
      ? `“${value}” is no ${what}. There are: ${names.join(', ')}.`
      : `There is no ${what} in config/taxonomy.yaml.`,
  );
}
