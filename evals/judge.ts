import { compareAnswer } from './compare.ts';
import type { GoldRows } from './figures.ts';
import type { Outcome, Question } from './questions.ts';
import type { Reply } from './reply.ts';

/** right: as it should be; wrong: a wrong answer given as right; refused: no answer where one was due; silent: no reply at all. */
export type Verdict = 'right' | 'wrong' | 'refused' | 'silent';

export type Judgement = {
  readonly question: Question;
  readonly verdict: Verdict;
  readonly got: Outcome | null;
  readonly headline: string;
  readonly fault: string | null;
  /** Rows of the reply, cut for reading. */
  readonly rows: readonly unknown[];
  readonly expected: readonly unknown[];
};

const SHOWN_ROWS = 5;

/** `golds` runs parallel to the question's gold; any one that matches is enough. */
export function judge(
  question: Question,
  reply: Reply | undefined,
  golds: readonly (GoldRows | null)[],
): Judgement {
  const { verdict, fault } = verdictOn(question, reply, golds);
  return {
    question,
    verdict,
    got: reply?.kind ?? null,
    headline: reply?.headline ?? '',
    fault,
    rows: reply?.rows.slice(0, SHOWN_ROWS) ?? [],
    expected: golds[0]?.rows.slice(0, SHOWN_ROWS) ?? [],
  };
}

function verdictOn(
  { expect, gold }: Question,
  reply: Reply | undefined,
  golds: readonly (GoldRows | null)[],
): { readonly verdict: Verdict; readonly fault: string | null } {
  if (!reply) return { verdict: 'silent', fault: 'no reply' };
  if (reply.kind !== 'answer')
    return expect.includes(reply.kind)
      ? { verdict: 'right', fault: null }
      : { verdict: 'refused', fault: `${reply.kind} instead of ${expect.join(' or ')}` };
  if (!expect.includes('answer')) return { verdict: 'wrong', fault: 'answered what has no answer' };
  if (gold.length === 0) return { verdict: 'right', fault: null };
  const faults = gold.map((one, index) => compareAnswer(reply, one, golds[index] ?? null));
  return faults.includes(null)
    ? { verdict: 'right', fault: null }
    : { verdict: 'wrong', fault: faults[0] ?? null };
}
