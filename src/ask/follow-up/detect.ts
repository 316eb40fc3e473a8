import type { QueryPlan } from '../../analytics/query-plan.ts';
import { type Facets, namesTime } from '../read/facets.ts';
import type { Inquiry } from '../read/inquiry.ts';
import { loneNumberMark } from './edit-shape.ts';

type Said = Pick<Inquiry, 'sentence' | 'facets'>;

/** Words that only make sense after an answer. */
const CHANGES: readonly string[] = [
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
/** Openings that join a question to the one before: "and …", "only …", "by …". */
const LEADS =
  /^(?:and|but|now|then|or|also|plus|ok|okay|what about|how about|same|for|in|on|with|without|from|excluding|only|just|by|per|at|during|within|among|not)$/i;
/** References that stand for what was answered, rather than for something in the same question. */
const POINTS_BACK =
  /^(?:those|them|these|the same|same period|the same period|of (?:those|them|these)|same|it|of which|the above|they|behind .+)$/i;

/** Whether a question goes on from the one before rather than standing on its own. */
export function isFollowUp(said: Said): boolean {
  const { sentence, facets } = said;
  if (sentence.says('edit.new') || breaksOff(said)) return false;
  if (asksToList(said) || sentence.isWord(sentence.marks[0], 'edit.add', 'edit.remove'))
    return true;
  if (sentence.words('ref').some(({ text }) => POINTS_BACK.test(text))) return true;
  if (endsOnThat(said) || asksOfThem(said)) return true;
  if (!standsAlone(said)) return true;
  const isDated = facets.time.periods.length > 0;
  return !isDated && (sentence.says(...CHANGES) || LEADS.test(sentence.opening));
}

const THEIRS = /^(?:their|its|his|her)$/i;

/** "what was their CSAT?": of those just told of, where nobody else is named. */
function asksOfThem({ sentence, facets }: Said): boolean {
  const theirs = sentence.marks.find(({ text }) => THEIRS.test(text));
  const isNamed =
    facets.nouns.length + facets.conditions.length + facets.by.length > 0 ||
    facets.subject !== null;
  return theirs !== undefined && facets.metrics.length > 0 && !isNamed && !namesTime(facets);
}

/** "how many ratings is that?" */
function endsOnThat({ sentence }: Said): boolean {
  const last = sentence.marks.findLast(({ text }) => !/^[?.!]+$/.test(text));
  return sentence.isWord(last, 'ref') && /^that$/i.test(last.text);
}

/** "never mind. Reopen rate by agent": what was asked before is let go, and something else asked. */
export function breaksOff({ sentence, facets }: Said): boolean {
  const first = sentence.marks.find(({ kind, text }) => kind !== 'filler' && text !== ',');
  const asks = facets.metrics.length + facets.nouns.length > 0;
  return asks && sentence.isWord(first, 'edit.undo') && BREAKS_OFF.test(first.text);
}

const BREAKS_OFF = /^(?:nvm|nm|never ?mind|scratch that|forget (?:it|that))$/i;

const SHOWS = /^(?:show|list|give|see|view|display|open|which|what)/i;

/** "show me the tickets": those just counted. */
export function asksToList({ sentence, facets }: Said): boolean {
  if (sentence.says('edit.list-them') || namesTheList(sentence, facets)) return true;
  const shows =
    (sentence.says('ask.list') || SHOWS.test(sentence.opening)) &&
    !sentence.says('edit.what-about');
  const counts = sentence.says('ask.count', 'ask.share', 'ask.trend');
  if (counts) return false;
  return (shows && namesOnlyPopulation(facets)) || picksFromThose({ sentence, facets });
}

const LISTS_THEM = /^(?:list|which tickets?|which chats?)\b/i;

/** "list the urgent ones", "which tickets missed it": those of the conversations just counted. */
function picksFromThose({ sentence, facets }: Said): boolean {
  const { nouns, metrics, by, subject, conditions, thresholds, lookup, searchFor } = facets;
  const saysMore = [metrics, by, thresholds, lookup, searchFor].some((said) => said.length > 0);
  if (saysMore || subject || nouns.length > 1 || conditions.length === 0) return false;
  const [first, second] = sentence.marks.filter(({ text }) => !/^(?:and|ok|then|,)$/i.test(text));
  const isAsked = LISTS_THEM.test(`${first?.text} ${second?.text}`);
  return isAsked && (sentence.says('ref') || nouns.length === 0);
}

/** "the list of those", "show me the list for Nova": the conversations just counted. */
function namesTheList(sentence: Said['sentence'], facets: Facets): boolean {
  const { nouns, metrics, by, subject, thresholds, searchFor, limit } = facets;
  const names = [nouns, metrics, by, thresholds, searchFor].some((said) => said.length > 0);
  if (names || subject || limit !== null || namesTime(facets)) return false;
  return sentence
    .words('ask.list')
    .some((mark) => THE_LIST.test(`${sentence.left(mark)?.text} ${mark.text}`));
}

const THE_LIST = /^(?:the|a|that|their) list$/i;

const LISTS = /^(?:show|list|give|see|view|display|open|the|get|pull|fetch|bring|which|what)/i;
const OF_ROWS: readonly string[] = ['order.newest', 'order.oldest', 'order.waiting'];
const OF_ENDS: readonly string[] = ['order.first', 'order.last'];

/** "list the latest 5", "the 3 oldest", "show me 5 of them": so many of the conversations behind one figure, or the newest behind any. */
export function asksToListSome({ sentence, facets }: Said, last: QueryPlan): boolean {
  const { nouns, metrics, by, subject, conditions, thresholds, searchFor, order, limit } = facets;
  const saysMore = [metrics, by, thresholds, searchFor].some((said) => said.length > 0);
  if (picksFromCounted({ sentence, facets }, last)) return true;
  if (last.kind !== 'figures' || nouns.length > 1 || saysMore || subject) return false;
  const opens = sentence.says('ask.list') || LISTS.test(sentence.opening);
  if (order && OF_ROWS.includes(order.tag)) return opens || limit !== null;
  if (conditions.length > 0) return false;
  const isEnd = order === null || OF_ENDS.includes(order.tag);
  const isCounted = limit !== null || loneNumberMark(sentence) !== null;
  return last.by.length === 0 && isCounted && isEnd && (opens || order !== null);
}

const WHICH_OF_THEM = /^which of (?:them|those|these)$/i;

/** "which of them are still open?", where what was counted was one figure: of the conversations, not of who handled them. */
function picksFromCounted({ sentence, facets }: Said, last: QueryPlan): boolean {
  const asks = sentence.words('ask.').some(({ text }) => WHICH_OF_THEM.test(text));
  const isOne = last.kind === 'figures' && last.by.length === 0;
  return asks && isOne && facets.conditions.length > 0 && facets.order === null;
}

function namesOnlyPopulation(facets: Facets): boolean {
  const { nouns, metrics, by, subject, conditions, thresholds, lookup, searchFor } = facets;
  const saysMore = [metrics, by, conditions, thresholds, lookup, searchFor].some(
    (said) => said.length > 0,
  );
  return nouns.length === 1 && !saysMore && !subject && !namesTime(facets);
}

const ASKS_ABOUT_DATA: readonly string[] = ['ask.help', 'ask.fresh', 'ask.data', 'ask.metrics'];
const ASKS: readonly string[] = [
  ...ASKS_ABOUT_DATA,
  'ask.count',
  'ask.share',
  'ask.trend',
  'ask.distribution',
  'ask.list',
  'ask.compare',
  'ask.define',
  'ask.busier',
];
const ROW_ORDERS: readonly string[] = ['order.newest', 'order.oldest', 'order.waiting'];
const QUESTION_OPENING =
  /^(?:how|what|which|who|when|show|list|give|find|tell|compare|is|are|did|do|does)/i;

/** "as a percentage of all chats": of what, was said before. */
function saysShareOnly(sentence: Said['sentence'], facets: Facets): boolean {
  const { conditions, by, subject, thresholds, nouns, metrics, contrast } = facets;
  const said = conditions.length + by.length + thresholds.length + metrics.length;
  return sentence.says('ask.share') && said === 0 && nouns.length < 2 && !subject && !contrast;
}

/** It names what it is about, and asks something of it. */
function standsAlone({ sentence, facets }: Said): boolean {
  const { metrics, nouns, subject, order, time, by, conditions, thresholds } = facets;
  if (facets.lookup.length > 0) return true;
  if (metrics.length === 0 && sentence.says(...ASKS_ABOUT_DATA)) return true;
  if (metrics.length + nouns.length === 0) {
    return subject !== null && order !== null && time.periods.length > 0;
  }
  if (saysShareOnly(sentence, facets)) return false;
  const listsRows = nouns.length > 0 && order !== null && ROW_ORDERS.includes(order.tag);
  const asks =
    listsRows ||
    sentence.says(...ASKS) ||
    subject !== null ||
    QUESTION_OPENING.test(sentence.opening);
  const isDetailed =
    time.periods.length + by.length > 0 ||
    (nouns.length > 0 && conditions.length + thresholds.length > 0);
  return asks || isDetailed;
}
