import type { Role } from '../../core/access.ts';
import type { FollowUp } from '../../core/answer.ts';

/** A source as it stands. */
export type SourceCard = {
  readonly label: string;
  readonly state: 'fresh' | 'behind' | 'failing' | 'reading' | 'once';
  /** "up to date as of 4 min ago" */
  readonly words: string;
};

/** A figure with its course, and the question that opens it. */
export type FigureCard = {
  readonly label: string;
  readonly value: string;
  /** "12 (40 %) more than the same part of yesterday"; empty where that says nothing. */
  readonly change: string;
  readonly verdict: 'better' | 'worse' | 'same' | 'unclear' | 'neutral';
  /** One a day (or longer where days say nothing), oldest first; null: no data. Fewer than two: no course. */
  readonly trend: readonly (number | null)[];
  /** "14 days" */
  readonly trendWords: string;
  readonly question: string;
};

export type TicketLine = {
  readonly id: string;
  readonly subject: string;
  readonly priority: string | null;
  /** "3 d 4 h" */
  readonly age: string;
  /** In the system it comes from; https only. */
  readonly url: string | null;
};

export type TicketList = {
  readonly title: string;
  readonly lines: readonly TicketLine[];
  readonly total: number;
  /** What the list says when nothing is on it. */
  readonly empty: string;
  /** Shows the whole of it; null where no words of ours do. */
  readonly question: string | null;
};

export type TicketOrder = 'newest' | 'oldest';

export type DigestLine = {
  readonly title: string;
  /** "every weekday at 09:00" */
  readonly schedule: string;
  readonly channel: string | null;
  /** ISO, UTC; null where it is off or paused. */
  readonly nextAt: string | null;
  readonly isPaused: boolean;
};

/** Somebody's first page: how things stand for them. */
export type Home = {
  readonly role: Role;
  readonly agent: string | null;
  /** What is to be done before there is anything to see; null: there is. */
  readonly missing: { readonly words: string; readonly next: string } | null;
  readonly sources: readonly SourceCard[];
  /** "Today", or what stretch the figures are of. */
  readonly figuresTitle: string;
  readonly figures: readonly FigureCard[];
  /** null: this person is no agent, or may not see tickets. */
  readonly mine: (TicketList & { readonly order: TicketOrder }) | null;
  /** By target; none where this person may not see tickets, or nothing is held against a target here. */
  readonly breaching: readonly TicketList[];
  readonly digests: readonly DigestLine[];
  readonly suggestions: readonly FollowUp[];
  /** What this person may do besides asking. */
  readonly may: {
    readonly sync: boolean;
    readonly seeRuns: boolean;
    readonly seePermissions: boolean;
  };
  /** Words on how to be known as an agent, for whoever isn't. */
  readonly whoWords: string;
  /** ISO, UTC. */
  readonly at: string;
  readonly zone: string;
};
