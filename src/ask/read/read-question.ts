import type { QueryPlan } from '../../analytics/query-plan.ts';
import { againstNow, beforeWhich, stateAgainst } from './against-now.ts';
import type { ReadContext } from './context.ts';
import { contradiction } from './contradiction.ts';
import { decideAbout } from './decide-about.ts';
import { decideFigures, heldAgainstWhat, mostByWhat } from './decide-figures.ts';
import { asksForRows, decideLookup, decideRows, decideSearch } from './decide-rows.ts';
import { conditionsOf, textConditions } from './facet-conditions.ts';
import type { Facets } from './facets.ts';
import { isManagerIncluded } from './find-names.ts';
import { readHeedingNames } from './heed-names.ts';
import type { Inquiry } from './inquiry.ts';
import { notUnderstood } from './not-understood.ts';
import { type Parsed, parseQuestion } from './parse-question.ts';
import type { NoPlan, PlanReading, Reading } from './reading.ts';
import { nothingAsked, refuse, unknownWords } from './refuse.ts';
import { rivalsOf } from './rivals.ts';
import { stateThen } from './state-then.ts';
import { twoHands } from './two-hands.ts';
import { whose } from './whose.ts';
import { yearBack } from './year-back.ts';

/** Reads a question that stands on its own. */
export function readQuestion(question: string, context: ReadContext): Reading {
  return readHeedingNames(parseQuestion(question, context), decide);
}

/** What a question taken apart asks, without regard to anything before it. */
export function decide(said: Parsed): Reading {
  const parsed = againstNow(yearBack(said));
  const { sentence, facets } = parsed;
  const stopped =
    refuse(sentence, facets) ??
    contradiction(sentence, facets) ??
    twoHands(sentence) ??
    asksAboutNothing(parsed) ??
    asksWhatAbout(parsed) ??
    beforeWhich(parsed) ??
    stateAgainst(parsed) ??
    stateThen(parsed);
  if (stopped) return stopped;
  const about = decideAbout(parsed);
  const [doubt] = facets.doubts;
  if (!about && doubt) return { kind: 'clarify', ...doubt };
  const decided = about ?? decideData(parsed);
  if (decided && isNoPlan(decided)) return decided;
  const unread = notUnderstood(sentence);
  if (unread.length > 0) return unknownWords(unread, sentence);
  if (decided && !holdsAll(decided, facets)) return heldAgainstWhat();
  if (!decided) return nothingAsked();
  return whose(decided, parsed) ?? planReading(withManagers(decided, parsed), parsed);
}

/** Whether every amount that was said is in the plan: one that limits nothing would answer another question. */
function holdsAll(plan: QueryPlan, { thresholds }: Facets): boolean {
  if (plan.kind === 'about') return true;
  const uses = plan.kind === 'figures' ? plan.metrics : [];
  const having = plan.kind === 'figures' ? plan.having : [];
  const parts = uses.flatMap(({ as }) => (as?.kind === 'share-matching' ? as.where : []));
  return thresholds.every(
    ({ target, value }) =>
      having.some((held) => held.value === value) ||
      [...plan.where, ...parts].some(({ values }) => values.includes(value)) ||
      (target.kind === 'count' && uses.some(({ metric }) => metric === 'repeat_customers')),
  );
}

export const isNoPlan = (decided: QueryPlan | NoPlan): decided is NoPlan =>
  decided.kind === 'clarify' || decided.kind === 'decline';

/** A plan with what the question said beside it. */
export function planReading(plan: QueryPlan, parsed: Parsed): PlanReading {
  const { facets, corrections } = parsed;
  return {
    kind: 'plan',
    plan,
    show: facets.show,
    ...(facets.rank !== null && { rank: facets.rank }),
    kept: [],
    assumed: [...corrections, ...facets.assumed],
    alternatives: facets.alternatives,
    rivals: rivalsOf(plan, parsed),
  };
}

/** "including managers", "including Richie". */
function withManagers(plan: QueryPlan, { sentence, context }: Inquiry): QueryPlan {
  if (!('managers' in plan)) return plan;
  const isNamed = sentence.of('value').some((mark) => isManagerIncluded(mark, sentence, context));
  if (isNamed || sentence.says('edit.managers')) return { ...plan, managers: 'included' };
  return sentence.says('edit.no-managers') ? { ...plan, managers: 'excluded' } : plan;
}

/** "and for chats?" with nothing before it. */
function asksAboutNothing({ sentence, facets }: Inquiry): NoPlan | null {
  const isDangling = sentence.says('edit.what-about') && !sentence.says('ask.count');
  const saysMore = facets.metrics.length + facets.by.length + facets.time.periods.length > 0;
  if (!isDangling || saysMore) return null;
  const [noun] = facets.nouns;
  const of = noun?.of ?? 'tickets';
  return {
    kind: 'clarify',
    text: `What would you like to know about ${noun ? of : 'that'}?`,
    choices: [
      { label: 'how many', question: `how many ${of}` },
      { label: 'first response time', question: `first response time of ${of}` },
      { label: 'CSAT', question: `csat of ${of}` },
    ],
  };
}

const ENDS = /^[?.!]$/;

/** "what are customers complaining about?": what conversations are about is said by their fields. */
function asksWhatAbout(inquiry: Inquiry): NoPlan | null {
  const { sentence, facets } = inquiry;
  const said = sentence.marks.filter(({ kind, text }) => kind !== 'time' && !ENDS.test(text));
  const isDangling = ABOUT.test(said.at(-1)?.text ?? '') && /^wh(?:at|ich)/i.test(sentence.opening);
  const isGrouped = facets.by.length > 0 || facets.subject !== null;
  return isDangling && !isGrouped && facets.metrics.every(({ metric }) => metric === 'customers')
    ? mostByWhat(inquiry)
    : null;
}

const ABOUT = /\babout$/i;

function decideData(inquiry: Inquiry): QueryPlan | NoPlan | null {
  const { facets } = inquiry;
  if (facets.lookup.length > 0) return decideLookup(inquiry);
  const where = conditionsOf(facets);
  if (facets.searchFor.length > 0 && namesSubject(inquiry) && !inquiry.sentence.says('ask.count')) {
    return decideRows([...where, ...textConditions(facets.searchFor, 'subject')], inquiry);
  }
  const searches = facets.searchFor.length > 0;
  if (searches && (asksForRows(inquiry) || isPlainSearch(inquiry))) {
    return decideSearch(where, inquiry);
  }
  if (asksForRows(inquiry)) return decideRows(where, inquiry);
  const field = namesSubject(inquiry) ? 'subject' : 'text';
  return decideFigures([...where, ...textConditions(facets.searchFor, field)], inquiry);
}

/** "with the word refund in the subject". */
const namesSubject = ({ sentence }: Inquiry): boolean =>
  sentence.of('field').some(({ field }) => field === 'subject');

/** Words to find, and nothing to count about them. */
function isPlainSearch({ sentence, facets }: Inquiry): boolean {
  return (
    facets.metrics.length + facets.by.length === 0 &&
    !facets.subject &&
    !sentence.says('ask.count', 'ask.share', 'ask.trend')
  );
}
