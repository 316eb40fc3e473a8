import { isLabelledAsThing } from './labels.ts';
import type { Find, Stretch } from './stretch.ts';

const RUN =
  /(?<![\p{L}\p{N}])[+(]{0,3}\d(?:[\d() .\u00a0/-]*\d)?(?:\s?(?:x|ext\.?|extension)\s?\d{1,6})?/giu;
const EXTENSION = /\s?(?:x|ext\.?|extension)\s?\d{1,6}$/iu;
const FEWEST = 6;
/** ITU-T E.164. */
const MOST = 15;

/** Numbers one can call: by their shape alone where it is sure, else by what is said around them. */
export const findPhones: Find = (text) =>
  [...text.matchAll(RUN)].flatMap(({ 0: said, index }): readonly Stretch[] => {
    const to = index + said.length;
    return isPhone(said, text.slice(0, index), text.slice(to))
      ? [{ kind: 'PHONE', from: index, to }]
      : [];
  });

function isPhone(said: string, before: string, after: string): boolean {
  const number = said.replace(EXTENSION, '');
  const count = number.replaceAll(/\D/g, '').length;
  if (count < FEWEST || count > MOST || isMeasure(before, after) || isDate(number)) return false;
  if (/^\(?\+/.test(number)) return true;
  if (isLabelledAsThing(before)) return false;
  if (isCalledPhone(before, after)) return true;
  return !isCalledNumber(before) && !isAmount(number) && SURE.some((shape) => shape.test(number));
}

const SURE: readonly RegExp[] = [
  // (555) 123-4567, 555-123-4567, 001-555-123-4567
  /^(?:(?:00)?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}$/,
  // (021) 0025-967
  /^\(0?\d{1,4}\)[ /-]?\d{2,4}(?:[ -]?\d{2,4}){1,3}$/,
  // 06-10446904, 0660 565 36 45, 07700900123; 0044 20 7946 0958
  /^0(?!0?$)\d{1,4}(?:[ ./-]?\d{2,8}){1,4}$/,
  // 50-98-28-96, 975.972.870.12
  /^\d{2,4}(?:([-.])\d{2,4})(?:\1\d{2,4}){2,3}$/,
  // 21 232 945 1338
  /^\d{2,3} \d{3} \d{3,4} \d{2,4}$/,
];

const PHONE_WORDS = [
  'phones?|telephone|tel|t[eé]l[eé]f\\p{L}*|t[eé]l[eé]phone|mobile|m[oó]vil|celular|cell|cellphone|handy|rufnummer|fax',
  'whats\\s?app|sms|hotline|landline|call(?:ed|ing|s)?|ring|dial(?:l?ed|l?ing)?|reach(?:ed)?|contact|text(?:ed)? me',
  'answer(?:ed|ing|s)?|my number|number is|voicemail',
].join('|');
const CALLED_BEFORE = new RegExp(`(?<![\\p{L}])(?:${PHONE_WORDS})(?!\\p{L})[^\\d\\n]{0,24}$`, 'iu');
const CALLED_AFTER = /^[\s,\-–(\\]{0,3}(?:office|fax|mobile|cell|phone|home|work|direct|tel)\b/iu;

const isCalledPhone = (before: string, after: string): boolean =>
  CALLED_BEFORE.test(before.slice(-48)) || CALLED_AFTER.test(after);

const isCalledNumber = (before: string): boolean => /[#№]\s?$/u.test(before);

const MONEY_BEFORE = /(?:[$€£¥₹]|\b(?:usd|eur|gbp|inr))\s?$/iu;
const UNIT_AFTER =
  /^\s?(?:[$€£¥₹%]|(?:usd|eur|gbp|inr|dollars?|euros?|pounds?|rupees?)\b)|^[:,]\d/iu;

const isMeasure = (before: string, after: string): boolean =>
  MONEY_BEFORE.test(before) || UNIT_AFTER.test(after);

const DATE =
  /^\(?(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./ ])\d{1,2}\2(?:\d{4}|\d{2}))(?:[ T-]|$)/;
const YEARS = /^(?:19|20)\d\d(?:[ /-]+(?:19|20)?\d\d)+$/;
const CALENDAR_PARTS = 3;

function isDate(number: string): boolean {
  if (YEARS.test(number)) return true;
  const shape = DATE.exec(number)?.[0];
  if (shape === undefined) return false;
  const [first = 0, second = 0, third = 0] = shape
    .split(/\D+/)
    .filter(Boolean)
    .slice(0, CALENDAR_PARTS)
    .map(Number);
  const day = first > 31 ? third : Math.max(first, second);
  const month = first > 31 ? second : Math.min(first, second);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** "12.000.000", "1 250 000". */
const isAmount = (number: string): boolean =>
  /^\d{1,3}(?:([ .\u00a0])\d{3})(?:\1\d{3})*$/.test(number);
