import type { TimeFacets } from './facets.ts';
import type { MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

/**
 * "right now", "atm", "currently" go with a state, with nothing dated and with what is still running; beside a stretch that is over
 * they stay unread. "now by pipeline" only goes on with a talk, and a "current status" is the only one there is.
 */
export function findNow(sentence: Sentence, { periods }: Pick<TimeFacets, 'periods'>): void {
  const [said] = periods;
  const isOver = said !== undefined && !said.period.partial;
  const marks = sentence.words('at.now');
  sentence.use(...marks.filter((mark) => !isOver || !isMeant(mark, sentence)));
}

/** Whether a question is about this very moment. */
export const saysNow = (sentence: Sentence): boolean =>
  sentence.words('at.now').some((mark) => isMeant(mark, sentence));

const ADJECTIVE = /^current$/i;

function isMeant(mark: MarkOf<'word'>, sentence: Sentence): boolean {
  const opens = sentence.marks
    .slice(0, mark.index)
    .every((one) => one.kind === 'filler' || sentence.isWord(one, 'list.and', 'edit.'));
  const next = sentence.right(mark);
  const describes =
    ADJECTIVE.test(mark.text) && (next?.kind === 'field' || next?.kind === 'metric');
  return !describes && (!opens || sentence.marks.length === 1);
}
