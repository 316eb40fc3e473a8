import type { Mark } from './marks.ts';
import type { NoPlan } from './reading.ts';
import type { Sentence } from './sentence.ts';

/**
 * "tickets Nova closed that Girly opened": two agents' doings with the same conversations. Only whose a conversation is is known,
 * and counting those of either would answer another question. null: nobody, one of them, or several side by side.
 */
export function twoHands({ marks }: Sentence): NoPlan | null {
  const agents = marks.filter(isAgent);
  const at = agents.findIndex((mark, place) => {
    const next = agents[place + 1];
    return next !== undefined && isClauseBetween(marks.slice(mark.index + 1, next.index));
  });
  const [one, other] = at < 0 ? [] : agents.slice(at);
  if (!one || !other) return null;
  return {
    kind: 'decline',
    text: `I only know whose a conversation is, so I can’t tell what ${one.text} did with those that ${other.text} had to do with.`,
    instead: ['tickets by agent', 'resolved tickets by agent'],
  };
}

const isAgent = (mark: Mark): boolean =>
  mark.kind === 'value' && mark.candidates.some(({ field }) => field === 'agent');

const RELATIVE = /^(?:that|which|who|whom|whose)$/i;
/** Whoever stands behind these stands beside the one before them. */
const SIDE_BY_SIDE = /^(?:and|or|nor|than|vs\.?|versus|against|as|like|,|;|\/|&|\+)$/i;

function isClauseBetween(between: readonly Mark[]): boolean {
  return (
    between.some(({ text }) => RELATIVE.test(text)) &&
    !between.some(
      (mark) => SIDE_BY_SIDE.test(mark.text) || (mark.kind === 'word' && mark.tag === 'versus'),
    )
  );
}
