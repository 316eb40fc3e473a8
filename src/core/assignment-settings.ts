import type { WeekStretch } from './week-stretch.ts';

export type Priority = 'low' | 'medium' | 'high' | 'urgent';

/** Skills by name, in lower case, each with a level of 1–5. */
export type Skills = Readonly<Record<string, number>>;

/** Somebody tickets can be given to. */
export type Member = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly emails: readonly string[];
  /** Whether tickets come to them by themselves; by hand they always may. */
  readonly isInLine: boolean;
  /** null: the team's. */
  readonly zone: string | null;
  readonly skills: Skills;
  /** What their open tickets may cost together. */
  readonly capacity: number;
  /** How many open tickets of a priority they may have; left out: as many as the capacity allows. */
  readonly limits: Readonly<Partial<Record<Priority, number>>>;
  /** When they work, by the clocks of their zone; null: always. */
  readonly shifts: readonly WeekStretch[] | null;
};

/** What tickets of a kind need. Every condition that is set has to hold; each is met by any of its values. */
export type SkillNeed = {
  readonly when: {
    readonly category?: readonly string[] | undefined;
    readonly pipeline?: readonly string[] | undefined;
    readonly tag?: readonly string[] | undefined;
    /** English names in lower case. */
    readonly language?: readonly string[] | undefined;
    readonly priority?: readonly string[] | undefined;
  };
  readonly needs: Skills;
};

/** How tickets find whoever works on them: `people` and `assignment` of config/team.yaml. */
export type AssignmentSettings = {
  /** Of the file; empty: those of the support systems take part, each with `usual`. */
  readonly members: readonly Member[];
  /** What holds for a member nothing else is said of. */
  readonly usual: Omit<Member, 'name' | 'aliases' | 'emails'>;
  /** Whether new tickets are assigned by themselves. */
  readonly isAutomatic: boolean;
  /** In which an assignment has to be accepted, or goes on to somebody else; null: it stays. */
  readonly acceptWithinMs: number | null;
  /** After which a waiting ticket goes to somebody without its skills as well; null: never. */
  readonly relaxSkillsAfterMs: number | null;
  /** For each of which a waiting ticket ranks one priority higher, so that none waits for ever. */
  readonly patienceMs: number;
  /** What an open ticket takes of a capacity. */
  readonly cost: Readonly<Record<Priority, number>>;
  readonly needs: readonly SkillNeed[];
};
