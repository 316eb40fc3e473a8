import { createHash } from 'node:crypto';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What an entry tells beside who, what and when. Values are ids, names of staff, words of ours and figures; never what a customer wrote. */
export type AuditDetails = { readonly [key: string]: Json };

/** Something that was done, as it stands in the log. `at` ISO UTC, to the millisecond. */
export type AuditEntry = {
  readonly number: number;
  readonly at: string;
  /** A person's id or name in the team, or what acted by itself: `rule urgent`, `chain usual`. */
  readonly actor: string;
  /** Two words: `escalation opened`, `ticket assigned`. */
  readonly action: string;
  /** tickets.id; null: it was about none. */
  readonly ticketId: string | null;
  readonly details: AuditDetails;
  /** The hash of the entry before; of the first one, BEGINNING. */
  readonly previous: string;
  readonly hash: string;
};

export const BEGINNING = '0'.repeat(64);

/** JSON with one way to write each value: keys in order of their code units, no spaces. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 over the canonical JSON of everything else the entry holds. */
export function hashOf({
  hash: _,
  ...entry
}: AuditEntry | (Omit<AuditEntry, 'hash'> & { hash?: string })): string {
  return createHash('sha256').update(canonicalJson(entry)).digest('hex');
}

/** How the log ends, kept apart from it: a chain alone doesn't tell that its last links are gone. */
export type AuditHead = { readonly number: number; readonly hash: string };

export const NO_ENTRIES: AuditHead = { number: 0, hash: BEGINNING };

export type Verdict =
  | { readonly kind: 'whole'; readonly entries: number; readonly head: string }
  /** `number`: the first entry that can't be relied upon. */
  | { readonly kind: 'broken'; readonly number: number; readonly problem: string };

/** Takes entries one after another, and tells where they stop being what was appended. */
export function createVerifier() {
  let before: AuditHead = NO_ENTRIES;
  let broken: Extract<Verdict, { kind: 'broken' }> | null = null;
  return {
    take(entry: AuditEntry): void {
      if (broken) return;
      const problem = problemOf(entry, before);
      if (problem) broken = { kind: 'broken', ...problem };
      before = { number: entry.number, hash: entry.hash };
    },
    end(head: AuditHead): Verdict {
      if (broken) return broken;
      if (before.number < head.number)
        return {
          kind: 'broken',
          number: before.number + 1,
          problem: `the log ends at entry ${before.number}, but ${head.number} were written`,
        };
      if (before.number > head.number || before.hash !== head.hash)
        return {
          kind: 'broken',
          number: Math.min(before.number, head.number) + (before.number > head.number ? 1 : 0),
          problem: 'it is not the entry that was written last',
        };
      return { kind: 'whole', entries: before.number, head: before.hash };
    },
  };
}

function problemOf(
  entry: AuditEntry,
  before: AuditHead,
): { readonly number: number; readonly problem: string } | null {
  const expected = before.number + 1;
  if (entry.number > expected) return { number: expected, problem: `entry ${expected} is missing` };
  if (entry.number < expected)
    return { number: entry.number, problem: `entry ${entry.number} is there twice` };
  if (hashOf(entry) !== entry.hash)
    return { number: entry.number, problem: 'its content does not fit its hash: it was changed' };
  if (entry.previous !== before.hash)
    return { number: entry.number, problem: 'it does not follow from the entry before it' };
  return null;
}
