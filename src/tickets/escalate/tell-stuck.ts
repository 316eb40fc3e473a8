import type { EscalationParts } from './create-escalations.ts';
import { findStuck } from './find-stuck.ts';

/** Tells the log of every open escalation that would be forgotten, once for as long as it is so. */
export function createStuckTeller({
  db,
  clock,
  logger,
}: Pick<EscalationParts, 'db' | 'clock' | 'logger'>): () => Promise<void> {
  let told: ReadonlySet<string> = new Set();
  return async () => {
    const stuck = await findStuck(db, new Date(clock.now()).toISOString());
    for (const one of stuck) {
      if (told.has(nameOf(one))) continue;
      const { escalationId: escalation, ticketId: ticket, says } = one;
      logger.error({ escalation, ticket, says }, 'an escalation would be forgotten');
    }
    told = new Set(stuck.map(nameOf));
  };
}

const nameOf = ({ escalationId, kind }: Awaited<ReturnType<typeof findStuck>>[number]): string =>
  `${escalationId} ${kind}`;
