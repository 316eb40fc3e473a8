import { type Facets, type MetricUseSaid, saidPopulation } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

const MORE = /^(?:more|fewer|less)(?: than)?$/i;
const THAN = /\bthan$/i;
const GOT = /^(?:got|get|we got|did we get|do we get|getting)$/i;

/** "did we resolve more than came in?": what was resolved and what came in, side by side. */
export function inAgainstOut(facets: Facets, sentence: Sentence): Facets {
  const more = sentence.marks.find(({ text }) => MORE.test(text));
  const than = sentence.marks.find(
    ({ text, index }) => THAN.test(text) && index >= (more?.index ?? 0),
  );
  if (!more || !than || facets.metrics.length > 0) return facets;
  const before = sentence.marks.slice(0, than.index);
  const behind = sentence.marks.slice(than.index + 1);
  const [first, second] = [sideOf(before, sentence), sideOf(behind, sentence)];
  if (!first || !second || first.metric === second.metric) return facets;
  sentence.use(more, than, sentence.marks[first.index], sentence.marks[second.index]);
  const conditions = facets.conditions.filter(({ condition }) => condition.field !== 'open');
  const of = saidPopulation(facets) ?? 'tickets';
  return { ...facets, metrics: [first, second].map((side) => ({ ...side, of })), conditions };
}

/** What one side of the "than" speaks of; null: neither what came in nor what was resolved. */
function sideOf(marks: readonly Mark[], sentence: Sentence): MetricUseSaid | null {
  const out = marks.find((mark) => isResolved(mark, sentence));
  const came = marks.find((mark) => sentence.isWord(mark, 'verb.created') || GOT.test(mark.text));
  const said = out ?? came;
  if (!said) return null;
  const metric = out ? 'resolved_volume' : 'volume';
  return { metric, of: null, statistic: null, index: said.index };
}

const isResolved = (mark: Mark, sentence: Sentence): boolean =>
  sentence.isWord(mark, 'verb.resolved') ||
  (mark.kind === 'flag' && mark.field === 'open' && !mark.value);
