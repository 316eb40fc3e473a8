import type { Viewer } from '../../core/ticket-card.ts';
import type { AssignDesk, AwayWish, Wished } from './assign-desk.ts';
import {
  awayWords,
  holdingWords,
  loadWords,
  openWords,
  presenceWords,
  skillWords,
  tellOutcome,
  waitingWords,
  weighedWords,
} from './assignment-words.ts';

/** What came of a wish, for whoever reads it; `**…**` marks what matters. */
export type AssignedWords = {
  readonly headline: string;
  readonly notes: readonly string[];
  /** Everybody who was weighed: what speaks against each, or what they have. */
  readonly weighed: readonly string[];
};

export type MemberInWords = {
  readonly name: string;
  /** “3 of 12” */
  readonly load: string;
  /** “3 open tickets, 1 urgent” */
  readonly has: string;
  /** “away until 23 Nov 2026 09:00, at the fair”, “here” */
  readonly presence: string;
  /** “german 3, billing” */
  readonly skills: string;
  readonly isAway: boolean;
};

/** Assignment for surfaces that speak in sentences. Each is for what its viewer may. */
export interface AssignInWords {
  assign(
    ticket: string,
    wished: Wished & { readonly to?: string | undefined },
  ): Promise<AssignedWords>;
  /** Tickets that are assigned or wait, a sentence each. */
  list(viewer: Viewer): Promise<readonly string[]>;
  /** Everybody tickets can be given to, in words. */
  members(viewer: Viewer): Promise<readonly MemberInWords[]>;
  /** The same, a sentence each. */
  team(viewer: Viewer): Promise<readonly string[]>;
  away(wished: Wished & AwayWish): Promise<string>;
  back(wished: Wished & Pick<AwayWish, 'name'>): Promise<string>;
}

export function assignInWords(
  desk: AssignDesk,
  { zone }: { readonly zone: string },
): AssignInWords {
  const members: AssignInWords['members'] = async (viewer) => {
    const team = await desk.team(viewer);
    return team.map((state) => {
      const { member, load, open, absence } = state;
      return {
        name: member.name,
        load: loadWords({ load, capacity: member.capacity }),
        has: openWords(open),
        presence: presenceWords(state, zone),
        skills: skillWords(member),
        isAway: absence !== null,
      };
    });
  };
  return {
    async assign(ticket, wished) {
      const told = await desk.assign(ticket, wished);
      const weighed = told.outcome.isChanged ? (told.outcome.decision?.weighed ?? []) : [];
      return {
        ...tellOutcome(told, zone),
        weighed: weighed.map((one) => `**${one.name}** ${weighedWords(one)}`),
      };
    },
    async list(viewer) {
      const assigned = await desk.list(viewer);
      return assigned.map(({ ticket: { ref, subject }, holding, waiting }) => {
        const stands = holding
          ? holdingWords(holding, zone)
          : waiting && waitingWords(waiting, zone);
        return `${ref}${subject === null ? '' : ` ${subject}`}: ${stands}`;
      });
    },
    members,
    async team(viewer) {
      return (await members(viewer)).map(
        ({ name, load, has, presence }) => `**${name}** has ${load}, ${has}: ${presence}`,
      );
    },
    async away(wished) {
      const absence = await desk.away(wished);
      return awayWords(absence, await desk.team(wished.viewer), zone);
    },
    async back(wished) {
      const { member, wasAway } = await desk.back(wished);
      return wasAway ? `${member} is back.` : `${member} was not away.`;
    },
  };
}
