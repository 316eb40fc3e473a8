import { joinWords } from '../answer/words.ts';
import type { Facets } from './facets.ts';
import type { Mark } from './marks.ts';
import { joinTexts } from './neighbours.ts';
import type { NoPlan } from './reading.ts';
import type { Sentence } from './sentence.ts';

/** What people ask of an analyst that this one doesn't do yet. */
const NOT_YET: readonly {
  readonly tag: string;
  readonly text: string;
  readonly isBeyondPlans?: true;
}[] = [
  { tag: 'ask.why', text: 'I can’t say why yet; I can show what moved.' },
  {
    tag: 'ask.unusual',
    text: 'I don’t look for unusual days yet; I can show the course of a figure.',
  },
  {
    tag: 'ask.cumulative',
    text: 'I don’t add figures up along the way; I can show each part.',
    isBeyondPlans: true,
  },
  { tag: 'ask.next', text: 'I don’t forecast; I can show how it went so far.' },
];
const COURSES = ['ticket volume by week', 'first response time by week'];

/** The first reason the question can't be answered whatever it asks; null: none. */
export function refuse(sentence: Sentence, facets: Facets): NoPlan | null {
  const { time, refusals } = facets;
  const [absent] = sentence.unused('absent');
  if (absent) {
    const { say, instead } = absent.thing;
    return decline(`${say}, so I can’t answer that.`, instead);
  }
  if (time.problem) return decline(time.problem);
  if (namesSeason(sentence, facets)) {
    return decline('Seasons begin at another time everywhere; name the months instead.', [
      'tickets by month',
      'tickets by quarter',
    ]);
  }
  if (asksToAct(sentence)) {
    return decline('I only answer questions: I don’t change, send or write anything.');
  }
  const later = NOT_YET.find(({ tag }) => sentence.says(tag));
  if (later) {
    const declined = decline(later.text, COURSES);
    return later.isBeyondPlans ? beyondPlans(declined) : declined;
  }
  if (ranksChange(sentence, facets)) return changeUnranked();
  const [refusal] = refusals;
  if (!refusal) return null;
  const isUnread = refusal.unknown !== undefined && { isUnread: true as const };
  return { kind: 'decline', ...refusal, ...isUnread };
}

export function changeUnranked(): NoPlan {
  return beyondPlans(
    decline('I can’t rank groups by how much they changed; I can show each over time.', [
      'tickets by pipeline by month',
      'first response time by agent by month',
    ]),
  );
}

/** "in the summer"; with its months behind it ("summer 2026 (June to August)") it says nothing more. */
function namesSeason(sentence: Sentence, { time: { periods } }: Facets): boolean {
  const isDated = periods.some(({ unit }) => unit !== 'year');
  if (isDated) sentence.useWords('season');
  return sentence.says('season') && !isDated;
}

/** "fastest growing pipeline", "which agent improved most": an order by change, which no plan has. */
function ranksChange(sentence: Sentence, { subject, order, contrast }: Facets): boolean {
  const isGroup = subject !== null && 'field' in subject;
  const asks = order !== null || sentence.says('ask.which', 'ask.who');
  return isGroup && asks && contrast === null && sentence.says('ask.trend');
}

const PLEASE = /^(?:please|pls|plz|kindly|just)$/i;

/** "send …", "please close ticket 4312": an order rather than a question. */
function asksToAct(sentence: Sentence): boolean {
  // "how many messages did Nova send?" orders nothing.
  const orders = sentence.unused('word').some((mark) => sentence.isWord(mark, 'ask.act'));
  if (orders && !sentence.says('ask.count')) return true;
  const first = sentence.marks.find(({ text }) => !PLEASE.test(text));
  if (first && CHANGES.test(first.text) && !OF_WHAT.test(sentence.right(first)?.text ?? ''))
    return true;
  const isDoing = first?.kind === 'flag' ? !first.value : sentence.isWord(first, 'verb.resolved');
  return (
    isDoing &&
    DOES.test(first?.text ?? '') &&
    sentence.of('number').length + sentence.of('id').length > 0
  );
}

const CHANGES = /^change$/i;
/** "change in CSAT", unlike "change the priority". */
const OF_WHAT = /^(?:in|of|between|from|over|since)\b/i;

const DOES = /^(?:close|resolve|solve|complete|finish|settle)$/i;

const MOST_NAMED = 3;

/** Names the words that were not understood; a small word that found no place, with what stands around it. */
export function unknownWords(marks: readonly Mark[], sentence: Sentence): NoPlan {
  const strange = marks.filter(({ kind }) => kind !== 'word');
  const [first] = marks;
  if (strange.length === 0 && first) {
    return unread(`I couldn’t place “${phraseAround(first, sentence)}”, so I’d rather not guess.`);
  }
  const named = strange.slice(0, MOST_NAMED).map(({ text }) => `“${text}”`);
  return unread(
    `I don’t know what ${joinWords(named)} ${named.length > 1 ? 'mean' : 'means'} here, so I’d rather not guess.`,
  );
}

/** The word with its nearest neighbours that say something. */
function phraseAround(mark: Mark, sentence: Sentence): string {
  const from = sentence.before(mark)?.index ?? mark.index;
  const to = sentence.after(mark)?.index ?? mark.index;
  return joinTexts(sentence.marks.slice(from, to + 1).map(({ text }) => text));
}

export function nothingAsked(): NoPlan {
  return unread('I didn’t find a question about the desk in that.');
}

function unread(text: string): NoPlan {
  return { kind: 'decline', text, instead: [], isUnread: true };
}

function decline(text: string, instead: readonly string[] = []): Declined {
  return { kind: 'decline', text, instead };
}

const beyondPlans = (declined: Declined): NoPlan => ({ ...declined, isBeyondPlans: true });

type Declined = Extract<NoPlan, { kind: 'decline' }>;
