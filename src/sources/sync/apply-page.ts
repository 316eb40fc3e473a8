import type { Writer } from '../../store/database.ts';
import { type Directory, readDirectory } from './directory.ts';
import type { IdFilter } from './id-filter.ts';
import {
  keepHistory,
  keepRatings,
  keepRejects,
  markGone,
  putRatingsOnTickets,
} from './keep-details.ts';
import { keepLabels } from './keep-labels.ts';
import { labelChats, labelMessages, labelTickets } from './label-rows.ts';
import { insertRows, type Merged, mergeRows, NOTHING_MERGED } from './merge-rows.ts';
import type { PageRows, SourcedRow } from './page.ts';
import { newestOfEach, stageRows } from './stage-rows.ts';

type Table = 'tickets' | 'chats' | 'messages';

/** Ids the store has of a source, where that is known: rows that surely aren't there need no looking for. `history`: tickets that have some. */
export type KnownIds = Readonly<Record<Table | 'history', IdFilter>>;

export type Applying = {
  readonly source: string;
  readonly mapping: string;
  /** `import_id` of the rows written, by which what they touched is found again. */
  readonly segment: string;
  readonly now: string;
  readonly knownIds: KnownIds | null;
  /** As an earlier page of the run gave it back; null: to be read. */
  readonly directory: Directory | null;
  readonly holds: Holds;
};

/** What the store may hold of a source, so that nothing is looked for where there is none. */
export type Holds = {
  readonly conversations: boolean;
  readonly ratings: boolean;
  readonly rejects: boolean;
};
export const EVERYTHING: Holds = { conversations: true, ratings: true, rejects: true };

export type Counts = Merged & { readonly deleted: number; readonly rejected: number };

export type Applied = Counts & {
  readonly directory: Directory;
  readonly holds: Holds;
  /** Whether there is something to derive from. */
  readonly isNews: boolean;
};

/**
 * Brings a page's rows into the store: new ones added, changed ones changed by the newest version, the rest left alone.
 * Applying it again, or after later pages, changes nothing. Run in the one transaction that saves the state beside it.
 */
export async function applyPage(
  writer: Writer,
  page: PageRows,
  applying: Applying,
): Promise<Applied> {
  const { source, segment, knownIds } = applying;
  const place = { source, segment };
  const areLabelsNew = await keepLabels(writer, place, page);
  const known = areLabelsNew ? null : applying.directory;
  const directory = known ?? (await readDirectory(writer, source));
  const holds = withPage(applying.holds, page);
  const { merged, newTickets } = await writeConversations(writer, page, directory, applying);
  await keepRatings(writer, source, page.ratings ?? []);
  if (holds.ratings) await putRatingsOnTickets(writer, place, ratedTickets(page));
  await keepHistory(writer, place, page.history ?? [], withoutHistory(newTickets, knownIds));
  const deleted = await markGone(writer, place, page.gone ?? []);
  for (const { ticket_ref } of page.history ?? []) knownIds?.history.add(ticket_ref);
  for (const { entity, source_id } of page.gone ?? []) knownIds?.[entity].add(source_id);
  if (holds.rejects) await keepRejects(writer, applying, page);
  const isNews = areLabelsNew || merged.inserted + merged.updated + deleted > 0;
  return { ...merged, deleted, rejected: page.rejects?.length ?? 0, directory, holds, isNews };
}

async function writeConversations(
  writer: Writer,
  page: PageRows,
  directory: Directory,
  { source, segment, knownIds }: Applying,
): Promise<{ readonly merged: Merged; readonly newTickets: ReadonlySet<string> }> {
  const place = { source, segment };
  const written: Merged[] = [];
  const write = async <Row extends SourcedRow>(
    table: Table,
    rows: readonly Row[] | undefined,
    label: (rows: readonly Row[]) => readonly object[],
  ): Promise<readonly Row[]> => {
    const { sure, unsure } = apart(newestOfEach(rows ?? []), knownIds?.[table] ?? null);
    if (sure.length > 0) written.push(await insertRows(writer, table, stageRows(label(sure))));
    if (unsure.length > 0)
      written.push(await mergeRows(writer, table, stageRows(label(unsure)), segment));
    return sure;
  };
  const newTickets = await write('tickets', page.tickets, (rows) =>
    labelTickets(rows, directory, place),
  );
  await write('chats', page.chats, (rows) => labelChats(rows, directory, place));
  await write('messages', page.messages, (rows) => labelMessages(rows, directory, place, page));
  return {
    merged: sumOf(written),
    newTickets: new Set(newTickets.map(({ source_id }) => source_id)),
  };
}

function withPage(holds: Holds, { ratings, rejects }: PageRows): Holds {
  return {
    conversations: true,
    ratings: holds.ratings || (ratings?.length ?? 0) > 0,
    rejects: holds.rejects || (rejects?.length ?? 0) > 0,
  };
}

/** Rows that surely aren't in the store, and those that may be. */
function apart<Row extends SourcedRow>(
  rows: readonly Row[],
  known: IdFilter | null,
): { readonly sure: readonly Row[]; readonly unsure: readonly Row[] } {
  if (!known) return { sure: [], unsure: rows };
  const may = new Set(rows.filter(({ source_id }) => known.mayHave(source_id)));
  for (const { source_id } of rows) known.add(source_id);
  return { sure: rows.filter((row) => !may.has(row)), unsure: [...may] };
}

/** A ticket's history may have come before it. */
function withoutHistory(tickets: ReadonlySet<string>, known: KnownIds | null): ReadonlySet<string> {
  return new Set([...tickets].filter((ref) => !known?.history.mayHave(ref)));
}

/** Tickets whose rating may be another one now. */
function ratedTickets({ tickets, ratings }: PageRows): readonly string[] {
  return [
    ...(tickets ?? []).map(({ source_id }) => source_id),
    ...(ratings ?? []).map(({ conversation_ref }) => conversation_ref),
  ];
}

function sumOf(merged: readonly Merged[]): Merged {
  if (merged.length === 0) return NOTHING_MERGED;
  const sum = (of: (one: Merged) => number): number =>
    merged.reduce((total, one) => total + of(one), 0);
  return {
    inserted: sum(({ inserted }) => inserted),
    updated: sum(({ updated }) => updated),
    unchanged: sum(({ unchanged }) => unchanged),
  };
}
