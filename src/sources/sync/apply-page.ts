import type { Writer } from '../../store/database.ts';
import type { IdFilter } from './id-filter.ts';
import { type Incoming, stageIncoming } from './incoming.ts';
import {
  keepHistory,
  keepRatings,
  keepRejects,
  markGone,
  putRatingsOnTickets,
} from './keep-details.ts';
import { keepLabels } from './keep-labels.ts';
import { insertIncoming, type Merged, mergeIncoming, NOTHING_MERGED } from './merge-incoming.ts';
import type { PageRows, SourcedRow } from './page.ts';
import { newestOfEach } from './stage-rows.ts';

const TABLES = ['tickets', 'chats', 'messages'] as const;
type Table = (typeof TABLES)[number];

/** Ids the store has of a source, where that is known: rows that surely aren't there need no looking for. */
export type KnownIds = Readonly<Record<Table, IdFilter>>;

export type Applying = {
  readonly source: string;
  readonly mapping: string;
  /** `import_id` of the rows written, by which what they touched is found again. */
  readonly segment: string;
  readonly now: string;
  readonly knownIds: KnownIds | null;
};

export type Applied = Merged & { readonly deleted: number; readonly rejected: number };

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
  await keepLabels(writer, source, page);
  await writePageConversations(writer, page);
  const merged: Merged[] = [];
  for (const table of TABLES) {
    const rows = newestOfEach<SourcedRow>(page[table] ?? []);
    const { sure, unsure } = apart(rows, knownIds?.[table] ?? null);
    merged.push(await writePart(writer, table, sure, place, insertIncoming));
    merged.push(await writePart(writer, table, unsure, place, mergeIncoming));
  }
  await keepRatings(writer, place, page.ratings ?? []);
  await putRatingsOnTickets(writer, place, ratedTickets(page));
  await keepHistory(writer, place, page.history ?? []);
  const deleted = await markGone(writer, place, page.gone ?? []);
  await keepRejects(writer, applying, page);
  return { ...sumOf(merged), deleted, rejected: page.rejects?.length ?? 0 };
}

/** Conversations the page brings, whose messages can be linked at once. */
async function writePageConversations(writer: Writer, page: PageRows): Promise<void> {
  const refs = [...(page.tickets ?? []), ...(page.chats ?? [])].map(({ source_id }) => source_id);
  await writer.run(
    'CREATE OR REPLACE TEMP TABLE page_conversations AS SELECT unnest($refs) AS ref',
    { refs },
  );
}

/** Rows that surely aren't in the store, and those that may be. */
function apart(
  rows: readonly SourcedRow[],
  known: IdFilter | null,
): { readonly sure: readonly SourcedRow[]; readonly unsure: readonly SourcedRow[] } {
  if (!known) return { sure: [], unsure: rows };
  const may = new Set(rows.filter(({ source_id }) => known.mayHave(source_id)));
  for (const { source_id } of rows) known.add(source_id);
  return { sure: rows.filter((row) => !may.has(row)), unsure: [...may] };
}

async function writePart(
  writer: Writer,
  table: Table,
  rows: readonly SourcedRow[],
  place: { readonly source: string; readonly segment: string },
  write: (writer: Writer, incoming: Incoming) => Promise<Merged>,
): Promise<Merged> {
  const incoming = await stageIncoming(writer, table, rows, place);
  if (!incoming) return NOTHING_MERGED;
  const merged = await write(writer, incoming);
  await writer.run(`DROP TABLE ${incoming.name}`);
  return merged;
}

/** Tickets whose rating may be another one now. */
function ratedTickets({ tickets, ratings }: PageRows): readonly string[] {
  return [
    ...(tickets ?? []).map(({ source_id }) => source_id),
    ...(ratings ?? []).map(({ conversation_ref }) => conversation_ref),
  ];
}

function sumOf(merged: readonly Merged[]): Merged {
  const sum = (of: (one: Merged) => number): number =>
    merged.reduce((total, one) => total + of(one), 0);
  return {
    inserted: sum(({ inserted }) => inserted),
    updated: sum(({ updated }) => updated),
    unchanged: sum(({ unchanged }) => unchanged),
  };
}
