import type { Catalogue, Dimension } from './catalogue.ts';
import { quoted } from './compile/population.ts';
import type { ExtraField, Facts } from './facts.ts';
import type { Of } from './query-plan.ts';

/**
 * The catalogue with a field for each of the file's own columns, named by its header.
 * A word of the header no longer means the catalogue's field: the file's own column is what people see in their data.
 */
export function withExtras(catalogue: Catalogue, facts: Pick<Facts, 'extras'>): Catalogue {
  const taken = new Set(catalogue.dimensions.flatMap(({ id, label }) => [id, label.toLowerCase()]));
  const byColumn = Map.groupBy(facts.extras, ({ column }) => column);
  const extras = [...byColumn].map(([column, fields]) => extraDimension(column, fields, taken));
  const words = new Set(
    extras.flatMap(({ label, synonyms }) => [label.toLowerCase(), ...synonyms]),
  );
  const dimensions = catalogue.dimensions.map((dimension) => ({
    ...dimension,
    synonyms: dimension.synonyms.filter((word) => !words.has(word.toLowerCase())),
  }));
  return { ...catalogue, dimensions: [...dimensions, ...extras] };
}

function extraDimension(
  column: string,
  fields: readonly ExtraField[],
  taken: ReadonlySet<string>,
): Dimension {
  const header = fields[0]?.label ?? column;
  const words = wordsOf(header);
  const label = taken.has(words) ? `${words} (from the file)` : words;
  const synonyms = new Set([header.toLowerCase(), column.replace(/^x_/, '').replaceAll('_', ' ')]);
  return {
    id: column,
    label,
    plural: `${label}s`,
    synonyms: [...synonyms].filter((word) => word !== label && !taken.has(word)),
    definition: `The file's own column "${header}".`,
    kind: 'name',
    on: populationsOf(fields),
    value: quoted(column),
    needs: [column],
    values: [],
    whenTrue: [],
    whenFalse: [],
    extra: true,
  };
}

/** "businessUnit" and "business_unit" read as "business unit". */
function wordsOf(header: string): string {
  return header
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();
}

function populationsOf(fields: readonly ExtraField[]): Of[] {
  const tables = new Set(fields.map(({ table }) => table));
  return tables.size === 2 ? ['tickets', 'chats', 'conversations'] : [...tables];
}
