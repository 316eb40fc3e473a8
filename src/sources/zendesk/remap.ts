import type { PageRows, Reject } from '../sync/page.ts';
import { mapComment, readCommentParts } from './map-comment.ts';
import { mapRating } from './map-rating.ts';
import { mapTicket, readTicketParts } from './map-ticket.ts';

/** What was kept of a refused row, mapped once more; what can't even be read stays as it is. */
export function remap(reject: Reject, baseUrl: string): PageRows {
  switch (reject.entity) {
    case 'tickets':
      return remapTicket(reject, baseUrl);
    case 'messages':
      return remapComment(reject);
    case 'ratings':
      return remapRating(reject);
    default:
      return { rejects: [reject] };
  }
}

function remapTicket(reject: Reject, baseUrl: string): PageRows {
  const parts = readTicketParts(reject.raw);
  const mapped = parts && mapTicket(parts, baseUrl);
  if (mapped?.kind === 'row') return { tickets: [mapped.row] };
  if (mapped?.kind === 'gone') return { gone: [mapped.row] };
  return { rejects: [mapped?.reject ?? reject] };
}

function remapComment(reject: Reject): PageRows {
  const parts = readCommentParts(reject.raw);
  const mapped = parts && mapComment(parts);
  return mapped?.kind === 'row'
    ? { messages: [mapped.row] }
    : { rejects: [mapped?.reject ?? reject] };
}

function remapRating(reject: Reject): PageRows {
  const { id, ...fields } = Object(reject.raw);
  const mapped = typeof id === 'number' ? mapRating({ ...fields, id }) : null;
  return mapped?.kind === 'row'
    ? { ratings: [mapped.row] }
    : { rejects: [mapped?.reject ?? reject] };
}
