import { findDimension, type ReadContext } from '../read/context.ts';
import type { Meaning } from '../read/lexicon.ts';
import type { Mark } from '../read/marks.ts';
import type { Parsed } from '../read/parse-question.ts';
import { plainText } from '../read/plain-text.ts';
import type { Span } from '../read/spans.ts';
import type { Placeholders } from './placeholders.ts';
import { overlaps, type PrivateStretch, privateStretches } from './private-stretches.ts';
import type { Speech } from './speech.ts';

/**
 * The question as a model may see it: words of ours, of the language and of time as typed; whatever is or may be
 * somebody's name, a text searched for, an address or a number of something, as placeholders.
 */
export function maskQuestion(parsed: Parsed, placeholders: Placeholders, speech: Speech): string {
  const text = plainText(parsed.question);
  const placed = placeMarks(parsed, text);
  const secret = privateStretches(text).filter((stretch) => !isDate(stretch, placed));
  const mask = createMask(parsed, placeholders, speech);
  const said: string[] = [];
  let cursor = 0;
  for (const one of placed) {
    if (one.to <= cursor) continue; // inside a stretch that has been told whole
    const gap = one.from > cursor && said.length > 0 ? ' ' : '';
    const stretch = secret.find((other) => overlaps(other, one));
    const isKnown = one.mark.kind === 'value' || one.mark.kind === 'quoted';
    if (stretch && !isKnown) {
      const from = Math.min(stretch.from, one.from);
      const to = Math.max(stretch.to, one.to);
      said.push(gap, placeholders.typed(stretch.noun, text.slice(from, to)));
      cursor = to;
    } else {
      said.push(gap, mask(one));
      cursor = one.to;
    }
  }
  return said.join('').replaceAll(/\s+/g, ' ').trim();
}

type Placed = {
  readonly mark: Mark;
  readonly span: Span | undefined;
  readonly from: number;
  readonly to: number;
};

/** Where each mark stands in the text. */
function placeMarks({ sentence, spans }: Parsed, text: string): readonly Placed[] {
  let cursor = 0;
  return sentence.marks.map((mark, index) => {
    const from = Math.max(text.indexOf(mark.text, cursor), cursor);
    cursor = from + mark.text.length;
    return { mark, span: spans[index], from, to: cursor };
  });
}

/** "2026-11-01 to 2026-11-20" has many digits, and is nobody's number. */
function isDate(stretch: PrivateStretch, placed: readonly Placed[]): boolean {
  return (
    stretch.noun === 'number' &&
    placed.some(
      ({ mark, from, to }) => mark.kind === 'time' && from <= stretch.from && stretch.to <= to,
    )
  );
}

/** Runs of letters and digits, with "don't" as one. */
const WORDS = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*/gu;
/** What else may leave. */
const UNSPEAKABLE = /[^\p{L}\p{M}\p{N} .,;:?!()'"%<>=&+/-]/gu;
const LONG_NUMBER = /\d{5,}/;

function createMask({ context, sentence }: Parsed, placeholders: Placeholders, speech: Speech) {
  const isName = isTitle(sentence.marks) ? () => false : isCapital;
  const word = (text: string, isNamed: boolean): string => {
    if (/^\d+$/.test(text)) {
      const isSmall = !LONG_NUMBER.test(text) && !speech.isNumberOfName(text);
      return isSmall ? text : placeholders.typed('number', text);
    }
    if (isNamed || speech.mayBeName(text)) return placeholders.typed('name', text);
    return speech.mayLeave(text) ? text : placeholders.typed('word', text);
  };
  const eachWord = ({ text, index }: Mark) =>
    text
      .replaceAll(UNSPEAKABLE, ' ')
      .replaceAll(WORDS, (one) => word(one, !opensSentence(index, sentence.marks) && isName(one)));

  const value = (found: readonly { readonly field: string; readonly value: string }[]): string => {
    const [first] = found;
    if (!first) return '';
    const isOurs = found.every(({ field, value: known }) =>
      findDimension(context, field)?.values.some((listed) => listed.value === known),
    );
    if (isOurs) return first.value;
    const held = found.map(({ field, value: known }) => ({ field, value: known }));
    return placeholders.hold(nounOf(first.field, context), { kind: 'value', in: held });
  };

  return ({ mark, span }: Placed): string => {
    switch (mark.kind) {
      case 'value':
        return value(mark.candidates);
      case 'field':
        return findDimension(context, mark.field)?.extra
          ? placeholders.hold('column', { kind: 'column', field: mark.field })
          : (ours(mark, span, { context, speech }) ?? eachWord(mark));
      case 'quoted':
        return placeholders.typed('text', mark.text.replaceAll(/^["']|["']$/g, ''));
      case 'id':
        return placeholders.typed('id', mark.id);
      case 'time':
      case 'amount':
        return mark.text;
      case 'number':
      case 'unknown':
        return eachWord(mark);
      default:
        return ours(mark, span, { context, speech }) ?? eachWord(mark);
    }
  };
}

/** In "Who Took Most Tickets" a capital says nothing. */
function isTitle(marks: readonly Mark[]): boolean {
  const words = marks.filter(({ kind, text }) => kind !== 'value' && LONGER_WORD.test(text));
  return words.length > 1 && words.every(({ text }) => isCapital(text));
}

/** Whether a mark is where a sentence begins, which it does after a colon, too. */
function opensSentence(index: number, marks: readonly Mark[]): boolean {
  return index === 0 || /[.?!:]$/.test(marks[index - 1]?.text ?? '');
}

const LONGER_WORD = /^\p{L}{4}/u;

const isCapital = (word: string): boolean => /^\p{Lu}\p{Ll}/u.test(word);

/** What a name of the field is called in a placeholder. */
export function nounOf(field: string, context: ReadContext): string {
  const dimension = findDimension(context, field);
  return dimension && !dimension.extra ? field.replaceAll(/[^a-z]/g, '') : 'value';
}

/** A word of ours: as typed where it is spelt as we spell it, else as we do. null: it isn't one, or only a name that looks like it. */
function ours(
  mark: Mark,
  span: Span | undefined,
  { context, speech }: { readonly context: ReadContext; readonly speech: Speech },
): string | null {
  if (span?.kind !== 'words') return null;
  const isOurs = (meaning: Meaning): boolean =>
    meaning.kind !== 'value' &&
    !(meaning.kind === 'field' && findDimension(context, meaning.field)?.extra);
  if (!span.meanings.some(isOurs)) return null;
  if (span.typed === null) return mark.text;
  // A good word that only looks like one of ours is told as it is.
  return speech.mayLeave(mark.text) ? null : respelt(mark, span.meanings);
}

function respelt(mark: Mark, meanings: readonly Meaning[]): string | null {
  switch (mark.kind) {
    case 'noun':
      return mark.of;
    case 'metric':
      return mark.metric.replaceAll('_', ' ');
    case 'field':
    case 'flag':
      return mark.field.replaceAll('_', ' ');
    case 'word': {
      const meant = meanings.find((meaning) => meaning.kind === 'word' && meaning.tag === mark.tag);
      return meant?.kind === 'word' ? meant.spelt : null;
    }
    default:
      return null;
  }
}
