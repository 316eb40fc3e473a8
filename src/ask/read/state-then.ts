import type { Condition } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { asksState, type Facets } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import { rephrase } from './neighbours.ts';
import type { NoPlan } from './reading.ts';
import type { Sentence } from './sentence.ts';

// Days on which clocks change.
const SHORTEST_DAY = 23;
const LONGEST_DAY = 25;

/**
 * "how many tickets were open on 3 November": what was open then, rather than what came in then and is open now.
 * Known at the end of a day: a longer stretch is asked about, a time of day is declined. null: no state of back then is asked for.
 */
export function stateThen({ sentence, facets }: Inquiry): NoPlan | null {
  if (!asksState(facets) || sentence.says('verb.created')) return null;
  if (asksAtClock(sentence, facets)) return knownAtDaysEnd();
  const [stretch, ...more] = facets.time.periods;
  const copula = wasOpen(sentence, facets);
  if (!stretch || more.length > 0 || !copula || asksAtEnd(sentence)) return null;
  const hours = hoursOf(stretch.period);
  if (hours < SHORTEST_DAY) return knownAtDaysEnd();
  if (hours <= LONGEST_DAY) return null;
  const time = sentence.of('time').find(({ match }) => match.kind === 'period');
  if (!time) return null;
  const said = time.text.replace(LEAD, '');
  const cameIn = rephrase(sentence, copula.index, 'are still').replace(/\bstill still\b/i, 'still');
  return {
    kind: 'clarify',
    text: `Open at the end of ${said}, or still open of what came in then?`,
    choices: [
      {
        label: `open at the end of ${said}`,
        question: rephrase(sentence, time.index, `at the end of ${said}`),
      },
      { label: `came in then, still open`, question: cameIn },
    ],
  };
}

const LEAD = /^(?:in|on|during|over|for|within|throughout)\s+/i;

/** "were open on 3 November": the backlog at the end of that day. */
export function wasOpenOnDay({ sentence, facets }: Inquiry): boolean {
  const [stretch, ...more] = facets.time.periods;
  if (!stretch || more.length > 0 || wasOpen(sentence, facets) === undefined) return false;
  return hoursOf(stretch.period) <= LONGEST_DAY;
}

const hoursOf = ({ start, end }: Period): number => (Date.parse(end) - Date.parse(start)) / HOUR_MS;

const HOUR_MS = 3_600_000;
const END_OF = /\bend of\b/i;

export const asksAtEnd = (sentence: Sentence): boolean =>
  sentence.says('at.end') || sentence.of('time').some(({ match }) => END_OF.test(match.text));

const WAS = /^(?:was|were)$/i;
const STILL = /^(?:still|there|we|all|yet)$/i;

/** The "were" that leads to "open". */
function wasOpen(sentence: Sentence, { conditions }: Facets) {
  const open = conditions.find(({ condition }) => isOpen(condition));
  const mark = open && sentence.marks[open.index];
  if (!mark) return undefined;
  const lead = sentence.marks
    .slice(0, mark.index)
    .findLast(({ text, kind }) => !(STILL.test(text) || kind === 'noun'));
  return lead && WAS.test(lead.text) ? lead : undefined;
}

const isOpen = ({ field, op, values }: Condition): boolean =>
  field === 'open' && op === 'is' && values[0] === true;

const AT = /^(?:at|@)\b/i;

/** "unanswered at 5 pm yesterday": who was waiting at that time of day. */
const asksAtClock = ({ marks }: Sentence, { conditions }: Facets): boolean =>
  conditions.some(({ condition: { field, op, values }, index }) => {
    const isOneHour = field === 'hour' && op === 'is' && values.length === 1;
    return isOneHour && [marks[index - 1], marks[index]].some((mark) => AT.test(mark?.text ?? ''));
  });

function knownAtDaysEnd(): NoPlan {
  return {
    kind: 'decline',
    text: 'I know what was open at the end of a day, not at a time of day.',
    instead: ['open tickets at the end of yesterday', 'open tickets'],
  };
}
