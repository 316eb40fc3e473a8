import type { Entity } from '../file-import.ts';
import type { Match } from '../recognise/match-columns.ts';
import { normaliseHeader } from '../recognise/normalise-header.ts';
import { type DurationUnit, unitBySize, unitInHeader } from '../values/durations.ts';
import { describeScale, findRatingScale } from '../values/ratings.ts';
import {
  countSql,
  durationSql,
  emailSql,
  type ListSplit,
  listSql,
  numberSql,
  personSql,
  type ShortClock,
} from '../values/read-sql.ts';
import { readListed } from './listed-values.ts';
import { isListed, valueSql } from './profile.ts';
import { readInstant } from './read-instant.ts';

/** A column as it will be read. */
export type ReadColumn = {
  readonly match: Match;
  /** Name of the value in the rows that are written: the target, or `x_…`. */
  readonly name: string;
  /** SQL over the file's rows, NULL where there is nothing or it can't be read. */
  readonly sql: string;
  /** Value as it stands → as it is written; null where SQL reads it. Joined as `words_N`. */
  readonly listed: ReadonlyMap<string, string | null> | null;
  readonly reads: string;
};

type Surroundings = Parameters<typeof readInstant>[2] & {
  readonly entity: Entity;
  readonly source: string;
};

/** Name under which a column's listed values are joined. */
export function wordsName({ match, name }: Pick<ReadColumn, 'match' | 'name'>): string {
  return `words_${name}_${match.at + 1}`;
}

/** How a column that has a target is read; what had to be guessed is added to `warnings`. */
export function readColumn(match: Match, input: Surroundings, warnings: string[]): ReadColumn {
  const text = valueSql(match.at, input.profile);
  const target = match.target;
  const base = { match, name: target?.name ?? '', listed: null };
  if (isListed(match)) return listedColumn(match, input);
  switch (target?.kind) {
    case 'instant':
      return { ...base, ...readInstant(match, text, input) };
    case 'duration': {
      const unit = durationUnit(match, input.source, warnings);
      return {
        ...base,
        sql: durationSql(text, unit.unit, shortClock(match, input.entity)),
        reads: unit.reads,
      };
    }
    case 'count':
      return { ...base, sql: countSql(text), reads: 'whole number' };
    case 'order':
      return { ...base, sql: numberSql(text), reads: 'number that orders the rows of one ticket' };
    case 'list':
    case 'emails':
    case 'people': {
      const split = listSplit(match, input.source);
      const items = target.kind === 'emails' ? `lower(${text})` : text;
      return { ...base, sql: listSql(items, split), reads: `list, split at ${LIST_WORDS[split]}` };
    }
    case 'email':
      return { ...base, sql: emailSql(text), reads: 'e-mail address' };
    case 'person':
      return { ...base, sql: personSql(text), reads: 'name' };
    case 'word':
      return { ...base, sql: `lower(${text})`, reads: 'word, in lower case' };
    default:
      return { ...base, sql: text, reads: target?.kind === 'id' ? 'id' : 'text' };
  }
}

const LIST_WORDS: Readonly<Record<ListSplit, string>> = {
  marks: 'comma, semicolon or pipe',
  spaces: 'spaces',
};

/** Zendesk's tags hold no spaces, and stand with spaces between them. */
function listSplit({ target, content }: Match, source: string): ListSplit {
  const isSpaced = source === 'zendesk' && !content.filled.some((text) => /[,;|[]/.test(text));
  return target?.name === 'tags' && isSpaced ? 'spaces' : 'marks';
}

const LISTED_WORDS: Readonly<Record<string, string>> = {
  status: 'state, as open, pending, solved or closed',
  priority: 'priority, as low, medium, high or urgent',
  authorKind: 'who wrote it: customer, agent, bot or system',
  role: 'role: agent, manager or bot',
  flag: 'yes or no',
  notFlag: 'yes or no, turned round',
};
const LISTED_TYPES: Readonly<Record<string, string>> = {
  rating: 'DOUBLE',
  flag: 'BOOLEAN',
  notFlag: 'BOOLEAN',
};

function listedColumn(match: Match, { profile, source }: Surroundings): ReadColumn {
  const kind = match.target?.kind ?? 'text';
  const values = [...(profile.columns[match.at]?.values?.keys() ?? [])];
  return {
    match,
    name: match.target?.name ?? '',
    sql: `${wordsName({ match, name: match.target?.name ?? '' })}.reading::${LISTED_TYPES[kind] ?? 'VARCHAR'}`,
    listed: readListed(kind, values, source),
    reads:
      kind === 'rating'
        ? describeScale(findRatingScale(values, source))
        : (LISTED_WORDS[kind] ?? 'text'),
  };
}

/** Chats last minutes, tickets hours; a header that says so is believed. */
function shortClock(match: Match, entity: Entity): ShortClock {
  const name = normaliseHeader(match.header);
  if (/hh_mm/.test(name)) return 'hours-minutes';
  return /mm_ss/.test(name) || entity === 'chats' ? 'minutes-seconds' : 'hours-minutes';
}

function durationUnit(
  match: Match,
  source: string,
  warnings: string[],
): { readonly unit: DurationUnit; readonly reads: string } {
  const added = match.target?.name === 'duration_seconds' ? '' : ', added to when it began';
  if (match.content.looks === 'duration') return { unit: 'seconds', reads: `duration${added}` };
  const named = unitInHeader(normaliseHeader(match.header));
  if (named) return { unit: named, reads: `duration in ${named}${added}` };
  const guess = unitBySize(match.content.filled.map(Number));
  const isHubspot = /^(?:properties_)?(?:hs_)?time_to_\w+$/.test(normaliseHeader(match.header));
  if (isHubspot && source === 'hubspot' && guess !== 'hours') {
    return { unit: 'ms', reads: `duration in ms${added}` };
  }
  const unit = guess ?? 'seconds';
  warnings.push(
    `"${match.header}" does not say its unit; its numbers were read as ${unit}. Name the unit in the header ("${match.header} (minutes)") to say otherwise.`,
  );
  return { unit, reads: `duration in ${unit}${added}` };
}
