import type { Condition } from '../../analytics/query-plan.ts';
import type { ConditionUse, Facets } from './facets.ts';
import type { Mark } from './marks.ts';
import { rephrase } from './neighbours.ts';
import type { AskBack } from './reading.ts';
import type { Sentence } from './sentence.ts';

/** "resolved tickets that are still open": two states that nothing is in at once. null: what is said can be so. */
export function contradiction(sentence: Sentence, facets: Facets): AskBack | null {
  if (facets.contrast) return null;
  const [pair] = opposites(sentence, facets);
  return pair && !areListed(pair, sentence) ? askWhich(pair, sentence) : null;
}

/** "open and closed tickets": neither limits anything; the two stand side by side. */
export function statesListed(facets: Facets, sentence: Sentence): Facets {
  const [pair] = opposites(sentence, facets);
  if (facets.contrast || !pair || !areListed(pair, sentence)) return facets;
  const said = pair.map(({ mark }) => mark.index);
  sentence.useWords('versus', 'ask.compare');
  const conditions = facets.conditions.filter(({ index }) => !said.includes(index));
  const contrast = sentence.says('ask.list') ? null : { field: pair[0].field, team: null };
  return { ...facets, conditions, contrast };
}

type StateSaid = { readonly mark: Mark; readonly field: string; readonly value: boolean };
type Pair = readonly [StateSaid, StateSaid];

/** States said of one thing that shut each other out. */
function opposites(sentence: Sentence, { conditions }: Facets): readonly Pair[] {
  const states = conditions.flatMap((use) => stateSaid(use, sentence));
  return states.flatMap((one) =>
    states
      .filter(({ field, value, mark }) => {
        const isOther = field === one.field && value !== one.value;
        return isOther && mark.index > one.mark.index;
      })
      .map((other): Pair => [one, other]),
  );
}

function stateSaid({ condition, index }: ConditionUse, sentence: Sentence): readonly StateSaid[] {
  const mark = sentence.marks[index];
  const state = stateOf(condition);
  // Who waited may have been answered since.
  if (!mark || !state || sentence.isWord(mark, 'verb.waiting')) return [];
  return [{ mark, ...state }];
}

const STANDING: ReadonlyMap<unknown, boolean> = new Map([
  ['open', true],
  ['pending', true],
  ['solved', false],
  ['closed', false],
]);

/** Whether it holds; a status says whether it is open, if all named do. */
function stateOf({ field, op, values }: Condition): Omit<StateSaid, 'mark'> | null {
  const [value] = values;
  if (op !== 'is') return null;
  if (field === 'awaiting_reply') return { field: 'answered', value: value !== true };
  if (typeof value === 'boolean') return { field, value };
  const [isOpen, ...more] = new Set(values.map((one) => STANDING.get(one)));
  return field === 'status' && isOpen !== undefined && more.length === 0
    ? { field: 'open', value: isOpen }
    : null;
}

/** "open and closed tickets", "rated or not": either of them. */
function areListed([first, second]: Pair, { marks }: Sentence): boolean {
  return marks
    .slice(first.mark.index + 1, second.mark.index)
    .some((mark) => JOINS.test(mark.text) || (mark.kind === 'word' && mark.tag === 'versus'));
}

const JOINS =
  /^(?:and|or|nor|then|vs\.?|versus|from|to|until|before|after|since|,|;|\/|&|\+|[–—-])$/i;

const DANGLING =
  /\s+(?:(?:that|which|who)\s+)?(?:are|is|were|was|have|has|had|been)?\s*(?=[?.!]*$)/i;

function askWhich([one, other]: Pair, sentence: Sentence): AskBack {
  const without = ({ mark }: StateSaid): string =>
    rephrase(sentence, mark.index, '').replaceAll(/ +/g, ' ').trim().replace(DANGLING, '');
  return {
    kind: 'clarify',
    text: `Nothing is both “${one.mark.text}” and “${other.mark.text}”. Which of the two?`,
    choices: [
      { label: one.mark.text, question: without(other) },
      { label: other.mark.text, question: without(one) },
    ],
  };
}
