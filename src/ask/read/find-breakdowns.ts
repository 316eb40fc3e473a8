import type { By } from '../../analytics/query-plan.ts';
import type { Grain } from '../../core/period.ts';
import { findDimension, type ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

export type BreakdownFacets = Pick<Facets, 'by' | 'subject' | 'limit' | 'order'>;

/** What the figures are broken down by, whose values are asked for, how many of them and in which order. */
export function findBreakdowns(sentence: Sentence, context: ReadContext): BreakdownFacets {
  const by = explicit(sentence, context);
  const order = findOrder(sentence);
  const limit = findLimit(sentence, order?.index ?? null);
  const subject = findSubject(sentence, context);
  const rest = mentioned(sentence, context, subject);
  const [own, ...further] = rest;
  return {
    by: [...by, ...(subject ? rest : further)],
    subject: subject ?? own ?? null,
    limit,
    order,
  };
}

/** A mark as something to break down by; flags and names can stand for their field. */
function asBy(mark: Mark | undefined, context: ReadContext): By | null {
  if (mark?.kind === 'field')
    return isGroupable(mark.field, context) ? { field: mark.field } : null;
  if (mark?.kind === 'time' && mark.match.kind === 'grain') return { grain: mark.match.grain };
  if (mark?.kind === 'time' && mark.match.kind === 'calendar') return { field: mark.match.field };
  if (mark?.kind === 'flag') return { field: mark.field };
  if (mark?.kind !== 'word') return null;
  if (mark.tag === 'daytime') return { field: 'hour' };
  if (mark.tag === 'weekday') return { field: 'weekday' };
  return mark.tag.startsWith('unit.') ? { grain: mark.tag.slice('unit.'.length) as Grain } : null;
}

const NOT_GROUPED: ReadonlySet<string> = new Set(['text', 'time', 'seconds']);

function isGroupable(field: string, context: ReadContext): boolean {
  const dimension = findDimension(context, field);
  return dimension !== undefined && !NOT_GROUPED.has(dimension.kind);
}

function explicit(sentence: Sentence, context: ReadContext): By[] {
  const found: By[] = [];
  for (const mark of sentence.of('time')) {
    if (sentence.isUsed(mark) || (mark.match.kind !== 'grain' && mark.match.kind !== 'calendar'))
      continue;
    const by = asBy(mark, context);
    if (by) found.push(by);
    sentence.use(mark);
  }
  for (const word of sentence.words('by')) found.push(...listAfter(word, sentence, context));
  return distinct(found);
}

/** "by agent and pipeline": the field after the word, and those joined to it. */
function listAfter(word: Mark, sentence: Sentence, context: ReadContext): By[] {
  const found: By[] = [];
  let lead: Mark | undefined = word;
  while (lead) {
    const next = sentence.after(lead);
    const by = next && !sentence.isUsed(next) ? asBy(next, context) : null;
    if (!next || !by) break;
    found.push(by);
    sentence.use(lead, next);
    const join = sentence.after(next);
    const comma = sentence.right(next)?.text === ',' ? sentence.right(next) : undefined;
    lead = sentence.isWord(join, 'list.and') || sentence.isWord(join, 'by') ? join : comma;
  }
  return found;
}

function distinct(by: readonly By[]): By[] {
  const seen = new Set<string>();
  return by.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}

function findOrder(sentence: Sentence): Facets['order'] {
  const [most] = sentence.words('most.');
  const [order] = sentence.words('order.');
  const chosen = most ?? order;
  if (!chosen) return null;
  sentence.use(...sentence.words('most.'), ...sentence.words('order.'));
  return { tag: chosen.tag, index: chosen.index };
}

const MOST_ROWS = 1000;

/** A bare number beside a superlative or before a plural: "top 5", "10 oldest", "5 slowest categories". */
function findLimit(sentence: Sentence, orderIndex: number | null): number | null {
  for (const mark of sentence.unused('number')) {
    if (mark.percent || !Number.isInteger(mark.value) || mark.value < 1 || mark.value > MOST_ROWS)
      continue;
    const left = sentence.before(mark);
    const right = sentence.after(mark);
    if (sentence.isWord(left, 'cmp.') || sentence.isWord(right, 'cmp.')) continue;
    const besideOrder =
      orderIndex !== null && (left?.index === orderIndex || right?.index === orderIndex);
    const asked =
      sentence.isWord(left, 'ask.') &&
      (right?.kind === 'field' ||
        right?.kind === 'noun' ||
        right?.kind === 'flag' ||
        right?.kind === 'value');
    const leads =
      !left &&
      (right?.kind === 'field' ||
        right?.kind === 'noun' ||
        right?.kind === 'flag' ||
        sentence.isWord(right, 'most.'));
    if (!besideOrder && !asked && !leads) continue;
    sentence.use(mark);
    return mark.value;
  }
  return null;
}

/** "which agent", "who", "slowest categories", "busiest day". */
function findSubject(sentence: Sentence, context: ReadContext): By | null {
  for (const mark of [
    ...sentence.words('ask.which'),
    ...sentence.words('most.'),
    ...sentence.words('order.'),
  ]) {
    const next = skipOrder(mark, sentence);
    const by =
      next && !sentence.isUsed(next) && next.kind !== 'flag'
        ? (asWeekday(next) ?? asBy(next, context))
        : null;
    if (!next || !by) continue;
    sentence.use(mark, next);
    return by;
  }
  for (const word of sentence.words('unit.')) {
    const lead = sentence.before(word);
    if (sentence.isUsed(word) || !(sentence.isWord(lead, 'ask.') || sentence.isWord(lead, 'most.')))
      continue;
    sentence.use(word);
    return asBy(word, context);
  }
  const [who] = sentence.words('ask.who');
  if (!who) return null;
  sentence.use(who);
  return { field: 'agent' };
}

/** "busiest weekday": days of the week, not working days against the weekend. */
function asWeekday(mark: Mark): By | null {
  const names =
    mark.kind === 'time' && mark.match.kind === 'filter' && /^week ?days?$/i.test(mark.text);
  return names ? { field: 'weekday' } : null;
}

/** Past the number and superlative of "which 5 slowest …", and "of the". */
function skipOrder(mark: Mark, sentence: Sentence): Mark | undefined {
  let next = sentence.after(mark);
  while (
    next &&
    (next.kind === 'number' || sentence.isWord(next, 'most.') || sentence.isWord(next, 'order.'))
  ) {
    next = sentence.after(next);
  }
  return next;
}

/** Fields that stand alone: "agents with CSAT below 80 %", "csat of the pipelines". */
function mentioned(sentence: Sentence, context: ReadContext, subject: By | null): By[] {
  const found: By[] = [];
  for (const mark of [
    ...sentence.unused('field'),
    ...sentence.words('daytime'),
    ...sentence.words('weekday'),
    ...heldUnits(sentence),
  ]) {
    if (sentence.isUsed(mark) || isCounted(mark, sentence, context)) continue;
    const by = asBy(mark, context);
    if (!by) continue;
    sentence.use(mark);
    found.push(by);
  }
  return distinct(found).filter((by) => JSON.stringify(by) !== JSON.stringify(subject));
}

/** "weeks with more than 75 tickets". */
function heldUnits(sentence: Sentence): readonly Mark[] {
  return sentence.says('cmp.') ? sentence.words('unit.') : [];
}

/** "how many messages": a number of its own, not something to break down by. */
function isCounted(mark: Mark, sentence: Sentence, context: ReadContext): boolean {
  if (mark.kind !== 'field' || findDimension(context, mark.field)?.kind !== 'number') return false;
  return sentence.isWord(sentence.before(mark), 'ask.count');
}
