import type { Facts } from '../analytics/facts.ts';
import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Ability, Role } from '../core/access.ts';

/** What whoever asks may be told. It judges what a question was read as, before anything of it is run. */
export type Permit = {
  /** Equal keys, equal judgement: answers are kept by it. */
  readonly key: string;
  /** The agent in the data who "I", "me" and "my" stand for; null: that isn't known of this person. */
  readonly self: string | null;
  /** The asker's own, where others read along: what this refuses and that allows is told to the asker privately. */
  readonly alone: Permit | null;
  judge(plan: QueryPlan, facts: Facts): Verdict;
  /** Fields whose values may not be told. */
  hidden(facts: Facts): ReadonlySet<string>;
  /** Whether everybody who is told has this role at least. */
  reaches(role: Role): boolean;
  /** The refusal of what takes this. */
  deny(ability: Ability): Denial;
};

export type Verdict = Allowed | ({ readonly kind: 'denied' } & Denial);

export type Allowed = {
  readonly kind: 'allowed';
  /** The plan as it may be run: columns that may not be seen are gone from it. */
  readonly plan: QueryPlan;
  /** Fields whose values may not be told anywhere in the answer. */
  readonly hidden: ReadonlySet<string>;
};

/** Why not, in words that say who grants it. */
export type Denial = { readonly ability: Ability; readonly text: string };

/** The fields in which people stand by name, those of the team and those it serves. A file's own columns count when they hold the same names. */
export type NamingFields = {
  readonly agents: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
};

/** Columns a list may show beside the fields. */
const AGENTS = ['agent', 'agents'];
const CUSTOMERS = ['customer', 'company', 'customer_name', 'customer_email'];
const LOOKED_AT = 20;
const known = new WeakMap<Facts['values'], NamingFields>();

export function namingFields({ values, extras }: Pick<Facts, 'values' | 'extras'>): NamingFields {
  const kept = known.get(values);
  if (kept) return kept;
  const alike = (fields: readonly string[]): ReadonlySet<string> => {
    const names = new Set(fields.flatMap((field) => namesIn(values, field)));
    const holdsNames = (column: string): boolean => {
      const seen = (values[column] ?? []).slice(0, LOOKED_AT);
      const hits = seen.filter(({ value }) => names.has(value.toLowerCase()));
      return seen.length > 0 && hits.length * 2 >= seen.length;
    };
    return new Set([...fields, ...extras.map(({ column }) => column).filter(holdsNames)]);
  };
  const found = { agents: alike(AGENTS), customers: alike(CUSTOMERS) };
  known.set(values, found);
  return found;
}

function namesIn(values: Facts['values'], field: string): string[] {
  return (values[field] ?? []).flatMap(({ value, aliases }) =>
    [value, ...aliases].map((name) => name.toLowerCase()),
  );
}
