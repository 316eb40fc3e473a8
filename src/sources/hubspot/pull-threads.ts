import type { MessageRow } from '../sync/page.ts';
import type { Thread, ThreadMessage, ThreadPage } from './answers.ts';
import type { HubSpotApi } from './hubspot-api.ts';
import { isTruncated, mapThreadMessage } from './map-message.ts';
import type { PullParts, Step, Turned } from './pull.ts';
import { OVERLAP_MS, sinceOf, type UnderWay } from './pull-state.ts';
import { instantOf } from './values.ts';

/** How many threads' messages are read for one page of rows. */
const THREADS_AT_ONCE = 25;
const MOST_RECENT_KEPT = 1000;

/** Messages of the threads that went on since and belong to a ticket. Keeps the list's page between turns of its own. */
export function createThreadsPull(): Step {
  let last: { readonly after: string | null; readonly page: ThreadPage } | null = null;

  return async (state, parts) => {
    const { after } = state.pass;
    if (last === null || last.after !== after) {
      const page = await parts.optional('conversations', () =>
        parts.api.threads({ latestMessageAfter: latestAfter(state, parts), after }),
      );
      if (page === null) return { rows: {}, state, isDone: true };
      last = { after, page };
    }
    return turnThreads(last.page, state, parts);
  };
}

async function turnThreads(
  page: ThreadPage,
  state: UnderWay,
  { api, start }: PullParts,
): Promise<Turned> {
  const { pass } = state;
  const read = new Set(pass.threadsRead);
  const waiting = page.results.filter(
    (thread) => ticketOf(thread) !== null && !read.has(thread.id) && !isUnchanged(thread, state),
  );
  const now = waiting.slice(0, THREADS_AT_ONCE);
  const found = await Promise.all(now.map((thread) => readThread(thread, api)));
  start.signal.throwIfAborted();
  const messages = found.flatMap(({ ticketRef, messages: inThread }) =>
    inThread.flatMap((message) => mapThreadMessage(message, ticketRef, state.labels) ?? []),
  );
  const isPageDone = waiting.length === now.length;
  const after = page.paging?.next?.after ?? null;
  const isDone = isPageDone && after === null;
  return {
    rows: { messages: messages satisfies readonly MessageRow[] },
    isDone,
    state: {
      ...state,
      recentThreads: recentOf(state, now),
      threadsUntil: isDone ? pass.until : state.threadsUntil,
      pass: {
        ...pass,
        after: isPageDone ? after : pass.after,
        threadsRead: isPageDone ? [] : [...read, ...now.map(({ id }) => id)],
        done: pass.done + messages.length,
      },
    },
  };
}

const ticketOf = (thread: Thread): string | null =>
  thread.threadAssociations?.associatedTicketId ?? null;

const stampOf = (thread: Thread): string => thread.latestMessageTimestamp ?? '';

const isUnchanged = (thread: Thread, { recentThreads, pass }: UnderWay): boolean =>
  pass.kind === 'incremental' && recentThreads[thread.id] === stampOf(thread);

/** Conversations that ended before everything that is kept began have nothing to add. */
function latestAfter(state: UnderWay, { start }: PullParts): string {
  const from = start.notBefore === null ? 0 : Date.parse(start.notBefore);
  return new Date(Math.max(from, sinceOf(state, state.threadsUntil))).toISOString();
}

async function readThread(
  thread: Thread,
  api: HubSpotApi,
): Promise<{ readonly ticketRef: string; readonly messages: readonly ThreadMessage[] }> {
  const listed = await api.messages(thread.id);
  const messages = await Promise.all(
    listed.map(async (message) => {
      if (!isTruncated(message)) return message;
      const whole = await api.wholeText(thread.id, message.id);
      return {
        ...message,
        text: whole.text ?? message.text,
        richText: whole.richText ?? message.richText,
      };
    }),
  );
  return { ticketRef: ticketOf(thread) ?? '', messages };
}

/** What the next pass will meet again for its overlap; more than fit are simply read again. */
function recentOf(
  { recentThreads, pass }: UnderWay,
  threads: readonly Thread[],
): Readonly<Record<string, string>> {
  const from = pass.until - OVERLAP_MS;
  const stamps = { ...recentThreads };
  for (const thread of threads) stamps[thread.id] = stampOf(thread);
  return Object.fromEntries(
    Object.entries(stamps)
      .filter(([, stamp]) => (instantOf(stamp) ?? 0) >= from)
      .slice(-MOST_RECENT_KEPT),
  );
}
