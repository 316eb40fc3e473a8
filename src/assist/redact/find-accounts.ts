import { passesIban, passesLuhn } from './check-digits.ts';
import { isLabelledAsThing } from './labels.ts';
import { type Find, findAll, type Stretch } from './stretch.ts';

/** Length of an account number by country: the IBAN registry of SWIFT, release 99. */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29
   ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20
   LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29
   PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
   YE30`
    .trim()
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const IBAN_START = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?=[ -]?[a-z0-9])/giu;

/** Account numbers whose check digits fit, written in one piece or in groups. */
export const findIbans: Find = (text) =>
  [...text.matchAll(IBAN_START)].flatMap(({ 0: start, index }) => {
    const length = IBAN_LENGTHS.get(start.slice(0, 2).toUpperCase());
    const to = length === undefined ? null : endOfSigns(text, index, length);
    if (to === null || !passesIban(text.slice(index, to).replaceAll(/[ -]/g, ''))) return [];
    return [{ kind: 'IBAN', from: index, to }];
  });

/** One with a slip in it is somebody's all the same. */
export const findNamedIbans = findAll(
  'IBAN',
  /\biban\b[^\d\n]{0,20}?\b(?<it>[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{2,4}){3,8}\b)/iu,
);

/** Where the `count`th letter or digit from `from` ends; null: there aren't as many, or the word goes on. */
function endOfSigns(text: string, from: number, count: number): number | null {
  let left = count;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (/[a-z0-9]/i.test(sign)) {
      left -= 1;
      if (left === 0) return /[\p{L}\p{N}]/u.test(text.charAt(at + 1)) ? null : at + 1;
    } else if (!/[ -]/.test(sign) || !/[a-z0-9]/i.test(text.charAt(at + 1))) return null;
  }
  return null;
}

/** Who issues cards with these first digits, and how long they are. */
const ISSUERS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [19, 16, 13]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^220[0-4]/, [19, 18, 17, 16]],
  [/^3[47]/, [15]],
  [/^(?:30[0-5]|309|36|3[89])/, [19, 16, 14]],
  [/^(?:35|6011|64[4-9]|65|60|81|82|508)/, [19, 16]],
  [/^62/, [19, 18, 17, 16]],
  [/^(?:50|5[6-9]|6[0-9])/, [19, 18, 16, 15, 13, 12]],
];
const GROUPED = /(?<![\p{L}\p{N}]|\d[.,])\d(?:[ .\u00a0-]?\d){11,40}/gu;
const NOT_DIGITS = /\D/g;

/** Numbers of an issuer's first digits, length and check digit, unless they are called an order's, a parcel's … */
export const findCards: Find = (text) =>
  [...text.matchAll(GROUPED)].flatMap(({ 0: run, index }) => cardsIn(run, index, text));

function cardsIn(run: string, at: number, text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  while (from < run.length) {
    const size = isGroupStart(run, from) ? cardAt(run.slice(from)) : null;
    const said = size === null ? '' : run.slice(from, from + size);
    if (size === null || (!NOT_PLAIN.test(said) && isLabelledAsThing(text.slice(0, at + from))))
      from += 1;
    else {
      found.push({ kind: 'CARD', from: at + from, to: at + from + size });
      from += size;
    }
  }
  return found;
}

const NOT_PLAIN = /\D/;

const isGroupStart = (run: string, from: number): boolean =>
  /\d/.test(run.charAt(from)) && !/\d/.test(run.charAt(from - 1));

/** How much of the run's beginning is a card's number. */
function cardAt(run: string): number | null {
  const digits = run.replaceAll(NOT_DIGITS, '');
  const lengths = ISSUERS.flatMap(([first, sizes]) => (first.test(digits) ? sizes : []));
  for (const length of lengths) {
    const to = endOfSigns(run.replaceAll(/[.\u00a0]/g, ' '), 0, length);
    if (to !== null && passesLuhn(digits.slice(0, length))) return to;
  }
  return null;
}

/** A number that is called a card's, whatever its check digit says. */
export const findNamedCards = findAll(
  'CARD',
  /\b(?:card|cc|visa|mastercard|amex|maestro)\b[^\d\n]{0,25}(?<it>\d(?:[ .-]?\d){12,18})(?!\d)/iu,
);

/** United States: of its shape, or called so. */
export const findSsns: Find = (text) => [
  ...findAll('SSN', /(?<![\p{L}\p{N}-])\d{3}-\d{2}-\d{4}(?![\p{L}\p{N}-])/u)(text),
  ...findAll(
    'SSN',
    /\b(?:ssn|social security)\b[^\d\n]{0,25}(?<it>\d{3}[ .-]?\d{2}[ .-]?\d{4})(?!\d)/iu,
  )(text),
];

const BANK_WORDS =
  'bank account|account|routing|sort code|kontonummer|konto|numéro de compte|número de cuenta';

/** Bank accounts and papers by what they are called: "account number 12345678", "passport X1234567". */
export const findNamedAccounts = findAll(
  'ACCOUNT',
  new RegExp(
    `\\b(?:${BANK_WORDS})\\b(?:\\s*(?:number|no|nr|num|code|is|was)\\b)*[\\s.:#]{1,3}(?<it>\\d(?:[ -]?\\d){5,19})(?![\\p{L}\\p{N}])`,
    'iu',
  ),
);

const PAPERS =
  "driver['’]?s['’]? licen[cs]e|driving licen[cs]e|passport|national id|identity card|id card|tax id|tax number|national insurance|licen[cs]e plate|ausweis|reisepass|pasaporte|passeport|dni|nino";

export const findNamedPapers = findAll(
  'ID',
  new RegExp(
    `\\b(?:${PAPERS})\\b(?:\\s*(?:number|no|nr|num|id|is|was)\\b)*[\\s.:#]{1,3}(?<it>(?=[a-z]*\\d)[a-z0-9-]{5,20})(?![\\p{L}\\p{N}])`,
    'iu',
  ),
);
