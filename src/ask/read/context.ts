import type { Catalogue, Dimension, Metric } from '../../analytics/catalogue.ts';
import type { Facts } from '../../analytics/facts.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { Language } from './language.ts';
import type { Lexicon } from './lexicon.ts';

/** What reading a question depends on besides its words. */
export type ReadContext = {
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  readonly settings: TeamSettings;
  readonly language: Language;
  readonly lexicon: Lexicon;
  readonly time: TimeContext;
};

export function findMetric(context: ReadContext, id: string): Metric | undefined {
  return context.catalogue.metrics.find((metric) => metric.id === id);
}

export function findDimension(context: ReadContext, id: string): Dimension | undefined {
  return context.catalogue.dimensions.find((dimension) => dimension.id === id);
}

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1']);
const NO: ReadonlySet<string> = new Set(['false', 'no', 'n', '0']);

/** For a file's own yes/no column, how it writes each; null for any other field. */
export function truthsOf(
  context: ReadContext,
  field: string,
): { readonly yes: string; readonly no: string } | null {
  const values = (context.facts.values[field] ?? []).map(({ value }) => value);
  if (values.length === 0 || values.length > 2) return null;
  const yes = values.find((value) => YES.has(value.toLowerCase()));
  const no = values.find((value) => NO.has(value.toLowerCase()));
  if (values.some((value) => value !== yes && value !== no)) return null;
  return { yes: yes ?? 'true', no: no ?? 'false' };
}

/** The field's value as it is written in the data, by its whole name or its last word ("70" for "Group 70"). */
export function valueLike({ facts }: ReadContext, field: string, typed: string): string | null {
  const wanted = typed.toLowerCase();
  const found = (facts.values[field] ?? []).find(({ value, aliases }) => {
    const known = value.toLowerCase();
    return (
      known === wanted ||
      known.endsWith(` ${wanted}`) ||
      aliases.some((alias) => alias.toLowerCase() === wanted)
    );
  });
  return found?.value ?? null;
}
