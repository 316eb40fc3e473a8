import type { ReadContext } from './context.ts';
import { findDimension } from './context.ts';
import type { Mark, ValueMeaning } from './marks.ts';
import { rephrase } from './neighbours.ts';
import { type Parsed, parseQuestion, withoutMark } from './parse-question.ts';
import type { AskBack, PlanReading, Reading } from './reading.ts';
import { type Token, tokenise } from './tokens.ts';

type Decide = (parsed: Parsed) => Reading;

/**
 * No word that is also a name may go unheard: where a word of ours says nothing in a question (the plan is the same without it) and something
 * in the data is called by it, the name is meant, or it is asked. "performance tickets" are those of the category Performance.
 */
export function readHeedingNames(parsed: Parsed, decide: Decide): Reading {
  const reading = decide(parsed);
  if (reading.kind !== 'plan') return reading;
  const unheard = namesIn(parsed).find((name) => saysNothing(name, reading, parsed, decide));
  if (!unheard) return reading;
  const { question, context, about, daysRecur } = parsed;
  const heard = { about, daysRecur, named: unheard };
  const meant = decide(parseQuestion(question, context, heard));
  if (unheard.values.length > 1 && meant.kind === 'clarify') return meant;
  if (isSure(unheard, parsed) && meant.kind === 'plan') return saidAloud(meant, unheard, context);
  return askWhether(unheard, parsed);
}

/** A name inside what was read as a word of ours, by its tokens. */
type Unheard = {
  readonly mark: Mark;
  readonly first: number;
  readonly end: number;
  readonly values: readonly ValueMeaning[];
};

/** Anything else limits or breaks down, and so has its say. */
const OURS: ReadonlySet<Mark['kind']> = new Set(['filler', 'word', 'noun', 'metric']);

const stemsOf = (tokens: readonly Token[]): string => tokens.map(({ stem }) => stem).join(' ');

/** Whether a value that occurs goes by these words itself, rather than by a synonym of ours. */
function isCalled({ field, value }: ValueMeaning, said: string, { facts }: ReadContext): boolean {
  const known = facts.values[field]?.find((one) => one.value === value);
  return [value, ...(known?.aliases ?? [])].some(
    (name) => known !== undefined && stemsOf(tokenise(name)) === said,
  );
}

/** "the Desk group": part of a name, where the field that has it stands right behind. */
function isCalledInPart(
  { field, value }: ValueMeaning,
  said: string,
  next: Mark | undefined,
): boolean {
  const isItsField = next?.kind === 'field' && next.field === field;
  return isItsField && tokenise(value).some(({ stem }) => stem === said);
}

function namesIn(parsed: Parsed): readonly Unheard[] {
  return parsed.sentence.marks.flatMap((mark): Unheard[] => {
    const span = parsed.spans[mark.index];
    if (span?.kind !== 'words' || span.typed !== null || !OURS.has(mark.kind)) return [];
    // What was turned down was heard.
    if (mark.kind === 'filler' && !span.meanings.some(({ kind }) => kind === 'filler')) return [];
    const tokens = tokenise(mark.text);
    return tokens.flatMap((_, at) =>
      parsed.context.lexicon.matchesAt(tokens, at).flatMap(({ length, meanings }): Unheard[] => {
        const said = stemsOf(tokens.slice(at, at + length));
        // "chats and tickets": counted, even where a channel is called chat.
        if (meanings.some(({ kind }) => kind === 'noun')) return [];
        const values = meanings
          .filter((meaning) => meaning.kind === 'value')
          .filter(
            (meaning) =>
              isCalled(meaning, said, parsed.context) ||
              isCalledInPart(meaning, said, parsed.sentence.right(mark)),
          );
        const first = span.first + at;
        const name = { mark, first, end: first + length, values };
        return values.length > 0 && mayBeMeant(name, at, tokens.length, parsed) ? [name] : [];
      }),
    );
  });
}

/** The small words that hold sentences together: nobody means a thing called "the" by them. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  'a about after again all also am an and any are as at be been before being both but by can could did do does done down each every few for from get got had has have he her here him his how i if in into is it its just let like many may me might more most much must my next no none nor not now of off on once one only or other our out over own per same she should so some still such than that the their them then there these they thing things this those through to too under until up us very via was we were what when where which while who whom whose why will with within would yes you your'.split(
    ' ',
  ),
);
/** Fields that hold any word a system or a person put there. */
const LOOSE_FIELDS: ReadonlySet<string> = new Set(['tag', 'topic', 'stage', 'status']);

const isLoose = ({ values }: Unheard): boolean =>
  values.every(({ field }) => LOOSE_FIELDS.has(field));

/** Idioms keep their words: "quick question" is about nothing called Question, but "in general" may be about General. */
function mayBeMeant(name: Unheard, at: number, length: number, { sentence }: Parsed): boolean {
  const { mark, first, end } = name;
  const words = mark.text.split(/[\s-]+/);
  const said = words
    .slice(at, at + end - first)
    .join(' ')
    .toLowerCase();
  if (said.split(' ').every((word) => FUNCTION_WORDS.has(word))) return false;
  const isWhole = end - first === length;
  // "new tickets" are those that came in, whatever stages there are.
  const isVerb = sentence.isWord(mark, 'verb.');
  if (isLoose(name)) return isWhole && !isVerb && isBesideNoun(mark, sentence.marks);
  if (mark.kind === 'noun') return !isWhole && at === 0;
  const others = [...words.slice(0, at), ...words.slice(at + end - first)];
  return others.every((word) => FUNCTION_WORDS.has(word.toLowerCase()));
}

function saysNothing(
  { mark }: Unheard,
  reading: PlanReading,
  parsed: Parsed,
  decide: Decide,
): boolean {
  // "support tickets" are tickets, whoever's they are.
  if (mark.kind === 'noun') return true;
  const without = decide(withoutMark(parsed, mark.index));
  return without.kind === 'plan' && JSON.stringify(without.plan) === JSON.stringify(reading.plan);
}

/** Right beside what is counted, a word of ours would have been out of place. */
const isSure = (name: Unheard, { sentence }: Parsed): boolean =>
  isBesideNoun(name.mark, sentence.marks) && name.mark.kind === 'word';

const JOINS = /^(?:in|for|on|at|of|from|with|about|tagged|regarding|re|the)$/i;

function isBesideNoun({ index }: Mark, marks: readonly Mark[]): boolean {
  if (marks[index + 1]?.kind === 'noun') return true;
  const before = marks.slice(0, index).findLast(({ text }) => !JOINS.test(text));
  return before?.kind === 'noun';
}

const labelOf = ([value]: readonly ValueMeaning[], context: ReadContext): string =>
  value ? (findDimension(context, value.field)?.label ?? value.field) : '';

function saidAloud(
  reading: PlanReading,
  { mark, values }: Unheard,
  context: ReadContext,
): PlanReading {
  const said = `“${mark.text}”: the ${labelOf(values, context)} ${values[0]?.value}`;
  return { ...reading, assumed: [...reading.assumed, said] };
}

function askWhether({ mark, values }: Unheard, { sentence, context }: Parsed): AskBack {
  const [value] = values;
  const name = `${value?.value} ${labelOf(values, context)}`;
  return {
    kind: 'clarify',
    text: `Do you mean the ${name} by “${mark.text}”?`,
    choices: [
      { label: `the ${name}`, question: rephrase(sentence, mark.index, name) },
      { label: 'no', question: rephrase(sentence, mark.index, '').replaceAll(/ +/g, ' ').trim() },
    ],
  };
}
