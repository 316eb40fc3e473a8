import { everydayWords } from '../../core/plain-words.ts';
import { type Find, findAll, type PersonalKind } from './stretch.ts';

export type KnownName = {
  readonly kind: Extract<PersonalKind, 'CUSTOMER' | 'AGENT' | 'COMPANY' | 'PERSON'>;
  readonly name: string;
};

const SHORTEST_PART = 3;

/**
 * Finds names that are known: whole, however they are cased, spaced or accented, and a person's parts by themselves.
 * A part that is an everyday word too ("May", "Will") only counts with its capital.
 */
export function findKnownNames(names: readonly KnownName[]): Find {
  const finders = names
    .filter(({ name }) => name.trim().length > 1)
    .toSorted((a, b) => b.name.length - a.name.length)
    .flatMap(({ kind, name }) => [
      findAll(kind, patternOf(name, 'iu')),
      ...(kind === 'COMPANY' ? [] : partsOf(name).map((part) => findAll(kind, part))),
    ]);
  return (text) => finders.flatMap((find) => find(text));
}

function partsOf(name: string): readonly RegExp[] {
  return name
    .split(/[\s.,]+/u)
    .filter((part) => part.length >= SHORTEST_PART && /^\p{L}/u.test(part))
    .filter((part) => !PARTICLES.has(part.toLowerCase()))
    .flatMap((part) =>
      everydayWords().has(part.toLowerCase())
        ? [patternOf(capital(part), 'u'), patternOf(part.toUpperCase(), 'u')]
        : [patternOf(part, 'iu')],
    );
}

const PARTICLES: ReadonlySet<string> = new Set(['van', 'von', 'der', 'den', 'del', 'della', 'the']);
const capital = (word: string): string =>
  word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** Each letter with or without its accent, spaces as they come. */
function patternOf(name: string, flags: string): RegExp {
  const letters = (name.trim().match(/\P{M}\p{M}*/gu) ?? []).map((sign) =>
    /\s/u.test(sign) ? '\\s+' : `${likeSign(sign)}\\p{M}*`,
  );
  const body = letters.join('').replaceAll(/(?:\\s\+)+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${body}(?![\\p{L}\\p{N}])`, flags);
}

function likeSign(sign: string): string {
  const plain = sign.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const alike = [...new Set([sign, sign.normalize('NFC'), plain, ...(ACCENTED.get(plain) ?? '')])];
  return `(?:${alike.map(escaped).join('|')})`;
}

const escaped = (signs: string): string => signs.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');

/** Every letter with accents in one sign, under the letter it is without them. */
const ACCENTED: ReadonlyMap<string, string> = accentedLetters();

function accentedLetters(): ReadonlyMap<string, string> {
  const byPlain = new Map<string, string>();
  for (let code = 0xc0; code <= 0x24f; code += 1) {
    const letter = String.fromCodePoint(code);
    const plain = letter.normalize('NFD').charAt(0);
    if (plain !== letter) byPlain.set(plain, (byPlain.get(plain) ?? '') + letter);
  }
  return byPlain;
}

const GIVEN = "\\p{Lu}[\\p{L}\\p{M}'’-]+";
const INTRODUCED = new RegExp(
  `\\b(?:[Mm]y (?:full )?name is|[Mm]y name['’]s|[Mm]aiden name is|(?:^|\\n)[ \\t]*(?:Full )?[Nn]ame:)[ \\t]+(?<it>${GIVEN}(?:[ \\t]+(?:van|von|der|den|de|da|di|la|${GIVEN}|\\p{Lu}\\.))*)`,
  'u',
);

/** Who says their own name. */
export const findIntroduced: Find = findAll('PERSON', INTRODUCED);
