import { createHash } from 'node:crypto';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database } from '../../store/database.ts';
import { type EscalationSetup, reachesAnybody } from './escalation-setup.ts';
import { judgeRule } from './judge-rule.ts';
import { type RisksOf, readFacts } from './read-facts.ts';
import type { Rotation } from './rotation.ts';

/** A ticket that a rule calls for help on. */
export type RuleCall = {
  readonly ticketId: string;
  readonly chain: string;
  readonly rule: string;
  readonly cause: string;
  readonly reason: string;
};

const SINCE = 'escalation_rules_since';

/**
 * What the rules call for now, each ticket and rule once, the rules in their order. Rules whose chain reaches nobody are off.
 * Only what came to hold since the rules were set as they are counts: a rule that is switched on doesn't wake people for what is old.
 */
export async function callsOfRules(
  db: Database,
  {
    setup,
    rotations,
    sla,
    now,
    risks,
  }: {
    readonly setup: Pick<EscalationSetup, 'rules' | 'chains'>;
    readonly rotations: readonly Rotation[];
    readonly sla: TeamSettings['sla'];
    readonly now: number;
    readonly risks?: RisksOf | undefined;
  },
): Promise<readonly RuleCall[]> {
  const rules = setup.rules.filter((rule) => {
    const chain = setup.chains.find(({ name }) => name === rule.chain);
    return !rule.paused && chain !== undefined && reachesAnybody(chain, rotations);
  });
  const since = await countsSince(db, JSON.stringify([rules, sla]), now);
  if (rules.length === 0) return [];
  const facts = await readFacts(db, {
    since,
    targetsMs: longestTargetMs(sla),
    withText: rules.some(({ when }) => when.keywords !== undefined),
    risks,
  });
  return facts.flatMap((ticket) =>
    rules.flatMap((rule): readonly RuleCall[] => {
      const match = judgeRule(rule, ticket, { now, sla });
      if (!match || match.since < since) return [];
      const { cause, reason } = match;
      return [{ ticketId: ticket.id, chain: rule.chain, rule: rule.name, cause, reason }];
    }),
  );
}

/** When the rules became what they are, milliseconds since the epoch. */
async function countsSince(db: Database, rules: string, now: number): Promise<number> {
  const fingerprint = createHash('sha256').update(rules).digest('hex');
  const { rows } = await db.read('SELECT value FROM meta WHERE key = $key', { key: SINCE });
  const kept: { readonly fingerprint: string; readonly since: number } | null =
    typeof rows[0]?.[0] === 'string' ? JSON.parse(rows[0][0]) : null;
  if (kept?.fingerprint === fingerprint) return kept.since;
  await db.write(
    async (writer) => {
      await writer.run('DELETE FROM meta WHERE key = $key', { key: SINCE });
      const value = JSON.stringify({ fingerprint, since: now });
      await writer.run('INSERT INTO meta VALUES ($key, $value)', { key: SINCE, value });
    },
    { keepVersion: true },
  );
  return now;
}

function longestTargetMs(sla: TeamSettings['sla']): number {
  const seconds = Object.values(sla).flatMap(({ firstResponseSeconds, resolutionSeconds }) => [
    firstResponseSeconds ?? 0,
    resolutionSeconds ?? 0,
  ]);
  return Math.max(...seconds) * 1000;
}
