import type { Period } from '../../core/period.ts';
import { findDurations } from '../time/find-durations.ts';
import { type ReadContext, valueLike } from './context.ts';
import { splitChanges } from './find-changes.ts';
import { findTimesAbout, isLoneWeekday } from './find-times-about.ts';
import { gatherFacets } from './gather.ts';
import type { Inquiry } from './inquiry.ts';
import { type Mark, settle } from './marks.ts';
import { plainText } from './plain-text.ts';
import { readScores } from './scores.ts';
import { Sentence } from './sentence.ts';
import type { Named } from './span-candidates.ts';
import { coverWithSpans, type Span } from './spans.ts';
import { tokenise } from './tokens.ts';
import { withoutRejected } from './without-rejected.ts';

/** A question taken apart, before it is decided what it asks. */
export type Parsed = Inquiry & {
  readonly question: string;
  /** Whose year a bare month belongs to. */
  readonly about: Period | null;
  readonly daysRecur: boolean;
  /** One for each mark. */
  readonly spans: readonly Span[];
  /** Misspellings read through, each as a phrase. */
  readonly corrections: readonly string[];
};

type Options = {
  /** The period a thread is about, whose year a bare month in it belongs to. */
  readonly about?: Period | null;
  /** Whether a thread is about days of the week. */
  readonly daysRecur?: boolean;
  readonly named?: Named;
};

/** "is Monday busier than Friday?" is asked of all of them. */
const IN_GENERAL =
  /\b(?:is|are)\b[^.?!]*\b(?:busier|quieter|better|worse|faster|slower|busiest|quietest)\b/i;

export function parseQuestion(
  question: string,
  context: ReadContext,
  { about = null, daysRecur = false, named }: Options = {},
): Parsed {
  const text = plainText(question);
  const recurs = daysRecur || IN_GENERAL.test(text);
  const times = splitChanges(findTimesAbout(text, context.time, about), text, context.time);
  const spans = coverWithSpans(text, tokenise(text), {
    lexicon: context.lexicon,
    valueBeside: (field, typed) => valueLike(context, field, typed),
    times: recurs ? times.filter((time) => !isLoneWeekday(time)) : times,
    durations: findDurations(text),
    named,
  });
  const { marks, corrections } = settle(spans);
  const whole = { question, about, daysRecur, spans, corrections };
  return { ...whole, ...takeApart(readScores(withoutRejected(marks)), context) };
}

/** The same question without what one of its marks says. */
export function withoutMark(parsed: Parsed, index: number): Parsed {
  const marks = parsed.sentence.marks.map(
    (mark): Mark => (mark.index === index ? { index, text: mark.text, kind: 'filler' } : mark),
  );
  return { ...parsed, ...takeApart(marks, parsed.context) };
}

function takeApart(marks: readonly Mark[], context: ReadContext): Inquiry {
  const sentence = new Sentence(marks);
  return { sentence, facets: gatherFacets(sentence, context), context };
}
