import type { Facets } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

/** Ticket numbers asked for: "ticket 4312", "#4312", "T-4312 and T-4313". Each as typed, and without its letters. */
export function findLookup(sentence: Sentence): Facets['lookup'] {
  const ids: string[] = [];
  for (const mark of sentence.unused('id')) {
    ids.push(...forms(mark.id));
    sentence.use(mark);
  }
  for (const mark of sentence.unused('number')) {
    const left = sentence.before(mark);
    const named =
      (left?.kind === 'noun' && !/s$/i.test(left.text)) ||
      sentence.isWord(left, 'status.of') ||
      sentence.isWord(left, 'ask.who');
    if (!named || mark.percent) continue;
    ids.push(...forms(mark.text));
    sentence.use(mark);
  }
  if (ids.length > 0)
    sentence.use(
      ...sentence.words('status.of'),
      ...sentence.words('verb.'),
      ...sentence.words('ask.who'),
      ...sentence.words('edit.drill'),
    );
  return [...new Set(ids)];
}

function forms(id: string): string[] {
  const digits = /^[a-z]{1,3}-?(\d+)$/i.exec(id)?.[1];
  return digits ? [id, digits] : [id];
}

const STOPS: ReadonlySet<Mark['kind']> = new Set(['time', 'amount', 'number', 'id']);

/**
 * Words to be found in the text itself: what follows "about", "mentioning", "containing" up to the next time, breakdown or condition.
 * After a soft "about" a known name stays a name, unless a search is asked for.
 */
export function findSearch(sentence: Sentence): Facets['searchFor'] {
  const [verb] = sentence.words('verb.mention');
  if (!verb) return quotedTerms(sentence);
  const strict =
    !/^(?:about|regarding|concerning|related to|relating to|involving)$/i.test(verb.text) ||
    asksForSearch(sentence);
  sentence.use(verb);
  const terms: string[] = [];
  for (const mark of sentence.marks.slice(verb.index + 1)) {
    if (STOPS.has(mark.kind) || (sentence.isUsed(mark) && mark.kind !== 'filler')) break;
    if (mark.kind === 'word' && /^(?:by|versus|cmp|not|show|order|most)/.test(mark.tag)) break;
    if (mark.kind === 'noun' || (mark.kind === 'filler' && !/^\p{L}{4,}$/u.test(mark.text))) {
      sentence.use(mark);
      continue;
    }
    if (mark.kind === 'filler') continue;
    if (!strict && mark.kind !== 'unknown' && mark.kind !== 'quoted') break;
    terms.push(...plain(mark.text));
    sentence.use(mark);
  }
  return terms;
}

function quotedTerms(sentence: Sentence): string[] {
  const quoted = sentence.unused('quoted');
  if (quoted.length === 0 || !(asksForSearch(sentence) || sentence.of('noun').length > 0))
    return [];
  sentence.use(...quoted);
  return quoted.map((mark) => mark.text.slice(1, -1));
}

function asksForSearch(sentence: Sentence): boolean {
  return sentence.words('ask.list').some((mark) => /find|search|look/i.test(mark.text));
}

function plain(text: string): string[] {
  const quoted = /^["'](.+)["']$/.exec(text)?.[1];
  return quoted ? [quoted] : text.toLowerCase().split(/\s+/);
}
