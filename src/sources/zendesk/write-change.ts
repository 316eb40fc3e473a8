import { UpstreamError } from '../../core/errors.ts';
import { MayHaveBeenMadeError, RefusedError } from '../http/refusals.ts';
import { noteMark } from '../sync/note-mark.ts';
import type { TicketChange, WriteOutcome, WriteRequest } from '../sync/ticket-source.ts';
import { ticketAnswer, type ZendeskObject } from './answers.ts';
import { readComments } from './ticket-details.ts';
import type { ZendeskApi } from './zendesk-api.ts';

/** Somebody else's changes between our reading and our writing are waited out so often. */
const MOST_CONFLICTS = 3;
const CONFLICT = 409;

/** Makes a change on the state it was decided on: one that came in between is read first. */
export async function writeChange(
  request: WriteRequest,
  api: ZendeskApi,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
    const ticket = await readTicket(request.ticketRef, api, signal);
    if ('kind' in ticket) return ticket;
    const settled = settledAlready(request.change, ticket.now);
    if (settled) return settled;
    const outcome = await put(request, ticket.now, api, signal);
    if (outcome !== 'conflict') return outcome;
  }
  return { kind: 'later', reason: 'Zendesk: the ticket keeps changing while it is written to' };
}

/** A note is looked for by its mark; a field counts as written while it holds what was asked for. */
export async function confirmChange(
  request: WriteRequest,
  api: ZendeskApi,
  signal: AbortSignal,
): Promise<'made' | 'not-made'> {
  const { change, ticketRef } = request;
  if (change.kind === 'add-note') {
    const { comments } = await readComments(api, Number(ticketRef), signal);
    const mark = noteMark(request);
    const isThere = comments.some(
      ({ body, plain_body: plain }) => String(body).includes(mark) || String(plain).includes(mark),
    );
    return isThere ? 'made' : 'not-made';
  }
  const ticket = await readTicket(ticketRef, api, signal);
  if ('now' in ticket) return isSet(change, ticket.now) ? 'made' : 'not-made';
  // What will never work was never made.
  if (ticket.kind === 'refused') return 'not-made';
  throw new UpstreamError(ticket.reason);
}

type Found =
  | { readonly now: ZendeskObject }
  | Extract<WriteOutcome, { kind: 'refused' } | { kind: 'later' }>;

async function readTicket(ticketRef: string, api: ZendeskApi, signal: AbortSignal): Promise<Found> {
  try {
    const answer = await api.find({
      method: 'GET',
      path: `/api/v2/tickets/${encodeURIComponent(ticketRef)}`,
      what: `read ticket ${ticketRef}`,
      schema: ticketAnswer,
      answers: [404],
      signal,
    });
    return answer
      ? { now: answer.ticket }
      : { kind: 'refused', reason: `Zendesk has no ticket ${ticketRef} any more` };
  } catch (error) {
    return refusedOrLater(error);
  }
}

/** Nothing was written yet: what passes can be tried again. */
function refusedOrLater(
  error: unknown,
): Extract<WriteOutcome, { kind: 'refused' } | { kind: 'later' }> {
  if (error instanceof RefusedError) return { kind: 'refused', reason: error.message };
  if (!(error instanceof UpstreamError)) throw error;
  const { message: reason, retryAfterMs } = error;
  return { kind: 'later', reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function settledAlready(change: TicketChange, now: ZendeskObject): WriteOutcome | null {
  if (isSet(change, now)) return { kind: 'done', words: 'it was so already' };
  return now.status === 'closed' || now.status === 'deleted'
    ? {
        kind: 'refused',
        reason: `ticket ${now.id} is ${now.status}, and Zendesk changes nothing about those`,
      }
    : null;
}

const PRIORITIES = { low: 'low', medium: 'normal', high: 'high', urgent: 'urgent' } as const;

/** The ticket's fields as the change wants them; a note has none. */
function fieldsOf(change: TicketChange): Readonly<Record<string, unknown>> {
  switch (change.kind) {
    case 'set-owner':
      return { assignee_id: change.agentRef === null ? null : Number(change.agentRef) };
    case 'set-priority':
      return { priority: PRIORITIES[change.priority] };
    case 'set-status':
      return { status: change.status };
    case 'add-note':
      return {};
  }
}

function isSet(change: TicketChange, now: ZendeskObject): boolean {
  const fields = Object.entries(fieldsOf(change));
  return fields.length > 0 && fields.every(([name, value]) => (now[name] ?? null) === value);
}

async function put(
  request: WriteRequest,
  now: ZendeskObject,
  api: ZendeskApi,
  signal: AbortSignal,
): Promise<WriteOutcome | 'conflict'> {
  const { change, ticketRef } = request;
  const note =
    change.kind === 'add-note'
      ? { comment: { body: `${change.text}\n\n${noteMark(request)}`, public: false } }
      : {};
  try {
    const answer = await api.find({
      method: 'PUT',
      path: `/api/v2/tickets/${encodeURIComponent(ticketRef)}`,
      body: {
        ticket: {
          ...fieldsOf(change),
          ...note,
          safe_update: true,
          updated_stamp: now.updated_at,
        },
      },
      what: `change ticket ${ticketRef}`,
      schema: ticketAnswer,
      answers: [CONFLICT],
      isWrite: true,
      signal,
    });
    return answer ? { kind: 'done', words: wordsFor[change.kind] } : 'conflict';
  } catch (error) {
    if (error instanceof MayHaveBeenMadeError) return { kind: 'unsure', reason: error.message };
    return refusedOrLater(error);
  }
}

const wordsFor: Readonly<Record<TicketChange['kind'], string>> = {
  'set-owner': 'assigned in Zendesk',
  'set-priority': 'priority set in Zendesk',
  'set-status': 'status set in Zendesk',
  'add-note': 'internal note added in Zendesk',
};
