import type { ColumnUse, Entity } from '../file-import.ts';
import type { Match } from '../recognise/match-columns.ts';
import { slugOf } from '../recognise/normalise-header.ts';
import { BEGINNING } from '../recognise/targets.ts';
import type { DateOrder } from '../values/date-shapes.ts';
import { readStatus } from '../values/words.ts';
import { type Profile, valueSql } from './profile.ts';
import { type ReadColumn, readColumn, wordsName } from './read-column.ts';

export type LoadPlan = {
  readonly entity: Entity;
  readonly source: string;
  readonly zone: string;
  readonly columns: readonly ReadColumn[];
  readonly uses: readonly ColumnUse[];
  readonly warnings: readonly string[];
};

export type PlanInput = {
  readonly entity: Entity;
  readonly source: string;
  readonly zone: string;
  readonly matches: readonly Match[];
  readonly profile: Profile;
  readonly orders: ReadonlyMap<number, DateOrder>;
  /** Positions of columns that only repeat an earlier one. */
  readonly repeats: ReadonlySet<number>;
  /** Instants past it can't be meant; ISO. */
  readonly latest: string;
  /** Several rows a ticket. */
  readonly isLog: boolean;
  /** Label → column of the extras already in the store. */
  readonly knownExtras: ReadonlyMap<string, string>;
};

/** They order and sign the steps of a log, and are fields of a ticket all the same. */
const ALSO_EXTRA: ReadonlySet<string> = new Set(['event_order', 'event_actor']);
const WITH_EXTRAS: ReadonlySet<Entity> = new Set(['tickets', 'chats']);

/** Decides, for every column, whether and how it is read. */
export function planLoad(input: PlanInput): LoadPlan {
  const { entity, source, zone } = input;
  const warnings: string[] = [];
  const extraNames = new Set<string>();
  const planned = input.matches.map((match) => planColumn(match, input, extraNames, warnings));
  const uses = planned.map(({ use }) => use);
  const columns = joinLists(planned.flatMap((column) => column.columns));
  columns.push(...statusByStage(columns, input));
  warnings.push(
    ...guessedBeginning(uses, entity),
    ...leftOutWarnings(uses, entity),
    ...closingWarnings(columns),
  );
  return { entity, source, zone, columns, uses, warnings };
}

/** Columns that hold one list together are read as one. */
function joinLists(columns: readonly ReadColumn[]): ReadColumn[] {
  const byName = Map.groupBy(columns, ({ name }) => name);
  return [...byName.values()].flatMap((same) => {
    const [first] = same;
    if (!first || same.length === 1) return same;
    const lists = same.map(({ sql }) => `coalesce(${sql}, [])`);
    const joined = lists.reduce((all, next) => `list_concat(${all}, ${next})`);
    return [{ ...first, sql: `nullif(${joined}, [])` }];
  });
}

type PlannedColumn = { readonly use: ColumnUse; readonly columns: readonly ReadColumn[] };

function planColumn(
  match: Match,
  input: PlanInput,
  extraNames: Set<string>,
  warnings: string[],
): PlannedColumn {
  const { profile, entity } = input;
  const because = reasonFor(match, input);
  const use = useOf(match, because);
  const isUnwanted = match.target === null && !WITH_EXTRAS.has(entity);
  if (
    match.isIgnored ||
    because === 'duplicate' ||
    (because === 'empty' && !match.target) ||
    isUnwanted
  ) {
    return {
      use: { ...use, column: null, reads: leftOutWords(match, because, entity) },
      columns: [],
    };
  }
  if (!match.target) {
    const extra = extraColumn(match, extraName(match, input, extraNames), profile);
    return { use: { ...use, column: extra.name, reads: extra.reads }, columns: [extra] };
  }
  const read = readColumn(match, input, warnings);
  if (!ALSO_EXTRA.has(match.target.name)) {
    return {
      use: { ...use, column: writtenColumn(read.name), reads: read.reads },
      columns: [read],
    };
  }
  const extra = extraColumn(match, extraName(match, input, extraNames), profile);
  const reads = `${read.reads}; kept as an extra field too`;
  return { use: { ...use, column: extra.name, reads }, columns: [read, extra] };
}

function reasonFor(match: Match, { profile, repeats }: PlanInput): ColumnUse['because'] {
  if ((profile.columns[match.at]?.filled ?? 0) === 0) return 'empty';
  return repeats.has(match.at) ? 'duplicate' : match.because;
}

/** Columns a person would miss: these entities keep no extra fields. */
function leftOutWarnings(uses: readonly ColumnUse[], entity: Entity): readonly string[] {
  if (WITH_EXTRAS.has(entity)) return [];
  const names = uses.filter(({ because }) => because === 'extra').map(({ header }) => header);
  return names.length === 0
    ? []
    : [`Left out, since ${entity} have no extra fields: ${names.join(', ')}.`];
}

/** Every period is counted by it: worth a look when only its values speak for it. */
function guessedBeginning(uses: readonly ColumnUse[], entity: Entity): readonly string[] {
  const beginning = BEGINNING[entity];
  return uses
    .filter(({ target, because }) => target === beginning && because === 'content')
    .map(
      ({ header }) =>
        `No column is named like ${beginning}; "${header}" was taken for it, as the only other time there is. If it isn't, say which column is.`,
    );
}

function closingWarnings(columns: readonly ReadColumn[]): readonly string[] {
  const has = new Set(columns.map(({ name }) => name));
  return has.has('created_at') && closingCounts(has)
    ? ['No column says when tickets were resolved; the time of closing stands in.']
    : [];
}

/** Where no column tells the status, the stages do whose words say so; in a log of activities, all others are open. */
function statusByStage(columns: readonly ReadColumn[], input: PlanInput): readonly ReadColumn[] {
  const stage = columns.find(({ name }) => name === 'stage');
  if (!stage || input.entity !== 'tickets' || columns.some(({ name }) => name === 'status'))
    return [];
  const values = [...(input.profile.columns[stage.match.at]?.values?.keys() ?? [])];
  const unsaid = input.isLog ? 'open' : null;
  const listed = new Map(values.map((value) => [value, readStatus(value, input.source) ?? unsaid]));
  if (![...listed.values()].some((status) => status !== null)) return [];
  const status = { match: stage.match, name: 'status', listed, reads: 'state, by the stage' };
  return [{ ...status, sql: `${wordsName(status)}.reading` }];
}

/** A system that only knows closing: that is when a ticket was resolved. */
export function closingCounts(has: ReadonlySet<string>): boolean {
  return has.has('closed_at') && !has.has('resolved_at') && !has.has('resolution_duration');
}

function useOf(match: Match, because: ColumnUse['because']): Omit<ColumnUse, 'column' | 'reads'> {
  return {
    header: match.header,
    target: match.target ? writtenColumn(match.target.name) : null,
    because,
    examples: [...new Set(match.content.filled)].slice(0, 3).map((text) => text.slice(0, 120)),
  };
}

function leftOutWords(match: Match, because: ColumnUse['because'], entity: Entity): string {
  if (match.isIgnored) return 'left out, as said';
  if (because === 'empty') return 'left out: empty throughout';
  if (because === 'duplicate') return 'left out: the same as another column';
  return `left out: ${entity} have no extra fields`;
}

/** The store's column a value ends up in. */
export function writtenColumn(name: string): string {
  const columns: Readonly<Record<string, string>> = {
    first_response_duration: 'first_response_at',
    resolution_duration: 'resolved_at',
    event_at: 'updated_at',
    event_order: 'ticket_history',
    event_actor: 'ticket_history',
    private: 'public',
    customer_first_name: 'customer_name',
    customer_last_name: 'customer_name',
  };
  return columns[name] ?? name;
}

function extraName(match: Match, { knownExtras }: PlanInput, taken: Set<string>): string {
  const known = knownExtras.get(match.header);
  if (known && !taken.has(known)) {
    taken.add(known);
    return known;
  }
  const base = `x_${slugOf(match.header) || `column_${match.at + 1}`}`;
  const inStore = new Set(knownExtras.values());
  let name = base;
  for (let n = 2; taken.has(name) || inStore.has(name); n++) name = `${base}_${n}`;
  taken.add(name);
  return name;
}

function extraColumn(match: Match, name: string, profile: Profile): ReadColumn {
  return {
    match,
    name,
    sql: valueSql(match.at, profile),
    listed: null,
    reads: 'text, kept as an extra field',
  };
}
