import type { Facets } from './facets.ts';
import type { Mark, MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';
import { stemOf } from './tokens.ts';

/** Ticket numbers asked for: "ticket 4312", "#4312", "T-4312 and T-4313". Each as typed, and without its letters. */
export function findLookup(sentence: Sentence): Facets['lookup'] {
  const ids = sentence.unused('id');
  const numbers = sentence.unused('number').filter((mark) => isTicketNumber(mark, sentence));
  if (ids.length + numbers.length === 0) return [];
  sentence.use(...ids, ...numbers);
  sentence.useWords('status.of', 'verb.', 'ask.who', 'edit.drill');
  const forms = [...ids.map(({ id }) => id), ...numbers.map(({ text }) => text)].flatMap(formsOf);
  return [...new Set(forms)];
}

/** Behind one ticket, never behind several: "ticket 12" is a number, "tickets 12" isn't. */
function isTicketNumber(mark: MarkOf<'number'>, sentence: Sentence): boolean {
  const left = sentence.before(mark);
  if (mark.percent || !left || !IN_DIGITS.test(mark.text)) return false;
  return isSingular(left) || sentence.isWord(left, 'status.of') || isAskedWhose(mark, sentence);
}

const IN_DIGITS = /^\d+$/;

/** "who has 4312?", "who is assigned to 4312?", unlike "who took 20 chats" and "who wrote 3 times". */
function isAskedWhose(mark: Mark, sentence: Sentence): boolean {
  if (!sentence.says('ask.who') || TIMES.test(sentence.right(mark)?.text ?? '')) return false;
  const next = sentence.after(mark);
  const isLast = next === undefined || next.kind === 'time';
  return isLast && sentence.isWord(sentence.before(mark), 'ask.who', 'verb.handled');
}

const TIMES = /^times?$/i;

const isSingular = (mark: Mark): boolean => mark.kind === 'noun' && !/s$/i.test(mark.text);

function formsOf(id: string): readonly string[] {
  const digits = /^[a-z]{1,3}-?(\d+)$/i.exec(id)?.[1];
  return digits ? [id, digits] : [id];
}

/** Words that lead to what a ticket is about, which may as well be one of the desk's own names. */
const SOFT_LEAD = /^(?:about|regarding|concerning|related to|relating to|involving)$/i;

/**
 * Words to be found in the text itself: what follows "about", "mentioning", "containing" up to the next time, breakdown or condition.
 * After a soft "about" a known name stays a name, unless a search is asked for.
 */
export function findSearch(sentence: Sentence): Facets['searchFor'] {
  const [verb] = sentence.words('verb.mention');
  if (!verb) return quotedTerms(sentence);
  const takesNames = !SOFT_LEAD.test(verb.text) || asksForSearch(sentence);
  sentence.use(verb);
  const terms: string[] = [];
  for (const mark of sentence.marks.slice(verb.index + 1)) {
    const part = partInSearch(mark, takesNames, sentence);
    if (part === 'end') break;
    if (part === 'term') terms.push(...termsOf(mark.text));
    if (part !== 'filler') sentence.use(mark);
  }
  return terms;
}

/** What a mark behind the searching verb is: a term, a word that belongs to the verb ("in the subject"), nothing, or beyond it. */
function partInSearch(
  mark: Mark,
  takesNames: boolean,
  sentence: Sentence,
): 'term' | 'verb' | 'filler' | 'end' {
  switch (mark.kind) {
    case 'filler':
      return takesNames && isContent(mark.text) ? 'term' : 'filler';
    case 'unknown':
    case 'quoted':
      return sentence.isUsed(mark) ? 'end' : 'term';
    case 'noun':
      return sentence.isUsed(mark) ? 'end' : 'verb';
    default:
      if (endsSearch(mark, sentence)) return 'end';
      if (mark.kind === 'field' && TEXT_FIELDS.has(mark.field)) return 'verb';
      return takesNames ? 'term' : 'end';
  }
}

const TEXT_FIELDS: ReadonlySet<string> = new Set(['subject', 'text']);
const GRAMMAR: ReadonlySet<string> = new Set(
  'with that this these those from have been were their there about into onto word words term text phrase anything something please thanks'.split(
    ' ',
  ),
);

/** A word that elsewhere says nothing is still looked for where the text is: "tracking". */
function isContent(text: string): boolean {
  return /^\p{L}{5,}$/u.test(text) && !GRAMMAR.has(text.toLowerCase());
}

const STOPS: ReadonlySet<Mark['kind']> = new Set(['time', 'amount', 'number', 'id']);
const STOP_WORDS = ['by', 'versus', 'cmp.', 'not', 'show.', 'order.', 'most.'];

function endsSearch(mark: Mark, sentence: Sentence): boolean {
  return STOPS.has(mark.kind) || sentence.isUsed(mark) || sentence.isWord(mark, ...STOP_WORDS);
}

/** Text in quotation marks is searched for, once it is clear that conversations are asked about. */
function quotedTerms(sentence: Sentence): readonly string[] {
  const quoted = sentence.unused('quoted');
  if (!asksForSearch(sentence) && sentence.of('noun').length === 0) return [];
  sentence.use(...quoted);
  return quoted.map(({ text }) => text.slice(1, -1));
}

const SEARCHING = /find|search|look/i;

function asksForSearch(sentence: Sentence): boolean {
  return sentence.words('ask.list').some(({ text }) => SEARCHING.test(text));
}

function termsOf(text: string): readonly string[] {
  const quoted = /^["'](.+)["']$/.exec(text)?.[1];
  return quoted ? [quoted] : text.split(/[\s-]+/).map(stemOf);
}
