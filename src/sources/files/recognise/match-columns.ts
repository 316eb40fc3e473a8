import { AskerError } from '../../../core/errors.ts';
import type { ColumnUse, Entity } from '../file-import.ts';
import { readDateShape } from '../values/date-shapes.ts';
import { durationSeconds } from '../values/durations.ts';
import { readFlag } from '../values/flags.ts';
import { type Content, describeContent } from './guess-content.ts';
import { guessByContent } from './guess-targets.ts';
import {
  headerNames,
  nameWithoutUnit,
  normaliseHeader,
  numberlessName,
  ownNames,
} from './normalise-header.ts';
import { findTarget, TARGETS, type Target, type ValueKind } from './targets.ts';

/** A column of the file and what it is taken for. */
export type Match = {
  readonly header: string;
  /** Position in the file, from 0. */
  readonly at: number;
  /** null: kept as an extra, or left out. */
  readonly target: Target | null;
  readonly because: ColumnUse['because'];
  /** Somebody said to leave it out. */
  readonly isIgnored: boolean;
  readonly content: Content;
};

/** header → target column, or `extra`, or `ignore`. */
export type GivenMap = Readonly<Record<string, string>>;

type Uses = Map<number, Pick<Match, 'target' | 'because' | 'isIgnored'>>;

type Candidate = { readonly at: number; readonly target: Target; readonly score: number };

const VARIANT_PENALTY = 200;
const BEST = 1_000;
/** Columns of one meaning that may be written as a time or as a duration. */
const OTHER_FORM: Readonly<Record<string, string>> = {
  first_response_at: 'first_response_duration',
  resolved_at: 'resolution_duration',
  first_response_duration: 'first_response_at',
  resolution_duration: 'resolved_at',
  customer_name: 'customer_email',
  customer_email: 'customer_name',
};

/**
 * Says what each column is: what the user (or a saved mapping) says first, then by name, then by content.
 * No two columns get one target; the better name wins and the other is an extra.
 * Throws AskerError when `given` names a column or target there isn't.
 */
export function matchColumns(input: {
  readonly entity: Entity;
  readonly headers: readonly string[];
  readonly sample: readonly (readonly (string | null)[])[];
  readonly given: GivenMap;
  readonly saved: GivenMap;
  readonly source: string;
}): readonly Match[] {
  const { entity, headers, sample } = input;
  const contents = headers.map((_, at) => describeContent(sample.map((row) => row[at] ?? null)));
  const uses: Uses = new Map();
  applyMap(uses, input.given, 'given', entity, headers);
  applyMap(uses, input.saved, 'saved', entity, headers);
  const taken = () => new Set([...uses.values()].map(({ target }) => target?.name));
  for (const { at, target } of namedCandidates(entity, headers, contents)) {
    if (!uses.has(at) && !taken().has(target.name))
      uses.set(at, { target, because: 'name', isIgnored: false });
  }
  for (const [at, target] of restOfLists(headers, uses)) {
    uses.set(at, { target, because: 'name', isIgnored: false });
  }
  const free = headers.flatMap((header, at) => {
    const content = contents[at];
    return uses.has(at) || !content || content.looks === 'nothing' ? [] : [{ header, at, content }];
  });
  for (const [at, name] of guessByContent(entity, free, input.source)) {
    const target = findTarget(entity, name);
    if (target && !uses.has(at) && !taken().has(name))
      uses.set(at, { target, because: 'content', isIgnored: false });
  }
  return headers.map((header, at) => ({
    header,
    at,
    content: contents[at] ?? describeContent([]),
    ...(uses.get(at) ?? { target: null, because: 'extra' as const, isIgnored: false }),
  }));
}

/** What may be spread over several columns: `Labels, Labels, Labels`, `tag 1, tag 2`. */
const MANY: ReadonlySet<ValueKind> = new Set(['list', 'people', 'emails']);

/** Columns named like one of a list but for a number. */
function restOfLists(
  headers: readonly string[],
  uses: Uses,
): readonly (readonly [number, Target])[] {
  const lists = new Map<string, Target>();
  for (const [at, { target }] of uses) {
    if (target && MANY.has(target.kind)) lists.set(numberlessName(headers[at] ?? ''), target);
  }
  return headers.flatMap((header, at) => {
    const target = uses.has(at) ? undefined : lists.get(numberlessName(header));
    return target ? [[at, target] as const] : [];
  });
}

function applyMap(
  uses: Uses,
  map: GivenMap,
  because: 'given' | 'saved',
  entity: Entity,
  headers: readonly string[],
): void {
  for (const [header, word] of Object.entries(map)) {
    const at = positionOf(header, headers);
    if (at >= 0) applyWord(uses, { at, word, because, entity, headers });
    else if (because === 'given') {
      throw new AskerError(`There is no column "${header}" in the file; it has ${list(headers)}.`);
    }
  }
}

/** What was said first stands; saying one thing of two columns is a slip worth telling. */
function applyWord(
  uses: Uses,
  said: {
    readonly at: number;
    readonly word: string;
    readonly because: 'given' | 'saved';
    readonly entity: Entity;
    readonly headers: readonly string[];
  },
): void {
  const { at, word, because, headers } = said;
  if (uses.has(at)) return;
  const isIgnored = /^ignore$/i.test(word);
  const target = isIgnored || /^extra$/i.test(word) ? null : readTarget(word, said.entity);
  const isMany = target !== null && MANY.has(target.kind);
  const other = isMany
    ? undefined
    : [...uses].find(([, use]) => target !== null && use.target?.name === target.name);
  if (!other) uses.set(at, { target, because, isIgnored });
  else if (other[1].because === because) {
    throw new AskerError(
      `"${headers[other[0]]}" and "${headers[at]}" can't both be ${target?.name}.`,
    );
  }
}

function positionOf(header: string, headers: readonly string[]): number {
  const exact = headers.indexOf(header);
  if (exact >= 0) return exact;
  const wanted = normaliseHeader(header);
  return headers.findIndex((candidate) => normaliseHeader(candidate) === wanted);
}

function readTarget(word: string, entity: Entity): Target {
  const name = normaliseHeader(word);
  const target =
    findTarget(entity, name) ?? TARGETS[entity].find((candidate) => candidate.names.includes(name));
  if (target) return target;
  throw new AskerError(
    `"${word}" is not a column of ${entity}; there are ${list(TARGETS[entity].map((one) => one.name))}, and extra or ignore.`,
  );
}

/** Every name that fits, the best fit first; a time where a duration was expected (and the like) counts for its sibling. */
function namedCandidates(
  entity: Entity,
  headers: readonly string[],
  contents: readonly Content[],
): readonly Candidate[] {
  const known = new Map<string, { readonly target: Target; readonly rank: number }[]>();
  for (const target of TARGETS[entity]) {
    target.names.forEach((name, rank) => {
      known.set(name, [...(known.get(name) ?? []), { target, rank }]);
    });
  }
  const candidates = headers.flatMap((header, at) =>
    namesOf(header, entity).flatMap(({ name, variant, isDuration }) =>
      (known.get(name) ?? []).flatMap(({ target, rank }) => {
        const suited = suit(entity, target, contents[at]);
        return suited && (!isDuration || suited.kind === 'duration')
          ? [{ at, target: suited, score: BEST - variant * VARIANT_PENALTY - rank }]
          : [];
      }),
    ),
  );
  return candidates.toSorted((a, b) => b.score - a.score || a.at - b.at);
}

type HeaderName = {
  readonly name: string;
  /** 0 for the name as it stands; the more was taken off, the higher. */
  readonly variant: number;
  /** A unit was taken off: what is left can only name a duration. */
  readonly isDuration: boolean;
};

function namesOf(header: string, entity: Entity): readonly HeaderName[] {
  const plain = [...new Set([...headerNames(header), ...ownNames(header, entity)])];
  const timed = headerNames(header).flatMap((name) => nameWithoutUnit(name) ?? []);
  const numberless = numberlessName(header);
  return [
    ...plain.map((name, variant) => ({ name, variant, isDuration: false })),
    ...timed.map((name) => ({ name, variant: 1, isDuration: true })),
    { name: numberless, variant: plain.length, isDuration: false },
  ].filter(({ name, variant }) => name !== '' && (variant === 0 || name !== plain[0]));
}

function suit(entity: Entity, target: Target, content: Content | undefined): Target | null {
  if (!content || content.looks === 'nothing' || couldBe(target, content)) return target;
  const other = findTarget(entity, OTHER_FORM[target.name] ?? '');
  return other && couldBe(other, content) ? other : null;
}

function couldBe(target: Target, { looks, filled }: Content): boolean {
  switch (target.kind) {
    case 'instant':
      return (
        looks === 'instant' ||
        halfOf(filled, (text) => readDateShape(text) !== null) ||
        filled.some((text) => /\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}/.test(text))
      );
    case 'duration':
      return looks !== 'instant' && halfOf(filled, isDuration);
    case 'email':
      return looks === 'email' || filled.some((text) => text.includes('@'));
    case 'count':
    case 'order':
      return looks === 'number' || looks === 'flag' || filled.every((text) => /^\d+$/.test(text));
    case 'flag':
    case 'notFlag':
      return (
        filled.every((text) => text.length < 20) &&
        filled.some((text) => readFlag(text) !== undefined)
      );
    case 'rating':
      return looks !== 'email' && looks !== 'duration' && filled.every((text) => text.length < 60);
    case 'status':
    case 'priority':
      return looks !== 'instant' && looks !== 'email' && filled.every((text) => text.length < 80);
    default:
      return target.name !== 'customer_name' || looks !== 'email';
  }
}

function isDuration(text: string): boolean {
  return /^[-+]?\d+(?:[.,]\d+)?$/.test(text) || durationSeconds(text) !== null;
}

function halfOf(values: readonly string[], holds: (text: string) => boolean): boolean {
  return values.filter(holds).length * 2 >= values.length;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 40).join(', ');
  return names.length > 40 ? `${shown} and ${names.length - 40} more` : shown;
}
