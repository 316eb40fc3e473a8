import type { Permit, Verdict } from '../../ask/permit.ts';
import type { Access, Audience } from '../../core/access.ts';
import { hiddenFields, judge } from './judge.ts';
import { type Grantors, refusalOf } from './refusal.ts';

/** Where an answer is read by nobody but who asked. */
const union = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): ReadonlySet<T> =>
  new Set([...one, ...other]);

/**
 * What this person may be told, where `audience` reads along (absent: nobody does). What the asker may see and the audience not is private;
 * what both may see is told as the audience may see it.
 */
export function permitFor(
  asker: Access,
  audience: Audience | undefined,
  grantors: Grantors,
): Permit {
  const others = audience ?? asker;
  return {
    key: JSON.stringify([asker.role, asker.agent, others.role, others.agent]),
    self: asker.agent,
    judge(plan, facts): Verdict {
      const forAsker = judge(plan, asker, { facts, grantors });
      if (forAsker.kind === 'denied') return forAsker;
      const forAll = judge(plan, others, { facts, grantors });
      return forAll.kind === 'denied'
        ? { ...forAsker, isPrivate: true }
        : narrower(forAll, forAsker);
    },
    hidden: (facts) => union(hiddenFields(asker, facts), hiddenFields(others, facts)),
    deny: (ability) => refusalOf(ability, grantors),
  };
}

type AllowedVerdict = Extract<Verdict, { kind: 'allowed' }>;

function narrower(forAll: AllowedVerdict, forAsker: AllowedVerdict): AllowedVerdict {
  return { ...forAll, hidden: union(forAll.hidden, forAsker.hidden) };
}
