import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database } from '../../store/database.ts';
import { type EscalationSetup, reachesAnybody } from './escalation-setup.ts';
import { judgeRule } from './judge-rule.ts';
import type { OnCallBook } from './on-call-book.ts';
import { readFacts } from './read-facts.ts';

/** A ticket that a rule calls for help on. */
export type RuleCall = {
  readonly ticketId: string;
  readonly chain: string;
  readonly rule: string;
  readonly cause: string;
  readonly reason: string;
};

const SINCE = 'escalation_rules_since';

export type WatchParts = {
  readonly setup: EscalationSetup;
  readonly db: Database;
  readonly clock: Clock;
  readonly onCall: Pick<OnCallBook, 'rotations'>;
  readonly sla: TeamSettings['sla'];
};

/**
 * What the rules call for whenever it is asked, by ticket and in the rules' order. Rules whose chain reaches nobody are off.
 * Only what came to hold since the rules were set as they are counts: one that is switched on doesn't wake people for what is old.
 */
export function watchRules(parts: WatchParts): () => Promise<readonly RuleCall[]> {
  const { setup, db, clock, onCall, sla } = parts;
  const set = setup.rules.filter(({ paused }) => !paused);
  const longestMs = longestTargetMs(sla);
  let kept: Since | null = null;
  return async () => {
    const rotations = set.length === 0 ? [] : await onCall.rotations();
    const rules = set.filter((rule) => {
      const chain = setup.chains.find(({ name }) => name === rule.chain);
      return chain !== undefined && reachesAnybody(chain, rotations);
    });
    const fingerprint = JSON.stringify([rules, sla]);
    const now = clock.now();
    kept = kept?.fingerprint === fingerprint ? kept : await countsSince(db, fingerprint, now);
    if (rules.length === 0) return [];
    const { since } = kept;
    const withText = rules.some(({ when }) => when.keywords !== undefined);
    const facts = await readFacts(db, { since, targetsMs: longestMs, withText });
    return facts.flatMap((ticket) =>
      rules.flatMap((rule): readonly RuleCall[] => {
        const match = judgeRule(rule, ticket, { now, sla });
        if (!match || match.since < since) return [];
        const { cause, reason } = match;
        return [{ ticketId: ticket.id, chain: rule.chain, rule: rule.name, cause, reason }];
      }),
    );
  };
}

/** When the rules became what they are, milliseconds since the epoch. */
type Since = { readonly fingerprint: string; readonly since: number };

async function countsSince(db: Database, rules: string, now: number): Promise<Since> {
  const hash = createHash('sha256').update(rules).digest('hex');
  const { rows } = await db.read('SELECT value FROM meta WHERE key = $key', { key: SINCE });
  const known: Since | null = typeof rows[0]?.[0] === 'string' ? JSON.parse(rows[0][0]) : null;
  if (known?.fingerprint === hash) return { fingerprint: rules, since: known.since };
  await db.write(
    async (writer) => {
      await writer.run('DELETE FROM meta WHERE key = $key', { key: SINCE });
      const value = JSON.stringify({ fingerprint: hash, since: now });
      await writer.run('INSERT INTO meta VALUES ($key, $value)', { key: SINCE, value });
    },
    { keepVersion: true },
  );
  return { fingerprint: rules, since: now };
}

function longestTargetMs(sla: TeamSettings['sla']): number {
  const seconds = Object.values(sla).flatMap(({ firstResponseSeconds, resolutionSeconds }) => [
    firstResponseSeconds ?? 0,
    resolutionSeconds ?? 0,
  ]);
  return Math.max(...seconds) * 1000;
}
