import type { Rotation } from './rotation.ts';

export type Priority = 'low' | 'medium' | 'high' | 'urgent';

/** What has to hold of a ticket, all of it. */
export type RuleConditions = {
  readonly priority?: readonly Priority[] | undefined;
  /** Mean customer sentiment at or below, −1…1. */
  readonly sentimentBelow?: number | undefined;
  /** Escalation risk at or above, 0…1. */
  readonly riskAbove?: number | undefined;
  /** Confidence of the analysis at or below, 0…1. */
  readonly confidenceBelow?: number | undefined;
  /** A target of the ticket is missed within this time, or has been. */
  readonly slaWithinMs?: number | undefined;
  readonly companies?: readonly string[] | undefined;
  /** Words or phrases, one of which the customer uses; in any case. */
  readonly keywords?: readonly string[] | undefined;
};

/** When a ticket is escalated by itself. */
export type EscalationRule = {
  readonly name: string;
  readonly chain: string;
  readonly when: RuleConditions;
  readonly paused: boolean;
};

/** Who is paged on a level: people by name, or whoever is on call in a rotation then. */
export type Target =
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'rotation'; readonly name: string };

export type Level = {
  readonly page: readonly Target[];
  /** How long they have to answer before the next level is paged. */
  readonly waitMs: number;
};

/** Who is paged one after another until somebody answers. */
export type Chain = {
  readonly name: string;
  /** Where every alert stands as well; null: nowhere. */
  readonly channel: string | null;
  readonly levels: readonly Level[];
  /** How often the levels begin anew when nobody has answered. */
  readonly repeats: number;
  /** How often the last level is reminded after that. */
  readonly remindMs: number;
};

/** What config/escalation.yaml sets. */
export type EscalationSetup = {
  readonly rotations: readonly Rotation[];
  /** The first one is for those who name none. */
  readonly chains: readonly Chain[];
  readonly rules: readonly EscalationRule[];
};

export const NO_ESCALATION: EscalationSetup = { rotations: [], chains: [], rules: [] };

/** Whether a chain has a channel, or anybody to page at all. */
export function reachesAnybody(chain: Chain, rotations: readonly Rotation[]): boolean {
  if (chain.channel !== null) return true;
  const hasPeople = (target: Target) =>
    target.kind === 'person' ||
    rotations.some(
      ({ name, layers, changes }) =>
        name === target.name &&
        (layers.some(({ people }) => people.length > 0) || changes.length > 0),
    );
  return chain.levels.some(({ page }) => page.some(hasPeople));
}
