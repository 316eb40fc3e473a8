const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|mr|mrs|ms|dr|no|nr|st|vs|approx|z\.b|bzw|ca|p\.ej|sra?|d\.h|usw)\.$/i;
const END = /[.!?…]+["'”’)\]]*(?=\s+\S)/g;
const ITEM = /^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+/;

/** A sentence of a text; `isItem`: it begins an item of a list. */
export type Sentence = { readonly text: string; readonly isItem: boolean };

/** The sentences of a text in their order, without the signs and numbers of lists. */
export function splitSentences(text: string): readonly Sentence[] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const isItem = ITEM.test(line);
      return splitLine(line.replace(ITEM, '').trim()).map((one, at) => ({
        text: one,
        isItem: isItem && at === 0,
      }));
    });
}

function splitLine(line: string): readonly string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const end of line.matchAll(END)) {
    const to = end.index + end[0].length;
    const piece = line.slice(from, to);
    if (ABBREVIATION.test(piece)) continue;
    sentences.push(piece.trim());
    from = to;
  }
  sentences.push(line.slice(from).trim());
  return sentences.filter((one) => /[\p{L}\p{N}]/u.test(one));
}
