import type { Facts } from '../analytics/facts.ts';
import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Statement } from '../core/answer.ts';
import { namingFields, type Permit, type Verdict } from './permit.ts';
import { asSelf } from './read/first-person.ts';
import type { Reading } from './read/reading.ts';

type Scope = { readonly permit?: Permit | undefined; readonly facts: Facts };

const NOTHING: ReadonlySet<string> = new Set();

/** What may be told of a plan; without a permit, all of it. */
export function verdictOn(plan: QueryPlan, { permit, facts }: Scope): Verdict {
  if (permit) return permit.judge(plan, facts);
  return { kind: 'allowed', plan, hidden: NOTHING };
}

export const hiddenIn = ({ permit, facts }: Scope): ReadonlySet<string> =>
  permit?.hidden(facts) ?? NOTHING;

export const isAllowed = (plan: QueryPlan, scope: Scope): boolean =>
  verdictOn(plan, scope).kind === 'allowed';

/** Facts to speak from: without the values nobody may hear of, so that none is named, counted or offered. */
export function factsWithout(facts: Facts, hidden: ReadonlySet<string>): Facts {
  if (hidden.size === 0) return facts;
  const values = Object.entries(facts.values).map(([field, found]) => [
    field,
    hidden.has(field) ? [] : found,
  ]);
  const count = facts.managers.length;
  const managers =
    hidden.has('agent') && count > 0
      ? [count === 1 ? '1 person' : `${count} people`]
      : facts.managers;
  return { ...facts, values: Object.fromEntries(values), managers };
}

const MASKED = '(not shown)';

/** Statements as they ran, but for names nobody may hear of among their values: managers left out, for one. */
export function statementsWithout(
  statements: readonly Statement[],
  hidden: ReadonlySet<string>,
  { permit, facts }: Scope,
): readonly Statement[] {
  const names = hiddenNames(hidden, { permit, facts });
  if (names.size === 0) return statements;
  return statements.map(({ sql, params }) => ({
    sql,
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'string' && names.has(value.toLowerCase()) ? MASKED : value,
      ]),
    ),
  }));
}

/** Whether a text names somebody who may not be named. */
export function namesHidden(text: string, hidden: ReadonlySet<string>, scope: Scope): boolean {
  const said = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return [...hiddenNames(hidden, scope)].some((name) =>
    said.includes(` ${name.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `),
  );
}

/** In lower case, aliases too; never the asker's own. */
function hiddenNames(hidden: ReadonlySet<string>, { permit, facts }: Scope): ReadonlySet<string> {
  const names = [...hidden].flatMap((field) =>
    (facts.values[field] ?? [])
      .filter(({ value }) => value !== permit?.self)
      .flatMap(({ value, aliases }) => [value, ...aliases]),
  );
  const managers = hidden.has('agent')
    ? facts.managers.filter((name) => name !== permit?.self)
    : [];
  return new Set([...names, ...managers].map((name) => name.toLowerCase()));
}

/** Reads a question in which "I", "me" and "my" stand for the agent who asks. */
export function readAsSelf(
  question: string,
  { permit, facts }: Scope,
  read: (question: string) => Reading,
): Reading {
  const self = permit?.self ?? null;
  const spoken = permit && asSelf(question, self ?? 'X');
  if (!spoken) return read(question);
  if (self === null) return decline(UNKNOWN_SELF);
  if (!(facts.values.agent ?? []).some(({ value }) => value === self)) {
    return decline(`You are ${self} here, and no conversation is assigned to ${self} yet.`);
  }
  return ofSelf(question, read(spoken), { permit, facts });
}

/** The question with the asker's name in the place of "I", "me" and "my". */
export function asAsked(question: string, { permit }: Scope): string {
  const self = permit?.self ?? null;
  return (self !== null && asSelf(question, self)) || question;
}

/** A reading of what somebody asked of themselves must be about them. */
export function ofSelf(question: string, reading: Reading, { permit, facts }: Scope): Reading {
  const self = permit?.self ?? null;
  if (self === null || asSelf(question, self) === null) return reading;
  if (reading.kind !== 'plan' || reading.plan.kind === 'about') return reading;
  if (!isAbout(reading.plan, self, namingFields(facts).agents)) {
    return decline('I’m not sure what is meant by “I” or “my” there, so I’d rather not guess.');
  }
  return { ...reading, assumed: [...reading.assumed, `you: ${self}`] };
}

const UNKNOWN_SELF =
  'I don’t know which agent in the data you are. Whoever edits config/team.yaml can write your e-mail address beside your name there; then “my tickets” works.';

const decline = (text: string): Reading => ({ kind: 'decline', text, instead: [] });

function isAbout(plan: QueryPlan, self: string, agents: ReadonlySet<string>): boolean {
  if (plan.kind === 'about') return false;
  const compare = plan.kind === 'figures' ? plan.compare : null;
  if (compare?.kind === 'team' && agents.has(compare.field)) return compare.value === self;
  return plan.where.some(({ field, values }) => agents.has(field) && values.includes(self));
}
