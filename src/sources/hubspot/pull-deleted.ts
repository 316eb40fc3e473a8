import type { GoneRow } from '../sync/page.ts';
import type { CrmObject } from './answers.ts';
import type { PullParts, Turned } from './pull.ts';
import type { UnderWay } from './pull-state.ts';
import { mergedAway } from './ticket-history.ts';
import { createdOf, instantOf, versionOf } from './values.ts';

/**
 * The bin, a page at a time. It has no dates to ask by and is ordered by id: an idle pass goes on past its first page only where
 * that holds news; all of it is looked through whenever something else changed, and once a day.
 */
export async function pullDeleted(state: UnderWay, { api, start }: PullParts): Promise<Turned> {
  const { pass } = state;
  const page = await api.list('tickets', {
    after: pass.after,
    properties: ['hs_object_id', 'createdate', 'hs_lastmodifieddate', 'hs_merged_object_ids'],
    isArchived: true,
  });
  const gone = page.results.filter((ticket) => isKept(ticket, start.notBefore)).flatMap(goneRows);
  const known = await start.known(
    'tickets',
    gone.map((row) => row.source_id),
  );
  // What the store never had needs no mark: searches and lists don't bring it either.
  const news = gone.filter((row) => {
    const version = known.get(row.source_id);
    return version !== undefined && version < row.version;
  });
  const isThorough = pass.isThorough || news.length > 0;
  const after = page.paging?.next?.after ?? null;
  return {
    rows: { gone: news },
    isDone: after === null || !isThorough,
    state: {
      ...state,
      pass: { ...pass, after, isThorough, done: pass.done + page.results.length },
    },
  };
}

function isKept(ticket: CrmObject, notBefore: string | null): boolean {
  const createdAt = createdOf(ticket);
  return notBefore === null || createdAt === null || createdAt >= Date.parse(notBefore);
}

/** The ticket itself, and those merged into it before, which nothing else tells of any more. */
function goneRows(ticket: CrmObject): readonly GoneRow[] {
  const at = instantOf(ticket.archivedAt) ?? versionOf(ticket);
  if (at === null) return [];
  const own: GoneRow = {
    entity: 'tickets',
    source_id: ticket.id,
    // Past its own last change, which may have been the deletion itself.
    version: at + 1,
    deleted_at: new Date(at).toISOString(),
  };
  return [own, ...mergedAway(ticket, at, null)];
}
