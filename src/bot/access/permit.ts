import type { Permit, Verdict } from '../../ask/permit.ts';
import { type Access, type Audience, isAtLeast, type Role } from '../../core/access.ts';
import { hiddenFields, judge } from './judge.ts';
import { type Grantors, refusalOf } from './refusal.ts';

/** What this person may be told, where `audience` reads along (absent: nobody does): what all of them may see. */
export function permitFor(
  asker: Access,
  audience: Audience | undefined,
  grantors: Grantors,
): Permit {
  const viewers = audience ? [audience, asker] : [asker];
  return {
    key: JSON.stringify(viewers.map(({ role, agent }) => [role, agent])),
    self: asker.agent,
    alone: audience ? permitFor(asker, undefined, grantors) : null,
    judge: (plan, facts) =>
      viewers.reduce<Verdict>(
        (verdict, viewer) =>
          verdict.kind === 'denied'
            ? verdict
            : narrowed(judge(verdict.plan, viewer, { facts, grantors }), verdict.hidden),
        { kind: 'allowed', plan, hidden: new Set() },
      ),
    hidden: (facts) => new Set(viewers.flatMap((viewer) => [...hiddenFields(viewer, facts)])),
    reaches: (role) => viewers.every((viewer) => isOfRole(viewer, role)),
    deny: (ability) => refusalOf(ability, grantors),
  };
}

/** What everybody of an audience may be told, asked by nobody among them. */
export function permitForAll(audience: Audience, grantors: Grantors): Permit {
  return {
    key: JSON.stringify([[audience.role, null]]),
    self: null,
    alone: null,
    judge: (plan, facts) => judge(plan, { ...audience, agent: null }, { facts, grantors }),
    hidden: (facts) => hiddenFields({ ...audience, agent: null }, facts),
    reaches: (role) => isOfRole(audience, role),
    deny: (ability) => refusalOf(ability, grantors),
  };
}

const isOfRole = ({ role }: Pick<Audience, 'role'>, least: Role): boolean =>
  role !== null && isAtLeast(role, least);

function narrowed(verdict: Verdict, hidden: ReadonlySet<string>): Verdict {
  if (verdict.kind === 'denied') return verdict;
  return { ...verdict, hidden: new Set([...hidden, ...verdict.hidden]) };
}
