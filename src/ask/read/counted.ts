import type { Condition } from '../../analytics/query-plan.ts';
import { asksState, type MetricUseSaid, namesTime, saidPopulation } from './facets.ts';
import { saysNow } from './find-now.ts';
import { volumeOf } from './implied-metrics.ts';
import type { Inquiry } from './inquiry.ts';
import type { Mark } from './marks.ts';
import { eventOf } from './rates.ts';
import { asksAtEnd, wasOpenOnDay } from './state-then.ts';

type Where = readonly Condition[];
type Counted = { readonly metrics: readonly MetricUseSaid[]; readonly where: Where };

const SAYS_RATE = /rate|share|percent|%/i;

/** "how many chats were handled by the bot" counts the event; "reopened most, by reopen rate" needs no filter on it besides. */
export function countAsEvents(
  metrics: readonly MetricUseSaid[],
  where: Where,
  { sentence, facets }: Inquiry,
): Counted {
  const [only, ...more] = metrics;
  const event = only && eventOf(only.metric);
  const saysRate = only && SAYS_RATE.test(sentence.marks[only.index]?.text ?? '');
  if (event && more.length === 0 && sentence.says('ask.count') && !saysRate) {
    return {
      metrics: [{ ...volumeOf(saidPopulation(facets)), index: only.index }],
      where: [...where, { field: event, op: 'is', values: [true] }],
    };
  }
  // "SLA breaches by agent": an attainment among what was breached would be none.
  if (
    only &&
    where.some(({ field, values }) => field === `${only.metric}_breached` && values[0] === true)
  ) {
    return { metrics: [{ ...volumeOf(saidPopulation(facets)), index: only.index }], where };
  }
  const events = new Set(metrics.map(({ metric }) => eventOf(metric)));
  return { metrics, where: where.filter(({ field }) => !events.has(field)) };
}

/** A count of what is open is the backlog; a count of what was resolved is counted by resolution. */
export function countAsState(
  metrics: readonly MetricUseSaid[],
  where: Where,
  inquiry: Inquiry,
): Counted {
  const { sentence } = inquiry;
  const [only, ...more] = metrics;
  if (only?.metric !== 'volume' || more.length > 0 || sentence.says('ask.share')) {
    return { metrics, where };
  }
  if (countsNow(inquiry))
    return { metrics: [{ ...only, metric: 'backlog' }], where: openOnly(where) };
  const rest = openOnly(where);
  const created = createdMark(inquiry) !== undefined;
  if (saysOpen(where, false) && (!created || countsBoth(inquiry))) {
    const resolved = { ...only, metric: 'resolved_volume' };
    return { metrics: created ? [only, resolved] : [resolved], where: rest };
  }
  if (saysOpen(where, true) && !created && isAtInstant(where, inquiry)) {
    return { metrics: [{ ...only, metric: 'backlog' }], where: rest };
  }
  return { metrics, where };
}

/** "tickets by priority right now": what is on the desk, not what came in lately. */
function countsNow({ sentence, facets }: Inquiry): boolean {
  const isState = asksState(facets) || sentence.says('verb.created', 'verb.resolved');
  return saysNow(sentence) && !namesTime(facets) && !isState;
}

const openOnly = (where: Where): Where => where.filter(({ field }) => field !== 'open');

const saysOpen = (where: Where, value: boolean): boolean =>
  where.some(({ field, op, values }) => field === 'open' && op === 'is' && values[0] === value);

/** Open now, or "at the end of March": a state at an instant, not of what came in. */
function isAtInstant(where: Where, inquiry: Inquiry): boolean {
  const { sentence, facets } = inquiry;
  if (facets.time.periods.length > 0) return asksAtEnd(sentence) || wasOpenOnDay(inquiry);
  return !namesTime(facets) && !where.some(({ field }) => field === 'age');
}

const COMES_IN = /^(?:incoming|inflow|intake|new|created|inbound)/i;

/** What says that conversations came in: a verb, or the count under such a name. */
function createdMark({ sentence }: Inquiry): Mark | undefined {
  const [verb] = sentence.words('verb.created');
  return verb ?? sentence.of('metric').find(({ text }) => COMES_IN.test(text));
}

/** "opened and resolved": two counts; "created last week and since resolved" is one with a condition. */
function countsBoth(inquiry: Inquiry): boolean {
  const { sentence } = inquiry;
  const created = createdMark(inquiry);
  if (!created) return false;
  const [before, after] = [sentence.before(created), sentence.after(created)];
  // "tickets opened vs tickets resolved", "opened tickets and resolved ones"
  const past = before?.kind === 'noun' ? sentence.before(before) : before;
  const next = after?.kind === 'noun' ? sentence.after(after) : after;
  const neighbours = [
    { join: past, beyond: 'before' as const },
    { join: next, beyond: 'after' as const },
  ];
  return neighbours.some(({ join, beyond }) => {
    if (!join || !sentence.isWord(join, 'list.and', 'versus')) return false;
    const beside = sentence[beyond](join);
    const other = beside?.kind === 'noun' ? sentence[beyond](beside) : beside;
    return (
      sentence.isWord(other, 'verb.resolved') || (other?.kind === 'flag' && other.field === 'open')
    );
  });
}
