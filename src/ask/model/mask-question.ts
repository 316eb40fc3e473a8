import type { ReadContext } from '../read/context.ts';
import { findDimension } from '../read/context.ts';
import type { Mark } from '../read/marks.ts';
import type { Parsed } from '../read/parse-question.ts';
import type { Span } from '../read/spans.ts';
import type { Placeholders } from './placeholders.ts';

/** What may leave as it was typed. Words in lower case. */
export type Speech = {
  readonly plain: ReadonlySet<string>;
  /** Words of names the store holds. */
  readonly names: ReadonlySet<string>;
};

/**
 * The question as a model may see it: words of ours, of the language and of time as typed; whatever is or may be
 * somebody's name, a text searched for, an address or a number of something, as placeholders.
 */
export function maskQuestion(
  { sentence, spans, context }: Parsed,
  placeholders: Placeholders,
  speech: Speech,
): string {
  const mask = createMask(context, placeholders, speech);
  const pieces = sentence.marks.map((mark, index) => mask(mark, spans[index]));
  return pieces.join(' ').replaceAll(/ (?=[?.!,;:)'’])/g, '');
}

const NUMBERS = /\d{5,}/;
const WORDS = /[\p{L}\p{N}@._+-]+/gu;

function createMask(context: ReadContext, placeholders: Placeholders, speech: Speech) {
  const typed = (noun: string, text: string) => placeholders.hold(noun, { kind: 'typed', text });

  const word = (text: string): string => {
    const lower = text.toLowerCase();
    if (text.includes('@')) return typed('email', text);
    if (/\d/.test(text)) return text.length > 4 ? typed('number', text) : text;
    const isPlain = speech.plain.has(lower) && !speech.names.has(lower);
    return isPlain || !/\p{L}/u.test(text) ? text : typed('word', text);
  };
  const eachWord = (text: string) => text.replaceAll(WORDS, word);

  const value = (found: readonly { readonly field: string; readonly value: string }[]): string => {
    const [first] = found;
    if (!first) return '';
    const isOurs = found.every(
      ({ field }) => (findDimension(context, field)?.values ?? []).length > 0,
    );
    if (isOurs) return first.value;
    const noun = findDimension(context, first.field)?.extra ? 'value' : first.field;
    const held = found.map(({ field, value: known }) => ({ field, value: known }));
    return placeholders.hold(noun.replaceAll(/[^a-z]/g, ''), { kind: 'value', in: held });
  };

  return (mark: Mark, span: Span | undefined): string => {
    switch (mark.kind) {
      case 'value':
        return value(mark.candidates);
      case 'field':
        return findDimension(context, mark.field)?.extra
          ? placeholders.hold('column', { kind: 'column', field: mark.field })
          : mark.text;
      case 'quoted':
        return typed('text', mark.text);
      case 'id':
        return typed('id', mark.id);
      case 'unknown':
        return eachWord(mark.text);
      case 'number':
      case 'amount':
      case 'time':
        return NUMBERS.test(mark.text) && mark.kind !== 'time'
          ? typed('number', mark.text)
          : mark.text;
      default:
        return isVocabulary(span) ? mark.text : eachWord(mark.text);
    }
  };
}

/** Spelt as we spell it, and not only by chance a name in the data. */
function isVocabulary(span: Span | undefined): boolean {
  return (
    span?.kind === 'words' &&
    span.typed === null &&
    span.meanings.some(({ kind }) => kind !== 'value')
  );
}
