import type { ChatRow, PageRows, Reject } from '../sync/page.ts';
import type { ArchivedChat } from './answers.ts';
import { type MappedThread, type Mapping, mapThread } from './map-thread.ts';
import { microsecondsOf } from './values.ts';

export type Gathered = {
  /** Rows that bring the same columns stand together: what a row leaves out must not be emptied by the others. */
  readonly parts: readonly PageRows[];
  /** Threads that came without what was said in them, because the plan doesn't show it. */
  readonly withheld: readonly string[];
};

/** Threads as rows, leaving out those from before `notBefore` (ISO UTC). `askedAt`: when they were asked for, ms. */
export function gatherRows(
  chats: readonly ArchivedChat[],
  {
    askedAt,
    notBefore,
    mapping,
  }: { readonly askedAt: number; readonly notBefore: string | null; readonly mapping: Mapping },
): Gathered {
  const keptFrom = notBefore === null ? null : Date.parse(notBefore);
  const mapped = chats
    .filter((chat) => keptFrom === null || !isBefore(chat, keptFrom))
    .map((chat) => mapThread(chat, askedAt, mapping));
  const rows = mapped.filter(isMapped);
  const rejects = mapped.flatMap((one) => (isMapped(one) ? one.rejects : [one.reject]));
  const [first, ...rest] = apart(rows.flatMap(({ chats: of }) => of));
  const messages = rows.flatMap(({ messages: of }) => of);
  return {
    parts: [{ chats: first ?? [], messages, rejects }, ...rest.map((part) => ({ chats: part }))],
    withheld: rows
      .filter(({ isWithheld }) => isWithheld)
      .flatMap(({ chats: of }) => of.map(({ source_id }) => source_id)),
  };
}

type Mapped = Exclude<MappedThread, { readonly reject: Reject }>;

const isMapped = (one: MappedThread): one is Mapped => !('reject' in one);

function isBefore({ thread }: ArchivedChat, keptFrom: number): boolean {
  const startedAt = microsecondsOf(String(thread.created_at));
  return startedAt !== null && startedAt < keptFrom * 1000;
}

function apart(rows: readonly ChatRow[]): readonly (readonly ChatRow[])[] {
  return Object.values(Object.groupBy(rows, (row) => Object.keys(row).sort().join())).map(
    (part) => part ?? [],
  );
}
