import type { DateTime } from 'luxon';
import { stepUnits } from './calendar-units.ts';
import {
  type Input,
  phrases,
  type Read,
  type Reader,
  readOrdinal,
  skip,
  wordAt,
  words,
} from './reading.ts';
import { fixed, problem, type Span, type Stretch, unitSpan } from './stretch.ts';

const FISCAL_YEAR = phrases<true>([
  ['fiscal year|financial year|fiscal|financial|fy|business year', true],
]);
const OF = words('of in , -');

/** The fiscal year named after the calendar year it ends in. */
function fiscalYear(year: number, input: Input): Span {
  const startMonth = input.context.settings.fiscalYearStart;
  const startYear = startMonth === 1 ? year : year - 1;
  const start = input.now.startOf('year').set({ year: startYear, month: startMonth });
  return unitSpan(start, 'year', `FY${String(year % 100).padStart(2, '0')}`);
}

/** The fiscal year that holds an instant. */
export function fiscalYearAt(at: DateTime, input: Input): Span {
  const span = fiscalYear(at.year + 1, input);
  return span.start <= at ? span : fiscalYear(at.year, input);
}

/** The fiscal year, half or quarter `back` before the running one. */
export function fiscalUnitBack(
  input: Input,
  unit: 'year' | 'half' | 'quarter',
  back: number,
): Span {
  let start = fiscalYearAt(input.now, input).start;
  while (stepUnits(start, unit, 1) <= input.now) start = stepUnits(start, unit, 1);
  return unitSpan(stepUnits(start, unit, -back), unit);
}

function fiscalQuarter(year: Span, quarter: number): Span {
  return unitSpan(
    stepUnits(year.start, 'quarter', quarter - 1),
    'quarter',
    `Q${quarter} ${year.words}`,
  );
}

function fiscalHalf(year: Span, half: number): Span {
  return unitSpan(stepUnits(year.start, 'half', half - 1), 'half', `H${half} ${year.words}`);
}

/** "FY26", "fiscal year 2025/26", "FY26 Q1", "Q1 of FY26", "fiscal Q1". */
export const readFiscal: Reader<Stretch> = (input, at) => {
  const year = readFiscalYear(input, at);
  if (year !== null) {
    const part = readPart(input, skip(input, year.next, OF));
    return part === null
      ? { value: fixed(year.value), next: year.next }
      : { value: partOf(year.value, part.value), next: part.next };
  }
  const part = readPart(input, at);
  const ofYear = part === null ? null : readFiscalYear(input, skip(input, part.next, OF));
  if (part !== null && ofYear !== null) {
    return { value: partOf(ofYear.value, part.value), next: ofYear.next };
  }
  return readBarePart(input, at);
};

/** "fiscal Q1": of the latest fiscal year in which it has begun. */
const readBarePart: Reader<Stretch> = (input, at) => {
  const named = FISCAL_YEAR(input, at);
  const part = named === null ? null : readPart(input, named.next);
  if (part === null) return null;
  const value: Stretch = {
    kind: 'recurring',
    every: 'year',
    during: (anchor) => {
      const stretch = partOf(fiscalYear(anchor.year, input), part.value);
      return stretch.kind === 'fixed' ? stretch.span : null;
    },
  };
  return { value, next: part.next };
};

function readFiscalYear(input: Input, at: number): Read<Span> | null {
  const compact = /^fy(\d{2}|\d{4})$/.exec(wordAt(input, at));
  if (compact !== null) return endingIn(Number(compact[1]), input, at + 1);
  const named = FISCAL_YEAR(input, at);
  const token = named === null ? undefined : input.tokens[named.next];
  if (named === null || token === undefined) return null;
  if (token.kind === 'short-year') return endingIn(token.value, input, named.next + 1);
  const spanning = /^\d{4}[-/](\d{2})$/.exec(token.word);
  if (spanning !== null) return endingIn(Number(spanning[1]), input, named.next + 1);
  const isYear = token.kind === 'number' && /^(\d{2}|(19|20)\d{2})$/.test(token.word);
  return isYear ? endingIn(token.value, input, named.next + 1) : null;
}

function endingIn(year: number, input: Input, at: number): Read<Span> {
  const spanning = /^[-/]$/.test(wordAt(input, at)) ? input.tokens[at + 1] : undefined;
  if (spanning?.kind === 'number' && spanning.value % 100 === (year + 1) % 100) {
    return { value: fiscalYear(fullYear(year + 1), input), next: at + 2 };
  }
  return { value: fiscalYear(fullYear(year), input), next: at };
}

const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

type Part = { readonly unit: 'quarter' | 'half'; readonly number: number };

function readPart(input: Input, at: number): Read<Part> | null {
  const compact = /^([qh])(\d)$/.exec(wordAt(input, at));
  if (compact !== null) {
    const unit = compact[1] === 'q' ? 'quarter' : 'half';
    return { value: { unit, number: Number(compact[2]) }, next: at + 1 };
  }
  const ordinal = readOrdinal(input, skip(input, at, words('the')));
  const unit = ordinal === null ? '' : wordAt(input, ordinal.next);
  if (ordinal === null || (unit !== 'quarter' && unit !== 'half')) return null;
  return { value: { unit, number: ordinal.value }, next: ordinal.next + 1 };
}

function partOf(year: Span, { unit, number }: Part): Stretch {
  const most = unit === 'quarter' ? 4 : 2;
  if (number < 1 || number > most) {
    const letter = unit === 'quarter' ? 'Q' : 'H';
    return problem(`There is no ${letter}${number}: a year has ${letter}1 to ${letter}${most}.`);
  }
  return fixed(unit === 'quarter' ? fiscalQuarter(year, number) : fiscalHalf(year, number));
}
