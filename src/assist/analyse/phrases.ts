/** Finds words and phrases in a text, whatever their endings; made once, used for every text. */
export interface PhraseFinder {
  /** Labels whose words occur, and how many different ones of theirs; the most first, ties in the order given. */
  find(tokens: readonly string[]): readonly Found[];
}

export type Found = { readonly label: string; readonly phrases: readonly string[] };

type Phrase = { readonly label: number; readonly said: string; readonly stems: readonly string[] };

export function createPhraseFinder(
  labels: readonly { readonly name: string; readonly words: readonly string[] }[],
): PhraseFinder {
  const byFirst = new Map<string, Phrase[]>();
  labels.forEach(({ words }, label) => {
    for (const said of words) {
      const stems = stemsOf(said);
      const [first] = stems;
      if (first === undefined) continue;
      const begin = byFirst.get(first) ?? [];
      begin.push({ label, said, stems });
      byFirst.set(first, begin);
    }
  });
  return {
    find(tokens) {
      const found = new Map<number, Set<string>>();
      tokens.forEach((token, at) => {
        for (const { label, said, stems } of byFirst.get(token) ?? []) {
          if (!stems.every((stem, nth) => tokens[at + nth] === stem)) continue;
          const phrases = found.get(label) ?? new Set();
          found.set(label, phrases.add(said));
        }
      });
      return [...found]
        .toSorted(([one, its], [other, theirs]) => theirs.size - its.size || one - other)
        .map(([label, phrases]) => ({ label: labels[label]?.name ?? '', phrases: [...phrases] }));
    },
  };
}

/** Longer texts say what they are about early. In characters. */
const LONGEST_TEXT = 8_000;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** A text's words without case and the usual English endings, so that "delayed deliveries" is met by "delay delivery". */
export function stemsOf(text: string): string[] {
  const words = text.slice(0, LONGEST_TEXT).toLowerCase().match(WORD) ?? [];
  return words.map(stem);
}

const SHORTEST_STEM = 3;

function stem(word: string): string {
  const plain = word.replace(/['’]s$/, '').replaceAll('’', "'");
  if (/ies$/.test(plain) && plain.length > SHORTEST_STEM + 2) return `${plain.slice(0, -3)}y`;
  for (const ending of ['ing', 'ed', 'es', 's', 'e']) {
    const isEnding = plain.endsWith(ending) && !(ending === 's' && plain.endsWith('ss'));
    if (isEnding && plain.length - ending.length >= SHORTEST_STEM)
      return undoubled(plain.slice(0, -ending.length), ending);
  }
  return plain;
}

/** "shipped" and "ship" are one word; "call" stays. */
function undoubled(word: string, ending: string): string {
  const isVerbs = ending === 'ing' || ending === 'ed';
  return isVerbs && /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}
