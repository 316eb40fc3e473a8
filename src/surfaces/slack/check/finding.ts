/** One thing that was looked at. */
export type SlackFinding = {
  readonly what: string;
  /** null: can't be told from here. */
  readonly isOk: boolean | null;
  readonly says: string;
  /** What to do; null where nothing is. */
  readonly remedy: string | null;
};

export type SlackCheck = {
  /** Nothing that could be told is wrong. */
  readonly isWorking: boolean;
  readonly findings: readonly SlackFinding[];
};

export function good(what: string, says: string): SlackFinding {
  return { what, isOk: true, says, remedy: null };
}

export function bad(what: string, says: string, remedy: string): SlackFinding {
  return { what, isOk: false, says, remedy };
}

export function unknown(what: string, says: string, remedy: string): SlackFinding {
  return { what, isOk: null, says, remedy };
}
