import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import { RefusedError } from '../http/refusals.ts';
import type { Call } from '../http/source-http.ts';
import { type ExportPage, exportPage } from './answers.ts';
import { type PassState, startTime, withoutCursor } from './sync-state.ts';
import { TooLargeError, type ZendeskApi } from './zendesk-api.ts';

const SMALLEST_PAGE = 100;
const MOST_REPEATS = 3;
/** How far a start is moved back when Zendesk's clock and ours disagree. */
const CLOCKS_APART_SECONDS = 600;
const CURSOR_REFUSED: ReadonlySet<number> = new Set([400, 404, 410, 422]);

export type ReadPage = { readonly page: ExportPage; readonly state: PassState };

/** Turns the pages of the ticket export. Smaller ones are asked for while large ones don't come, then larger ones again. */
export function createExportReader(
  api: ZendeskApi,
  {
    clock,
    signal,
    largestPage,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly largestPage: number },
): {
  /** The page at `state`, which comes back changed where its cursor was refused. Throws UpstreamError when the export doesn't move on. */
  read(state: PassState): Promise<ReadPage>;
} {
  let size = largestPage;

  async function ask(state: PassState): Promise<ExportPage> {
    for (;;) {
      try {
        const page = await api.export({ ...exportCall(state, size), signal });
        size = Math.min(size * 2, largestPage);
        return page;
      } catch (error) {
        if (!(error instanceof TooLargeError) || size <= SMALLEST_PAGE) throw error;
        size = Math.max(Math.floor(size / 3), SMALLEST_PAGE);
      }
    }
  }

  /** A page that leads back to itself is asked for again: it is one that came before. */
  async function askMoving(state: PassState): Promise<ExportPage> {
    for (let repeats = 0; ; repeats++) {
      const page = await ask(state);
      const next = page.after_cursor ?? null;
      const isMoving = page.tickets.length === 0 || (next !== null && next !== state.cursor);
      if (isMoving || (page.end_of_stream && repeats === MOST_REPEATS)) return page;
      if (repeats === MOST_REPEATS) {
        throw new UpstreamError('Zendesk failed to export tickets: its pages lead nowhere');
      }
    }
  }

  async function read(state: PassState): Promise<ReadPage> {
    try {
      return { page: await askMoving(state), state };
    } catch (error) {
      const elsewhere = startElsewhere(error, state, clock.now());
      if (!elsewhere) throw error;
      return { page: await askMoving(elsewhere), state: elsewhere };
    }
  }

  return { read };
}

function exportCall({ cursor, startAt }: PassState, size: number): Call<ExportPage> {
  return {
    method: 'GET',
    path: '/api/v2/incremental/tickets/cursor',
    query: {
      ...(cursor === null ? { start_time: startAt } : { cursor }),
      per_page: size,
      include: 'metric_sets,users,groups,organizations',
    },
    what: cursor === null ? `export tickets since ${startAt}` : 'export more tickets',
    schema: exportPage,
    limit: 'exports',
  };
}

/** Where to go on after a refusal that is about the place; null for any other. */
function startElsewhere(error: unknown, state: PassState, nowMs: number): PassState | null {
  if (!(error instanceof RefusedError)) return null;
  if (state.cursor !== null) {
    return CURSOR_REFUSED.has(error.status) ? withoutCursor(state, nowMs) : null;
  }
  if (error.status !== 422) return null;
  return { ...state, startAt: startTime(state.startAt - CLOCKS_APART_SECONDS, nowMs) };
}
