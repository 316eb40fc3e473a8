import type { Parsed } from '../read/read-question.ts';
import type { Sentence } from '../read/sentence.ts';

/** Words that only make sense after an answer. */
const STRONG: readonly string[] = [
  'edit.what-about',
  'edit.undo',
  'edit.instead',
  'edit.list-them',
  'edit.rest',
  'edit.previous',
  'edit.shift',
  'edit.both',
  'edit.managers',
  'edit.no-managers',
  'ordinal.',
];
const LEADS =
  /^(?:and|but|now|then|or|also|plus|ok|okay|what about|how about|same|for|in|on|with|without|from|excluding|only|just|by|per|at|during|within|among|not)$/i;
const POINTS_BACK =
  /^(?:those|them|these|the same|same period|the same period|of (?:those|them|these)|same|it|of which|the above|they)$/i;

/** Whether a question goes on from the one before rather than standing on its own. */
export function isFollowUp({ sentence, facets }: Parsed): boolean {
  if (sentence.says('edit.new')) return false;
  if (asksToList({ sentence, facets })) return true;
  const stands = standsAlone({ sentence, facets });
  if (saysAny(sentence, STRONG) && !(stands && facets.time.periods.length > 0)) return true;
  if (sentence.words('ref').some((mark) => POINTS_BACK.test(mark.text))) return true;
  if (LEADS.test(sentence.marks[0]?.text ?? '') && !(stands && facets.time.periods.length > 0))
    return true;
  return !stands;
}

/** "show me the tickets": those just counted. */
export function asksToList({ sentence, facets }: Pick<Parsed, 'sentence' | 'facets'>): boolean {
  if (sentence.says('edit.list-them')) return true;
  const shows =
    sentence.says('ask.list') ||
    /^(?:show|list|give|see|view|display|open|which|what)/i.test(sentence.marks[0]?.text ?? '');
  const bare =
    facets.metrics.length === 0 &&
    facets.by.length === 0 &&
    !facets.subject &&
    facets.conditions.length === 0 &&
    facets.thresholds.length === 0 &&
    facets.time.periods.length === 0 &&
    !facets.time.all &&
    facets.lookup.length === 0 &&
    facets.searchFor.length === 0;
  const counts =
    sentence.says('ask.count') || sentence.says('ask.share') || sentence.says('ask.trend');
  return shows && bare && facets.nouns.length === 1 && !counts;
}

const saysAny = (sentence: Sentence, tags: readonly string[]): boolean =>
  tags.some((tag) => sentence.says(tag));

const ASKS: readonly string[] = [
  'ask.count',
  'ask.share',
  'ask.trend',
  'ask.distribution',
  'ask.list',
  'ask.compare',
  'ask.define',
  'ask.data',
  'ask.fresh',
  'ask.help',
  'ask.metrics',
  'ask.busier',
];

/** It names what it is about, and asks something of it. */
function standsAlone({ sentence, facets }: Pick<Parsed, 'sentence' | 'facets'>): boolean {
  if (facets.lookup.length > 0) return true;
  if (
    ['ask.help', 'ask.fresh', 'ask.data', 'ask.metrics'].some((tag) => sentence.says(tag)) &&
    facets.metrics.length === 0
  )
    return true;
  const named = facets.metrics.length > 0 || facets.nouns.length > 0;
  if (!named)
    return facets.subject !== null && facets.order !== null && facets.time.periods.length > 0;
  const asks =
    ASKS.some((tag) => sentence.says(tag)) ||
    facets.subject !== null ||
    /^(?:how|what|which|who|when|show|list|give|find|tell|compare|is|are|did|do|does)/i.test(
      sentence.marks[0]?.text ?? '',
    );
  const detailed =
    facets.time.periods.length > 0 ||
    facets.by.length > 0 ||
    (facets.nouns.length > 0 && facets.conditions.length + facets.thresholds.length > 0);
  return asks || detailed;
}
