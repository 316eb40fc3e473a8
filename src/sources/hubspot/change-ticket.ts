import { AppError, UpstreamError } from '../../core/errors.ts';
import { DeniedError, MayHaveBeenMadeError, RefusedError } from '../http/refusals.ts';
import type { TicketChange, WriteOutcome, WriteRequest } from '../sync/ticket-source.ts';
import type { CrmObject, Pipeline } from './answers.ts';
import type { HubSpotApi } from './hubspot-api.ts';
import { stageStatus } from './labels.ts';
import { textOf } from './values.ts';

/** Properties to set, or why there is nothing to set. */
type Planned =
  | { readonly kind: 'set'; readonly properties: Readonly<Record<string, string>> }
  | { readonly kind: 'impossible'; readonly reason: string };

const TICKET_GONE = 'the ticket isn’t in HubSpot any more';

/** Makes a change. Setting a property twice changes nothing, so it is tried again freely; a note is sent once. */
export async function changeTicket(
  { id, ticketRef, change }: WriteRequest,
  api: HubSpotApi,
  now: number,
): Promise<WriteOutcome> {
  try {
    if (change.kind === 'add-note') {
      await api.addNote(ticketRef, noteHtml(change.text, id), new Date(now).toISOString());
      return { kind: 'done', words: 'note added' };
    }
    const planned = await planChange(ticketRef, change, api);
    if (planned.kind === 'impossible') return { kind: 'refused', reason: planned.reason };
    await api.change(ticketRef, planned.properties);
    return { kind: 'done', words: 'ticket changed' };
  } catch (error) {
    return outcomeOf(error, change);
  }
}

function outcomeOf(error: unknown, change: TicketChange): WriteOutcome {
  if (!(error instanceof AppError)) throw error;
  if (error instanceof RefusedError) {
    return { kind: 'refused', reason: error.status === 404 ? TICKET_GONE : error.message };
  }
  // A revoked key may be replaced; what a key may not do won't change by trying.
  if (error instanceof DeniedError && error.status === 403) {
    return { kind: 'refused', reason: error.message };
  }
  if (error instanceof MayHaveBeenMadeError) return { kind: 'unsure', reason: error.message };
  const retryAfterMs = error instanceof UpstreamError ? error.retryAfterMs : undefined;
  const isUnsure = error instanceof UpstreamError && retryAfterMs === undefined;
  if (isUnsure && change.kind !== 'add-note') return { kind: 'unsure', reason: error.message };
  return {
    kind: 'later',
    reason: error.message,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** Whether a change that may have been made was made: the properties have its values, a note of the ticket its mark. */
export async function isChangeMade(
  { id, ticketRef, change }: WriteRequest,
  api: HubSpotApi,
): Promise<boolean> {
  if (change.kind === 'add-note') {
    const notes = (await api.associated('tickets', 'notes', [ticketRef])).get(ticketRef) ?? [];
    const read = await api.read('notes', notes, { properties: ['hs_note_body'] });
    return read.some(({ properties }) => textOf(properties, 'hs_note_body')?.includes(markOf(id)));
  }
  const planned = await planChange(ticketRef, change, api);
  if (planned.kind === 'impossible') return false;
  const names = Object.keys(planned.properties);
  const [ticket] = await api.read('tickets', [ticketRef], { properties: names });
  return (
    ticket !== undefined &&
    names.every((name) => (textOf(ticket.properties, name) ?? '') === planned.properties[name])
  );
}

async function planChange(
  ticketRef: string,
  change: Exclude<TicketChange, { kind: 'add-note' }>,
  api: HubSpotApi,
): Promise<Planned> {
  switch (change.kind) {
    case 'set-owner':
      return { kind: 'set', properties: { hubspot_owner_id: change.agentRef ?? '' } };
    case 'set-priority':
      return { kind: 'set', properties: { hs_ticket_priority: change.priority.toUpperCase() } };
    case 'set-status': {
      const [[ticket], pipelines] = await Promise.all([
        api.read('tickets', [ticketRef], { properties: ['hs_pipeline', 'hs_pipeline_stage'] }),
        api.pipelines(),
      ]);
      if (!ticket) return { kind: 'impossible', reason: TICKET_GONE };
      return planStage(ticket, change, pipelines);
    }
  }
}

/** A stage of the ticket's own pipeline: the one named, the one it is in where that will do, else the first of that status. */
function planStage(
  { properties }: CrmObject,
  { status, stageRef }: Extract<TicketChange, { kind: 'set-status' }>,
  pipelines: readonly Pipeline[],
): Planned {
  const pipelineRef = textOf(properties, 'hs_pipeline');
  const stages = pipelines.find(({ id }) => id === pipelineRef)?.stages ?? [];
  const wanted = status === 'solved' ? 'closed' : status;
  const fitting = stages
    .filter((stage) => (stageRef ? stage.id === stageRef : stageStatus(stage) === wanted))
    .sort((a, b) => (a.displayOrder ?? 0) - (b.displayOrder ?? 0));
  const current = fitting.find(({ id }) => id === textOf(properties, 'hs_pipeline_stage'));
  const stage = current ?? fitting[0];
  if (stage) return { kind: 'set', properties: { hs_pipeline_stage: stage.id } };
  const names = stages.map(({ label, id }) => label ?? id).join(', ');
  const which = stageRef ? 'that stage' : `a stage that means ${status}`;
  return {
    kind: 'impossible',
    reason: `the ticket’s pipeline doesn’t have ${which}, only ${names}`,
  };
}

const markOf = (id: string): string => `[deskhand ${id}]`;

function noteHtml(text: string, id: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${safe.replaceAll('\n', '<br>')}</p><p>${markOf(id)}</p>`;
}
