import { contentStems, stem, wordsOf } from './words.ts';

/** Said with a “not”, and meaning nothing by it. */
const IDIOMS =
  /\b(?:(?:do not|don['’]?t|not|never) (?:hesitate|worry|be afraid|be shy)|worry not|no (?:worries|problem|matter|doubt)|not (?:only|just|alone|to worry)|never alone|in no time|(?:if|whether) not|no later than|zögern sie nicht|no dude(?: en)?|n['’]hésitez pas|no te preocupes|no se preocupe)\b/giu;
/** “Don’t forget to” asks for the thing. */
const REMEMBER = /\b(?:do not|don['’]?t) (?:forget|fail)(?: to)?\b/giu;

const NEGATORS = new Set(
  `not no never none nobody nothing nowhere neither nor without cannot unable cant wont dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt
  couldnt wouldnt shouldnt mustnt neednt nicht kein keine keinen keinem keiner keines nie niemals ohne weder nunca jamás sin ningún ninguna ninguno
  ne pas jamais sans aucun aucune`.split(/\s+/),
);
/** Words between a negation and what it denies. */
const STEPPED_OVER = new Set(
  `be been being able to get got yet still currently already really a an the any longer have has had do does did it you we i they your our this that
  is are was were will would can could may might should must to of more than need needed want at all point en el la los das die der den dem ein eine`.split(
    /\s+/,
  ),
);

/** A pair says the same as a negation of one by the other. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['possible', 'impossible'],
  ['available', 'unavailable'],
  ['enable', 'disable'],
  ['include', 'exclude'],
  ['allowed', 'forbidden'],
  ['allowed', 'prohibited'],
  ['accept', 'reject'],
  ['accept', 'refuse'],
  ['always', 'never'],
  ['free', 'charged'],
  ['eligible', 'ineligible'],
  ['valid', 'invalid'],
  ['able', 'unable'],
];
const positiveOf = new Map(
  OPPOSITES.map(([positive, negative]) => [stem(negative), stem(positive)]),
);

export type Polarity = {
  /** What is denied. */
  readonly denied: ReadonlySet<string>;
  /** What is said without denying it. */
  readonly affirmed: ReadonlySet<string>;
};

/** What a sentence denies, and what it says as it is; by stems. */
export function polarityOf(sentence: string): Polarity {
  const plain = sentence.replaceAll(IDIOMS, ' ').replaceAll(REMEMBER, ' remember ');
  const words = wordsOf(plain).map((word) => word.toLowerCase().replaceAll(/['’]/g, ''));
  const denied = new Set<string>();
  words.forEach((word, at) => {
    const positive = positiveOf.get(stem(word));
    if (positive) denied.add(positive);
    if (!isNegator(word)) return;
    const target = words
      .slice(at + 1, at + 7)
      .find((next) => !STEPPED_OVER.has(next) && !isNegator(next) && contentStems(next).length > 0);
    if (target) denied.add(stem(target));
    else denied.add(`no ${words[at - 1] ?? ''}`);
  });
  const affirmed = new Set(contentStems(plain).filter((one) => !denied.has(one)));
  return { denied, affirmed };
}

function isNegator(word: string): boolean {
  return (
    NEGATORS.has(word) ||
    /^(?:can|wo|do|does|did|is|are|was|were|has|have|had|could|would|should|must|need|ai)nt$/.test(
      word,
    )
  );
}
