import { findMetric, type ReadContext } from './context.ts';
import type { Sentence } from './sentence.ts';

const UNIT = /^(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)$/i;
const IN = /^(?:in|as)$/i;

/** "resolution time in hours": durations are always shown in days, hours and minutes, so the unit asks for nothing else. */
export function takeUnitWished(sentence: Sentence): void {
  for (const unit of sentence.marks.filter(({ text }) => UNIT.test(text))) {
    const lead = sentence.left(unit);
    if (lead && IN.test(lead.text)) sentence.use(lead, unit);
  }
}

/** Whether a duration is asked for by name. */
export const asksDuration = (sentence: Sentence, context: ReadContext): boolean =>
  sentence.says('ask.howlong') ||
  sentence.of('metric').some(({ metric }) => findMetric(context, metric)?.unit === 'seconds');
