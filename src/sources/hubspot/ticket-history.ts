import type { GoneRow, HistoryRow } from '../sync/page.ts';
import type { CrmObject } from './answers.ts';
import { type Labels, stageKey } from './labels.ts';
import { instantOf, textOf } from './values.ts';

/** Whose changes are kept. The last one only says when tickets were merged. */
export const HISTORY_PROPERTIES: readonly string[] = [
  ...['hs_pipeline_stage', 'hubspot_owner_id', 'hs_ticket_priority', 'hs_merged_object_ids'],
];
type Change = { readonly value: string | null; readonly at: number; readonly by: string | null };

/** Oldest first. */
function changesOf(whole: CrmObject, property: string): readonly Change[] {
  return (whole.propertiesWithHistory?.[property] ?? [])
    .flatMap(({ value, timestamp, sourceId }) => {
      const at = instantOf(timestamp);
      const to = textOf({ value }, 'value');
      return at === null ? [] : [{ value: to, at, by: sourceId ?? null }];
    })
    .sort((a, b) => a.at - b.at);
}

const HISTORY_FIELDS = [
  ['hs_pipeline_stage', 'stage_ref'],
  ['hubspot_owner_id', 'agent_ref'],
  ['hs_ticket_priority', 'priority'],
] as const;

/** Only the latest changes are told; where there are this many, what stood before the first of them isn't. */
const MOST_TOLD = 20;

/** Ids as they are: names may change, what happened doesn't. */
export function historyOf(ticketRef: string, whole: CrmObject): readonly HistoryRow[] {
  return HISTORY_FIELDS.flatMap(([property, field]) =>
    changesOf(whole, property)
      .map(({ value, at, by }, nth, changes) => ({
        ticket_ref: ticketRef,
        field,
        from_value: inWords(changes[nth - 1]?.value ?? null, field),
        to_value: inWords(value, field),
        changed_by: by,
        changed_at: new Date(at).toISOString(),
      }))
      .filter((_, nth, changes) => nth > 0 || changes.length < MOST_TOLD),
  );
}

const inWords = (value: string | null, field: string): string | null =>
  field === 'priority' ? (value?.toLowerCase() ?? null) : value;

/** How often it left a closed stage for an open one. */
export function reopeningsIn(whole: CrmObject, ticket: CrmObject, labels: Labels | null): number {
  const pipelineRef = textOf(ticket.properties, 'hs_pipeline') ?? '';
  const isClosed = changesOf(whole, 'hs_pipeline_stage').map(
    ({ value }) => labels?.stages[stageKey(pipelineRef, value ?? '')] === 'closed',
  );
  return isClosed.filter((now, nth) => !now && isClosed[nth - 1] === true).length;
}

/** Tickets merged into this one are found nowhere else: neither in search, list nor bin. */
export function mergedAway(
  ticket: CrmObject,
  version: number,
  whole: CrmObject | null,
): readonly GoneRow[] {
  const changes = whole ? changesOf(whole, 'hs_merged_object_ids') : [];
  return idsIn(textOf(ticket.properties, 'hs_merged_object_ids'))
    .filter((id) => id !== ticket.id)
    .map((id) => {
      const mergedAt = changes.find(({ value }) => idsIn(value).includes(id))?.at ?? version;
      return {
        entity: 'tickets',
        source_id: id,
        // Past its own last change, which may have been the merging itself.
        version: mergedAt + 1,
        deleted_at: new Date(mergedAt).toISOString(),
        merged_into: ticket.id,
      };
    });
}

const idsIn = (value: string | null): readonly string[] =>
  (value ?? '').split(';').filter((id) => /^\d+$/.test(id));
