/** One connection as it was tried. */
export type TestedSystem = {
  readonly label: string;
  readonly isWorking: boolean;
  /** What was seen, or is wrong and what to do about it; one line each. */
  readonly lines: readonly string[];
};

/** One run of reading a support system. */
export type RunLine = {
  readonly label: string;
  readonly startedAt: string;
  /** "done by schedule in 2 min: 12 new, 3 changed, 0 deleted" */
  readonly words: string;
  /** What went wrong, and what to do about it; null: nothing. */
  readonly problem: string | null;
};

/** What admins do about the support systems. */
export interface Upkeep {
  readonly hasSystems: boolean;
  /** Throws AskerError where no support system is set up. */
  test(): Promise<readonly TestedSystem[]>;
  /** Begins a run of each and returns; the names of those begun. Throws AskerError where none is set up. */
  sync(): readonly string[];
  /** Newest first. */
  runs(limit: number): Promise<readonly RunLine[]>;
}
