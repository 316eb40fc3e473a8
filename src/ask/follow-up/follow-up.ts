import {
  type DistributionPlan,
  type FiguresPlan,
  type QueryPlan,
  WHOLE,
} from '../../analytics/query-plan.ts';
import { hasField } from '../read/by.ts';
import { findMetric } from '../read/context.ts';
import { contradiction } from '../read/contradiction.ts';
import { asksDefinition, decideAbout } from '../read/decide-about.ts';
import { asksState, namesTime } from '../read/facets.ts';
import type { Mark } from '../read/marks.ts';
import { joinTexts } from '../read/neighbours.ts';
import { notUnderstood } from '../read/not-understood.ts';
import type { Parsed } from '../read/parse-question.ts';
import { decide, isNoPlan, planReading } from '../read/read-question.ts';
import type { NoPlan, Reading } from '../read/reading.ts';
import { changeUnranked, nothingAsked, refuse, unknownWords } from '../read/refuse.ts';
import type { Sentence } from '../read/sentence.ts';
import { whose } from '../read/whose.ts';
import { asksToList, asksToListSome, breaksOff, isFollowUp } from './detect.ts';
import { drill } from './drill.ts';
import { editFigures } from './edit-figures.ts';
import { attainmentOf } from './edit-metrics.ts';
import { movesPastNow } from './edit-period.ts';
import { editRows, listBehind } from './edit-rows.ts';
import { keptWords } from './kept-words.ts';
import type { ThreadMemory } from './thread.ts';
import type { Turn } from './turn.ts';

/** A plan that read rows, and so can be gone on from. */
export type DataPlan = Exclude<QueryPlan, { kind: 'about' }>;

/** Reads a question in a thread: as an edit of the last plan, or as a new topic that may keep the period. */
export function readInThread(said: Parsed, memory: ThreadMemory): Reading {
  const parsed = aboutExplained(said, memory);
  const last = memory.plans.findLast((plan) => plan.kind !== 'about');
  if (breaksOff(parsed)) {
    parsed.sentence.useWords('edit.undo');
    return decide(parsed);
  }
  if (!last) return decide(parsed);
  takeSameStretch(parsed.sentence, last.period);
  const goesOn = isFollowUp(parsed) || asksToListSome(parsed, last);
  return goesOn ? readEdit(last, { ...parsed, memory }) : readAnew(parsed, last);
}

/** After "how is CSAT calculated?", "what was it last month?" asks for the figure just explained. */
function aboutExplained(parsed: Parsed, { plans }: ThreadMemory): Parsed {
  const explained = plans.at(-1);
  const { facets, sentence } = parsed;
  const names = facets.metrics.length + facets.nouns.length > 0;
  if (explained?.kind !== 'about' || explained.topic !== 'metric' || !explained.id) return parsed;
  if (!namesTime(facets) || sentence.says('ask.define')) return parsed;
  const named = facets.metrics.map((use) => ({ ...use, metric: attainmentOf(use.metric) ?? '' }));
  // After "how is SLA attainment calculated?", "what was it for first response?" is its attainment.
  const isIts =
    sentence.says('ref') &&
    named.some(({ metric }) => metric.slice(0, 4) === explained.id?.slice(0, 4));
  if (isIts) return { ...parsed, facets: { ...facets, metrics: named } };
  if (names) return parsed;
  const metric = { metric: explained.id, of: null, statistic: null, index: -1 };
  return { ...parsed, facets: { ...facets, metrics: [metric] } };
}

function readEdit(last: DataPlan, turn: Turn): Reading {
  const { sentence, facets, memory } = turn;
  takeOpeningNo(sentence);
  takeThatOne(sentence);
  const stopped = refuse(sentence, facets) ?? contradiction(sentence, facets);
  if (stopped) return stopped;
  const [doubt] = facets.doubts;
  if (doubt) return { kind: 'clarify', ...doubt };
  if (movesPastNow(last.period, turn)) return notBegunYet();
  if (wishesUnit(last, turn)) return nothingChanged(turn);
  if (picksByChange(turn)) return changeUnranked();
  const next = edit(last, turn);
  if (isNoPlan(next)) return next;
  const unread = notUnderstood(sentence, true);
  if (unread.length > 0) return unknownWords(unread, sentence);
  if (changesNothing(next, last, turn)) return nothingChanged(turn);
  const asked = whose(next, turn);
  if (asked) return asked;
  const reading = planReading(next, turn);
  return {
    ...reading,
    rivals: reading.rivals.filter(({ field }) => !speaksOf(last, field)),
    undid: next === memory.plans.at(-2) && sentence.says('edit.undo'),
    kept: keptWords(last, next, turn.context),
  };
}

/** Words for changing an answer that left it as it was have not been understood. */
function changesNothing(next: QueryPlan, last: DataPlan, { facets, sentence }: Turn): boolean {
  const { metrics, nouns, conditions, by, thresholds, statistics, subject, order, limit } = facets;
  const names = [metrics, nouns, conditions, by, thresholds, statistics].some(
    (said) => said.length > 0,
  );
  if (names || subject || order || limit !== null || namesTime(facets)) return false;
  return (
    !sentence.says('show.', 'edit.undo', 'edit.rest', 'ask.count') && asText(next) === asText(last)
  );
}

/** A plan to compare, whether its period was named or kept. */
const asText = (plan: QueryPlan): string =>
  JSON.stringify(plan, (key, value: unknown) => (key === 'basis' ? undefined : value));

function nothingChanged({ sentence }: Turn): NoPlan {
  if (sentence.marks.every(({ kind }) => kind === 'filler')) return nothingAsked();
  const said = joinTexts(sentence.marks.map(({ text }) => text));
  const text = `I don’t see what “${said}” changes about the last answer, so I’d rather not guess.`;
  return { kind: 'decline', text, instead: [] };
}

function notBegunYet(): NoPlan {
  const text = 'That hasn’t begun yet: I can count up to now.';
  return { kind: 'decline', text, instead: ['the one before'] };
}

/** "no, by hour" puts right what was asked; it denies nothing. */
function takeOpeningNo(sentence: Sentence): void {
  const [first, second] = sentence.marks;
  if (first && /^no$/i.test(first.text) && second?.text === ',') sentence.use(first);
}

/** "which one dropped?", "who improved most?": by what they changed, which no figure is. */
function picksByChange({ sentence, facets }: Turn): boolean {
  const picks = sentence.says('ask.which', 'ask.who') && sentence.says('ask.trend');
  return picks && facets.metrics.length === 0 && !namesTime(facets);
}

const IN_UNIT = /\b(?:in|as) (?:seconds|minutes|hours|days|weeks)(?: please)?[?.! ]*$/i;

/** "in hours", after a duration: it is shown in days, hours and minutes whatever is wished. */
function wishesUnit(last: DataPlan, { sentence, facets, context }: Turn): boolean {
  const [use] = last.kind === 'figures' ? last.metrics : [];
  const isDuration = use !== undefined && findMetric(context, use.metric)?.unit === 'seconds';
  const names = facets.metrics.length + facets.nouns.length + facets.conditions.length > 0;
  return isDuration && !names && IN_UNIT.test(joinTexts(sentence.marks.map(({ text }) => text)));
}

/** "how many did that one resolve?": no number. */
function takeThatOne(sentence: Sentence): void {
  const points = (mark: Mark): boolean => sentence.isWord(sentence.left(mark), 'ref');
  sentence.use(...sentence.of('number').filter((mark) => /^one$/i.test(mark.text) && points(mark)));
}

const SAME = /^(?:that|the same|same|this same|that same)$/i;

/** "in that month", after figures of a month: the period is kept. */
function takeSameStretch(sentence: Sentence, kept: DataPlan['period']): void {
  for (const unit of sentence.words('unit.')) {
    const points = sentence.before(unit);
    const isKept = kept !== null && unit.tag === `unit.${kept.unit}`;
    if (isKept && points && SAME.test(points.text)) sentence.use(points, unit);
  }
}

/** In a thread about pipelines, "returns?" is the pipeline. */
function speaksOf(last: DataPlan, field: string): boolean {
  const isBrokenDown = last.kind === 'figures' && hasField(last.by, field);
  return isBrokenDown || last.where.some((condition) => condition.field === field);
}

/** A new topic, which may be about the same time; then it says so. */
function readAnew(parsed: Parsed, last: DataPlan): Reading {
  const dated = keepPeriod(parsed, last);
  const reading = decide(dated);
  const kept = dated !== parsed && last.period ? [last.period.words] : [];
  return reading.kind === 'plan' ? { ...reading, kept } : reading;
}

/** A new question without a period, in a thread that named one, is about the same time. */
function keepPeriod(parsed: Parsed, last: DataPlan): Parsed {
  const { facets, sentence } = parsed;
  const { time } = facets;
  const isSilent = time.periods.length === 0 && !time.all && !time.compare;
  if (!isSilent || !last.period || sentence.says('edit.new')) return parsed;
  const isState = asksState(facets) || facets.metrics.some(({ metric }) => metric === 'backlog');
  const { basis } = last.period;
  if (isState || (basis !== 'asked' && basis !== 'kept')) return parsed;
  const period = { ...last.period, basis: 'kept' as const };
  const periods = [{ period, unit: period.unit ?? null }];
  return { ...parsed, facets: { ...facets, time: { ...time, periods } } };
}

function edit(last: DataPlan, turn: Turn): QueryPlan | NoPlan {
  const { sentence, memory } = turn;
  if (sentence.says('edit.undo') && saysNothingElse(turn)) return undo(memory);
  const about = aboutData(turn) ?? aboutLast(last, turn);
  if (about) return about;
  const base = drill(last, turn) ?? last;
  if (isNoPlan(base)) return base;
  if (asksToList(turn) || asksToListSome(turn, base)) return listBehind(base, turn);
  switch (base.kind) {
    case 'figures':
      return editFigures(base, turn);
    case 'distribution':
      return editDistribution(base, turn);
    case 'rows':
    case 'search':
      return editRows(base, turn);
  }
}

/** "go back" alone; "back to March" and "back to all, by agent" change what they name. */
function saysNothingElse({ sentence, facets }: Turn): boolean {
  const { metrics, conditions, nouns, by, subject, time } = facets;
  const isMoved = time.shift !== null || sentence.says('edit.shift', 'edit.previous');
  const names = [metrics, conditions, nouns, by].some((said) => said.length > 0);
  return !(names || subject || isMoved || namesTime(facets));
}

const OF_DATA = ['ask.values', 'ask.list', 'ask.count', 'ask.data'];

/** Among answers, "which categories?" asks for those of the figure; "which categories do we have?" is about the data. */
function aboutData(turn: Turn): QueryPlan | null {
  const about = decideAbout(turn);
  const { sentence } = turn;
  if (about?.topic !== 'dimension' || asksDefinition(sentence)) return about;
  const isOfData = sentence.says(...OF_DATA) || sentence.marks.some(({ text }) => HAS.test(text));
  return isOfData ? about : null;
}

const HAS = /^(?:have|exist|there|do we have|are there)$/i;

/** "how is it calculated?" asks about the metric just shown. */
function aboutLast(last: DataPlan, { sentence, facets }: Turn): QueryPlan | null {
  const isAsked = asksDefinition(sentence) && facets.metrics.length === 0;
  if (!isAsked || last.kind !== 'figures') return null;
  const [shown] = last.metrics;
  const { zone, asOf } = last;
  return { kind: 'about', topic: 'metric', id: shown?.metric ?? null, zone, asOf };
}

function undo({ plans }: ThreadMemory): QueryPlan | NoPlan {
  const nothing = 'There is nothing before this to go back to.';
  return plans.at(-2) ?? { kind: 'decline', text: nothing, instead: [] };
}

/** A spread stays one, but for a breakdown: then the figure itself is shown. */
function editDistribution(
  before: DistributionPlan,
  turn: Turn,
): FiguresPlan | DistributionPlan | NoPlan {
  const { kind: _kind, metric, ...scope } = before;
  const figures = editFigures({ kind: 'figures', metrics: [metric], ...WHOLE, ...scope }, turn);
  if (isNoPlan(figures) || figures.by.length > 0) return figures;
  const { where, period, zone, asOf, managers } = figures;
  return {
    kind: 'distribution',
    metric: figures.metrics[0] ?? metric,
    where,
    period,
    zone,
    asOf,
    managers,
  };
}
