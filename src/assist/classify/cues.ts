/** Words and phrases that say something about a text, and how much. */
export type Cue<Kind extends string> = {
  readonly kind: Kind;
  readonly weight: number;
  readonly phrases: readonly string[];
};

export type CueFound<Kind extends string> = {
  readonly kind: Kind;
  readonly phrase: string;
  readonly weight: number;
  /** "not", "no longer" or the like stands shortly before it. */
  readonly negated: boolean;
};

export type CueFinder<Kind extends string> = (text: string) => readonly CueFound<Kind>[];

const NEGATED =
  /(?:\b(?:not|never|no longer|no|without|hardly|nothing|nicht|kein|keine|pas|no es|non)|n['’]t)(?:\s+(?:so|very|at all|really|a|an|the|that|too|been|be|much|of|any|in|sehr|très|muy)){0,3}\s+$/u;
const NEGATION_REACH = 32;

/**
 * Finds cues in lower-case text, longest first: what lies within a longer one isn't found again.
 * A phrase may end in "…" for any ending of its last word.
 */
export function createCueFinder<Kind extends string>(cues: readonly Cue<Kind>[]): CueFinder<Kind> {
  const byPhrase = new Map(
    cues.flatMap(({ kind, weight, phrases }) =>
      phrases.map((phrase) => [phrase, { kind, weight, pattern: patternOf(phrase) }] as const),
    ),
  );
  const phrases = [...byPhrase].toSorted(([a], [b]) => b.length - a.length);
  const every = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${phrases.map(([, { pattern }]) => `(${pattern})`).join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  );
  return (text) =>
    Array.from(text.toLowerCase().replaceAll('’', "'").matchAll(every), (match) => {
      const nth = match.slice(1).findIndex((group) => group !== undefined);
      const [phrase, { kind, weight }] = phrases[nth] as (typeof phrases)[number]; // a group per phrase
      const before = match.input.slice(Math.max(0, match.index - NEGATION_REACH), match.index);
      return { kind, phrase, weight, negated: NEGATED.test(before) };
    });
}

function patternOf(phrase: string): string {
  const escaped = phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return escaped.replaceAll(' ', String.raw`\s+`).replace(/…$/, String.raw`\p{L}*`);
}
