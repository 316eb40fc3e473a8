import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Messenger } from '../../core/messenger.ts';
import { createRounds } from '../../core/rounds.ts';
import type { StateSpace } from '../../core/state.ts';
import type { CardTicket, TicketNotice } from '../../core/ticket-card.ts';
import type { Reader } from '../../store/database.ts';
import type { Once } from '../../store/once.ts';
import { describe, SUGGESTION_PART } from './suggestion-part.ts';
import type { Suggestions } from './suggestions.ts';

export type AutoDraftParts = {
  readonly db: Reader;
  readonly suggestions: Suggestions;
  readonly readTicket: (id: string) => Promise<CardTicket>;
  readonly board: Pick<Messenger<TicketNotice>, 'post' | 'find'>;
  /** Whether everybody who reads along there may see what customers write. */
  readonly mayPost: (channel: string) => Promise<boolean>;
  readonly once: Once;
  /** Holds since when. */
  readonly space: StateSpace<string>;
  readonly clock: Clock;
  readonly logger: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  readonly settings: { readonly categories: readonly string[]; readonly channel: string };
};

const BY = 'Deskhand';
const LOOK_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;
const KEEP_MS = 30 * DAY_MS;
/** A ticket is drafted for while it is new. */
const NEW_MS = DAY_MS;
const MOST_AT_ONCE = 50;
const LOW_RISK = 0.3;

/**
 * Drafts replies for new tickets of the chosen categories that nobody has answered, whose risk was looked at and is low, and posts each
 * once in the agents' channel. Gives how many were posted. Tickets from before the first look get none.
 */
export async function draftForNew(parts: AutoDraftParts, signal: AbortSignal): Promise<number> {
  const waiting = await readWaiting(parts);
  if (waiting.length === 0) return 0;
  const { channel } = parts.settings;
  if (!(await parts.mayPost(channel))) {
    parts.logger.warn({ channel }, 'no replies are drafted: not everybody there may see tickets');
    return 0;
  }
  let [tried, posted] = [0, 0];
  for (const id of waiting) {
    if (signal.aborted || tried === MOST_AT_ONCE) break;
    try {
      const outcome = await draftOnce(id, parts);
      if (outcome !== 'before') tried += 1;
      if (outcome === 'posted') posted += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The next look tries again.
      parts.logger.warn({ err: error, ticket: id }, 'a draft could not be posted');
    }
  }
  return posted;
}

/** Looks every minute, until disposed. */
export function startAutoDrafts(parts: AutoDraftParts): AsyncDisposable {
  const { logger } = parts;
  return createRounds().start({
    async go(signal) {
      const posted = await draftForNew(parts, signal);
      if (posted > 0) logger.info({ posted }, 'replies were drafted for new tickets');
      return LOOK_EVERY_MS;
    },
    failed: (error) => logger.warn({ err: error }, 'replies could not be drafted'),
    retryMs: LOOK_EVERY_MS,
  });
}

async function readWaiting({
  db,
  space,
  clock,
  settings,
}: AutoDraftParts): Promise<readonly string[]> {
  const now = clock.now();
  await space.claim('since', new Date(now).toISOString(), {});
  const since = (await space.get('since')) ?? new Date(now).toISOString();
  const newest = new Date(now - NEW_MS).toISOString();
  const { rows } = await db.read(
    `SELECT id FROM tickets t WHERE deleted_at IS NULL AND created_at >= greatest($since::TIMESTAMP, $newest::TIMESTAMP)
       AND resolved_at IS NULL AND coalesce(status, 'open') = 'open' AND first_response_at IS NULL
       AND list_contains($categories, lower(coalesce(predicted_category, category)))
       AND escalation_risk < ${LOW_RISK} AND coalesce(priority, 'medium') IN ('low', 'medium')
       AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.ticket_id = t.id AND d.automatic IS NOT TRUE)
     ORDER BY created_at, id`,
    { since, newest, categories: settings.categories },
  );
  return rows.map(([id]) => String(id));
}

/** What is no use to anybody is kept, and not posted; `before`: it was looked at already. */
async function draftOnce(id: string, parts: AutoDraftParts): Promise<'posted' | 'kept' | 'before'> {
  const { suggestions, board, once, settings, clock } = parts;
  const key = `auto-draft:${id}`;
  const where = { channel: settings.channel, thread: null, key };
  const since = new Date(clock.now() - NEW_MS).toISOString();
  const result = await once.run<{ readonly isPosted: boolean }>(
    key,
    {
      async act() {
        const suggestion = await suggestions.suggest(id, { by: BY, key, isAutomatic: true });
        if (!suggestion.draft || suggestion.draft.verdict === 'escalate')
          return { isPosted: false };
        const section = { ...describe(suggestion, clock.now()), part: SUGGESTION_PART };
        const content = {
          headline: 'A reply was drafted for a new ticket. Nobody has got it yet.',
          ticket: await parts.readTicket(id),
          section,
        };
        await board.post({ ...where, content, piece: 0 });
        return { isPosted: true };
      },
      find: async () => ((await board.find({ ...where, since })) ? { isPosted: true } : null),
    },
    { keepMs: KEEP_MS },
  );
  if (result.kind !== 'did') return 'before';
  return result.value.isPosted ? 'posted' : 'kept';
}
