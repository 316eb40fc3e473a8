import type {
  GoneRow,
  Page,
  RatingRow,
  SourcedRow,
  SyncState,
} from '../../../src/sources/sync/page.ts';
import type { PullStart, TicketSource } from '../../../src/sources/sync/ticket-source.ts';

type Row = Readonly<Record<string, unknown>> & SourcedRow;

/** A store in miniature: rows by id, the newest version of each, and the state of the last page. */
export type Mirror = {
  readonly tickets: Map<string, Row>;
  readonly chats: Map<string, Row>;
  readonly messages: Map<string, Row>;
  readonly ratings: Map<string, RatingRow>;
  readonly labels: Map<string, string>;
  readonly history: Map<string, string>;
  readonly rejects: Map<string, string>;
  readonly seen: Set<string>;
  state: SyncState | null;
  pages: number;
};

export function emptyMirror(): Mirror {
  return {
    tickets: new Map(),
    chats: new Map(),
    messages: new Map(),
    ratings: new Map(),
    labels: new Map(),
    history: new Map(),
    rejects: new Map(),
    seen: new Set(),
    state: null,
    pages: 0,
  };
}

/** As it was kept: what is written to disk and read again. */
export function copyOf(mirror: Mirror): Mirror {
  return structuredClone({ ...mirror, state: JSON.parse(JSON.stringify(mirror.state)) });
}

export function applyPage(mirror: Mirror, page: Page): void {
  mirror.pages += 1;
  mirror.state = JSON.parse(JSON.stringify(page.state));
  for (const entity of ['tickets', 'chats', 'messages'] as const) {
    const rows = page[entity] ?? [];
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    for (const row of rows) {
      mirror.seen.add(`${entity}/${row.source_id}`);
      // A column that some rows of a page bring is null in those that don't.
      const whole = Object.fromEntries(columns.map((name) => [name, (row as Row)[name] ?? null]));
      keepNewest<Row>(mirror[entity], whole as Row);
    }
  }
  for (const row of page.ratings ?? []) keepNewest(mirror.ratings, row);
  for (const row of page.gone ?? []) markGone(mirror, row);
  keepLabels(mirror.labels, page);
  for (const { ticket_ref, field, changed_at, from_value, to_value } of page.history ?? []) {
    mirror.history.set(`${ticket_ref} ${field} ${changed_at}`, `${from_value} → ${to_value}`);
  }
  for (const { entity, source_id, reason } of page.rejects ?? []) {
    mirror.rejects.set(`${entity} ${source_id}`, reason);
  }
  if (page.complete) sweep(mirror, page.complete);
}

function keepLabels(labels: Mirror['labels'], { agents, groups, pipelines, stages }: Page): void {
  const kinds = { agent: agents, group: groups, pipeline: pipelines };
  for (const [kind, rows] of Object.entries(kinds)) {
    for (const { source_id, name } of rows ?? []) labels.set(`${kind} ${source_id}`, name);
  }
  for (const { source_id, pipeline_ref, name } of stages ?? []) {
    labels.set(`stage ${pipeline_ref}/${source_id}`, name);
  }
}

/** Columns that a page leaves out keep what they have. */
function keepNewest<T extends SourcedRow>(rows: Map<string, T>, row: T): void {
  const before = rows.get(row.source_id);
  if (before && before.version > row.version) return;
  rows.set(row.source_id, { ...before, ...row });
}

function markGone(
  mirror: Mirror,
  { entity, source_id, version, deleted_at, merged_into }: GoneRow,
): void {
  const before = mirror[entity].get(source_id);
  if (before && (before.version > version || before.deleted_at)) return;
  const merged = merged_into === undefined ? {} : { merged_into };
  mirror[entity].set(source_id, { source_id, ...before, version, deleted_at, ...merged });
}

function sweep(mirror: Mirror, { sweep: swept }: NonNullable<Page['complete']>): void {
  for (const entity of swept?.entities ?? []) {
    for (const [id, row] of mirror[entity]) {
      const begunAt = String(row.created_at ?? row.started_at);
      const isMet = mirror.seen.has(`${entity}/${id}`);
      if (isMet || row.deleted_at || begunAt >= (swept?.before ?? '')) continue;
      mirror[entity].set(id, { ...row, deleted_at: swept?.before });
    }
  }
  mirror.seen.clear();
}

/** What is there: without what was deleted. */
export function living(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows.values()]
    .filter(({ deleted_at }) => !deleted_at)
    .sort((a, b) => (a.source_id < b.source_id ? -1 : 1));
}

type PullOptions = Partial<Omit<PullStart, 'state' | 'known'>> & {
  /** Stops, as if killed, once so many pages were applied. */
  readonly pages?: number;
};

/** One pull into the mirror, from where its last page left off. */
export async function pullInto(
  mirror: Mirror,
  source: Pick<TicketSource, 'pull'>,
  { pages = Number.POSITIVE_INFINITY, ...options }: PullOptions = {},
): Promise<Page | null> {
  let last: Page | null = null;
  const pull = source.pull({
    kind: 'incremental',
    notBefore: null,
    signal: new AbortController().signal,
    ...options,
    state: mirror.state,
    known: async (entity, ids) =>
      new Map(
        ids.flatMap((id) => {
          const row = mirror[entity].get(id);
          return row && !row.deleted_at ? [[id, row.version] as const] : [];
        }),
      ),
  });
  let applied = 0;
  if (pages === 0) return null;
  for await (const page of pull) {
    applyPage(mirror, page);
    last = page;
    applied += 1;
    if (applied >= pages) break;
  }
  return last;
}
