import type { Allowed } from '../../analytics/adhoc/guard.ts';
import type { Held, TypedNoun } from '../model/placeholders.ts';
import { bare } from './held-values.ts';
import { isAsked, type Stretch } from './stretches.ts';

/** What a question names, by placeholder. */
export type Asked = {
  readonly held: ReadonlyMap<string, Held>;
  readonly stretches: readonly Stretch[];
};

/** What may have been said beside the question. */
const LOOSE: TypedNoun = 'word';

/** A statement without a name, text or stretch of time that was asked for is another question's; which it leaves out. */
export function leftOut(statement: Allowed, { held, stretches }: Asked): readonly string[] {
  const names = [...held].flatMap(([placeholder, one]) =>
    isLoose(one) || isUsed(statement, bare(placeholder), one) ? [] : [placeholder],
  );
  const bounds = stretches
    .filter(isAsked)
    .flatMap(({ from, until }) => [from, until])
    .filter((name) => !statement.held.includes(name))
    .map((name) => `{{${name}}}`);
  return [...names, ...bounds];
}

/** Words of the question the statement makes nothing of, as typed. */
export function passedOver(statement: Allowed, { held }: Asked): readonly string[] {
  return [...held].flatMap(([placeholder, one]) =>
    one.kind === 'typed' && !isUsed(statement, bare(placeholder), one) ? [one.text] : [],
  );
}

const isLoose = (held: Held): boolean => held.kind === 'typed' && held.noun === LOOSE;

function isUsed({ held, shown }: Allowed, name: string, { kind }: Held): boolean {
  return kind === 'column' ? new RegExp(`\\b${name}\\b`).test(shown) : held.includes(name);
}
