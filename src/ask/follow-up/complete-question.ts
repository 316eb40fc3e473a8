import type { FollowUp } from '../../core/answer.ts';
import type { Period } from '../../core/period.ts';
import type { ReadContext } from '../read/context.ts';
import { namesTime } from '../read/facets.ts';
import type { Mark } from '../read/marks.ts';
import { joinTexts } from '../read/neighbours.ts';
import { type Parsed, parseQuestion } from '../read/parse-question.ts';
import type { Pending } from './thread.ts';

/** A question put together from one that was asked back and what was said to it. */
type Completed = {
  readonly question: string;
  /** What the first of them said, each a short phrase. */
  readonly kept: readonly string[];
};

/**
 * What somebody means who is asked back and answers: one of the choices ("csat", "the second Alex"), or the first question gone on with
 * ("how is Nova doing?" – "first response last month"). null: something else.
 */
export function completeQuestion(
  answer: string,
  pending: Pending,
  context: ReadContext,
  about: Period | null,
): Completed | null {
  const asked = parseQuestion(pending.question, context, { about });
  const chosen = choiceMeant(answer, pending.choices);
  if (chosen) return { question: chosen.question, kept: keptOf(asked, null) };
  const said = parseQuestion(answer, context, { about });
  if (!goesOn(said, asked)) return null;
  const isRedated = namesTime(said.facets);
  const first = asked.sentence.marks.filter((mark) => !(isRedated && isPeriod(mark)));
  const then = said.sentence.marks.filter((mark) => !said.sentence.isWord(mark, 'edit.what-about'));
  const question = joinTexts([...first, ...then].map(({ text }) => text).filter(isNoEnd));
  return { question, kept: keptOf(asked, said) };
}

const POLITE =
  /\b(?:please|pls|thanks|thx|the|by|for|just|i|mean|meant|want|it's|its|about|one|ok|uh|um)\b|[?.!,:]/gi;

const plain = (text: string): string =>
  text.toLowerCase().replaceAll(POLITE, ' ').replaceAll(/\s+/g, ' ').trim();

/** The choice that was named, or the only one with the word said in it. */
function choiceMeant(answer: string, choices: readonly FollowUp[]): FollowUp | null {
  const said = plain(answer);
  if (said === '') return null;
  const whole = choices.find(({ label, question }) =>
    [plain(label), plain(question)].includes(said),
  );
  if (whole) return whole;
  const holding = choices.filter(({ label }) => plain(label).split(' ').includes(said));
  const [only, ...more] = holding;
  return only && more.length === 0 ? only : null;
}

/** It says what was missing, and neither starts anew nor names another of what was named. */
function goesOn({ sentence, facets }: Parsed, asked: Parsed): boolean {
  const { metrics, nouns, conditions, by, subject, statistics } = facets;
  const answers = metrics.length + nouns.length + statistics.length > 0 || namesTime(facets);
  if (!answers || subject || by.length > 0 || sentence.says('edit.new')) return false;
  if (sentence.says('ask.help', 'ask.data', 'ask.fresh', 'ask.define', 'ask.metrics')) return false;
  return conditions.every(({ condition }) =>
    asked.facets.conditions.every((one) => one.condition.field !== condition.field),
  );
}

const isPeriod = (mark: Mark): boolean => mark.kind === 'time' && mark.match.kind === 'period';

const isNoEnd = (text: string): boolean => !/^[?.!,]$/.test(text);

function keptOf({ facets }: Parsed, said: Parsed | null): readonly string[] {
  const names = facets.conditions.flatMap(({ condition }) => condition.values.map(String));
  const dated = said === null || !namesTime(said.facets) ? facets.time.periods : [];
  return [...names, ...dated.map(({ period }) => period.words)];
}
