import { type By, grainSchema } from '../../analytics/query-plan.ts';
import { distinctBy, sameBy } from './by.ts';
import { findDimension, type ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import { findLimit, findRank } from './find-limit.ts';
import type { Mark } from './marks.ts';
import { isWeekdayNoun, joinedByWhether } from './neighbours.ts';
import type { Sentence } from './sentence.ts';

export type BreakdownFacets = Pick<Facets, 'by' | 'subject' | 'limit' | 'order' | 'rank'>;

/** What the figures are broken down by, whose values are asked for, how many of them and in which order. */
export function findBreakdowns(sentence: Sentence, context: ReadContext): BreakdownFacets {
  const asked = askedFor(sentence, context);
  const said = findOrder(sentence);
  const count = findLimit(sentence, said);
  const subject = findSubject(sentence, context);
  const mentioned = findMentioned(sentence, context, subject);
  const rank = findRank(subject !== null || asked.length + mentioned.length > 0, sentence);
  const limit = count ?? rank;
  const order = said ?? (rank === null ? null : { tag: 'order.first', index: -1 });
  if (subject) return { by: [...asked, ...mentioned], subject, limit, order, rank };
  const [first = null, ...rest] = mentioned;
  return { by: [...asked, ...rest], subject: first, limit, order, rank };
}

/** A mark as something to break down by; flags and some words stand for their field. */
function asBy(mark: Mark | undefined, context: ReadContext): By | null {
  switch (mark?.kind) {
    case 'field':
      return isGroupable(mark.field, context) ? { field: mark.field } : null;
    case 'flag':
      return WORKING_DAY.test(mark.text) ? null : { field: mark.field };
    case 'time':
      return timeBy(mark.match);
    case 'word':
      return wordBy(mark.tag);
    default:
      return null;
  }
}

/** "per working day" divides by days, which no breakdown by weekend does. */
const WORKING_DAY = /work/i;

function timeBy(match: Extract<Mark, { kind: 'time' }>['match']): By | null {
  if (match.kind === 'grain') return { grain: match.grain };
  return match.kind === 'calendar' ? { field: match.field } : null;
}

function wordBy(tag: string): By | null {
  if (tag === 'daytime') return { field: 'hour' };
  if (tag === 'weekday') return { field: 'weekday' };
  if (!tag.startsWith('unit.')) return null;
  const unit = grainSchema.safeParse(tag.slice('unit.'.length));
  return unit.success ? { grain: unit.data } : null;
}

const NOT_GROUPED: ReadonlySet<string> = new Set(['text', 'time', 'seconds']);

function isGroupable(field: string, context: ReadContext): boolean {
  const dimension = findDimension(context, field);
  return dimension !== undefined && !NOT_GROUPED.has(dimension.kind);
}

/** "weekly", "by agent and pipeline". */
function askedFor(sentence: Sentence, context: ReadContext): readonly By[] {
  const timed = sentence.unused('time').flatMap((mark): By[] => {
    const by = timeBy(mark.match);
    if (!by) return [];
    sentence.use(mark);
    return [by];
  });
  const listed = sentence.words('by').flatMap((word) => listAfter(word, sentence, context));
  return distinctBy([...timed, ...listed, ...whethersAsked(sentence)]);
}

/** "… and whether they were missed". */
function whethersAsked(sentence: Sentence): readonly By[] {
  return sentence.unused('flag').flatMap((flag) => {
    const join = joinedByWhether(flag, sentence);
    if (!join) return [];
    sentence.use(...sentence.marks.slice(join.index, flag.index + 1));
    return [{ field: flag.field }];
  });
}

/** "by agent and pipeline": the field after the word, and those joined to it. */
function listAfter(word: Mark, sentence: Sentence, context: ReadContext): readonly By[] {
  const found: By[] = [];
  for (let lead: Mark | undefined = word; lead; ) {
    const next = sentence.after(lead);
    const by = next && !sentence.isUsed(next) ? asBy(next, context) : null;
    if (!next || !by || (next.kind === 'flag' && found.length > 0)) break;
    found.push(by);
    sentence.use(lead, next);
    lead = joinAfter(next, sentence);
  }
  return found;
}

/** The "and", the further "by" or the comma that carries a list on. */
function joinAfter(mark: Mark, sentence: Sentence): Mark | undefined {
  const join = sentence.after(mark);
  if (sentence.isWord(join, 'list.and', 'by')) return join;
  const right = sentence.right(mark);
  return right?.text === ',' ? right : undefined;
}

function findOrder(sentence: Sentence): Facets['order'] {
  const [chosen] = [...sentence.words('most.'), ...sentence.words('order.')];
  if (!chosen) return null;
  sentence.useWords('most.', 'order.');
  return { tag: chosen.tag, index: chosen.index };
}

/** "which agent", "who", "slowest categories", "busiest day". */
function findSubject(sentence: Sentence, context: ReadContext): By | null {
  return (
    fieldAskedFor(sentence, context) ?? unitAskedFor(sentence) ?? personAskedFor(sentence, context)
  );
}

function fieldAskedFor(sentence: Sentence, context: ReadContext): By | null {
  const leads = ['ask.which', 'most.', 'order.'].flatMap((tag) => sentence.words(tag));
  for (const lead of leads) {
    const next = afterRank(lead, sentence);
    if (!next || next.kind === 'flag' || sentence.isUsed(next)) continue;
    const by = isWeekdayNoun(next) ? { field: 'weekday' } : asBy(next, context);
    if (!by) continue;
    sentence.use(lead, next);
    return by;
  }
  return null;
}

/** Past the number and superlative of "which 5 slowest …". */
function afterRank(mark: Mark, sentence: Sentence): Mark | undefined {
  let next = sentence.after(mark);
  while (next && (next.kind === 'number' || sentence.isWord(next, 'most.', 'order.'))) {
    next = sentence.after(next);
  }
  return next;
}

/** "what day was busiest". */
function unitAskedFor(sentence: Sentence): By | null {
  const unit = sentence
    .words('unit.')
    .find(
      (word) => !sentence.isUsed(word) && sentence.isWord(sentence.before(word), 'ask.', 'most.'),
    );
  if (!unit) return null;
  sentence.use(unit);
  return wordBy(unit.tag);
}

function personAskedFor(sentence: Sentence, context: ReadContext): By | null {
  const [who] = sentence.words('ask.who');
  if (!who) return null;
  sentence.use(who);
  const equated = equatedWith(who, sentence);
  if (isCustomers(sentence.before(who)) || isCustomers(equated)) return null;
  const named = equated && asBy(equated, context);
  if (named) {
    sentence.use(equated);
    return named;
  }
  return { field: openersAskedFor(who, sentence, context) ?? 'agent' };
}

const COPULA = /^(?:is|are|was|were)$/i;

/** What "who" is said to be: "who is the customer with …", "who are our 5 agents with …". */
function equatedWith(who: Mark, sentence: Sentence): Mark | undefined {
  if (!COPULA.test(sentence.right(who)?.text ?? '')) return undefined;
  const next = afterRank(who, sentence);
  return next?.kind === 'field' || next?.kind === 'metric' ? next : undefined;
}

const OPENS = /^(?:open|creat|submit|rais|fil|log|report|send|sent|start)/i;

/** "who opened the most incidents?" is about whoever a file says opened them, else about the customers. */
function openersAskedFor(who: Mark, sentence: Sentence, { catalogue }: ReadContext): string | null {
  const verb = sentence.after(who);
  if (!sentence.isWord(verb, 'verb.created') || !OPENS.test(verb.text)) return null;
  const said = `${verb.text.toLowerCase()} by`;
  const column = catalogue.dimensions.find(
    ({ extra, label }) => extra && label.toLowerCase().replaceAll('_', ' ').endsWith(said),
  );
  return column?.id ?? 'customer';
}

/** "customers who …" says which customers; it asks for nobody. */
const isCustomers = (mark: Mark | undefined): boolean =>
  mark?.kind === 'metric' && mark.metric === 'customers';

/** Fields that stand alone: "agents with CSAT below 80 %", "csat of the pipelines". */
function findMentioned(
  sentence: Sentence,
  context: ReadContext,
  subject: By | null,
): readonly By[] {
  const marks = [
    ...sentence.unused('field'),
    ...sentence.words('daytime'),
    ...sentence.words('weekday'),
    ...heldUnits(sentence),
  ];
  const found = marks.flatMap((mark): By[] => {
    if (sentence.isUsed(mark) || isCounted(mark, sentence, context)) return [];
    const by = asBy(mark, context);
    if (!by) return [];
    sentence.use(mark);
    return POINTS.test(sentence.left(mark)?.text ?? '') ? [] : [by];
  });
  return distinctBy(found).filter((by) => !subject || !sameBy(by, subject));
}

/** "for that group" points at one; it breaks nothing down. */
const POINTS = /^(?:that|this|the same)$/i;

/** "weeks with more than 75 tickets". */
function heldUnits(sentence: Sentence): readonly Mark[] {
  return sentence.says('cmp.') ? sentence.words('unit.') : [];
}

/** "how many messages", "how many locations reported incidents": a count of its own, not something to break down by. */
function isCounted(mark: Mark, sentence: Sentence, context: ReadContext): boolean {
  if (mark.kind !== 'field' || !sentence.isWord(sentence.before(mark), 'ask.count')) return false;
  const isNumber = findDimension(context, mark.field)?.kind === 'number';
  // "how many agents had more than 50 tickets?" counts those whose figure holds.
  if (!isNumber && sentence.says('cmp.')) return false;
  const asksMore = sentence.of('noun').length + sentence.of('metric').length > 0;
  return isNumber || asksMore;
}
