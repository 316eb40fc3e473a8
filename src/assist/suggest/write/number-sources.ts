import type { Draft } from '../suggestion.ts';

/** The draft with its sources numbered as they come: `S1` is the first that is cited. */
export function numberSources(draft: Draft): Draft {
  const cited = [...new Set(draft.sentences.flatMap(({ marks }) => marks))];
  const numbers = new Map(cited.map((mark, at) => [mark, `S${at + 1}`]));
  const renamed = (mark: string) => numbers.get(mark) ?? mark;
  return {
    ...draft,
    sentences: draft.sentences.map((one) => ({ ...one, marks: one.marks.map(renamed) })),
    sources: cited.flatMap((mark) => {
      const source = draft.sources.find((one) => one.mark === mark);
      return source ? [{ ...source, mark: renamed(mark) }] : [];
    }),
  };
}
