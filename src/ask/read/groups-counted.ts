import { isField } from './by.ts';
import { findDimension, type ReadContext } from './context.ts';
import { type Facets, namesTime } from './facets.ts';
import type { MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

/** "how many agents answered tickets last week?": those with at least one. */
export function groupsCounted(facets: Facets, sentence: Sentence, context: ReadContext): Facets {
  const { nouns, metrics, conditions, thresholds, subject } = facets;
  const counted = sentence.of('field').find((mark) => isCounted(mark, sentence, context));
  const others = [nouns, metrics, conditions].some((said) => said.length > 0) || namesTime(facets);
  if (!counted || !others || thresholds.length > 0 || sentence.says('cmp.')) return facets;
  const isOther = subject !== null && !(isField(subject) && subject.field === counted.field);
  if (isOther) return facets;
  sentence.use(counted, sentence.before(counted));
  return {
    ...facets,
    subject: { field: counted.field },
    thresholds: [{ target: { kind: 'count' }, op: 'ge', value: 1, index: counted.index }],
  };
}

const PLURAL = /s$/i;

function isCounted(mark: MarkOf<'field'>, sentence: Sentence, context: ReadContext): boolean {
  const isMany = PLURAL.test(mark.text) && sentence.isWord(sentence.before(mark), 'ask.count');
  return isMany && findDimension(context, mark.field)?.kind === 'name';
}
