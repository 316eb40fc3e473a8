import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult } from '../../analytics/result.ts';
import { formatLimit } from '../../core/format.ts';
import { isEnough } from './compare.ts';
import type { Body, ComposeInput } from './compose-input.ts';
import { fieldOf } from './condition-words.ts';
import { type Group, namedGroups } from './groups.ts';
import { isCount, type SpokenMetric, sayValue, speakMetric } from './metric-words.ts';
import { whenWords } from './period-words.ts';
import { fieldsOf, grainOf } from './plan-shape.ts';
import { capitalise, isOne, joinWords, numberWord, sampleWords, strong } from './words.ts';

const NAMED_AT_MOST = 3;
const COUNTED = { lt: 'fewer than', le: 'at most', gt: 'more than', ge: 'at least' } as const;
const COMPARED = { lt: 'below', le: 'at most', gt: 'above', ge: 'at least' } as const;

/** Groups that pass a threshold: "**Two of 4 agents have CSAT below 80 %**: Francis 71 % (n = 45) and Girly 78 % (n = 120), …". */
export function composeThresholds(input: ComposeInput<FiguresPlan>, result: FiguresResult): Body {
  const { plan, catalogue, results } = input;
  const index = plan.having[0]?.metric ?? 0;
  const use = plan.metrics[index];
  if (!use) throw new TypeError('a threshold names one of the metrics');
  const spoken = speakMetric(use, catalogue);
  const groups = namedGroups(plan, result, input, index);
  const all = results.everyGroup
    ? namedGroups(plan, results.everyGroup, input, index).length
    : null;
  const unnamed = result.rows.filter((row) => row.keys.includes(null)).length;
  const count = result.groups - unnamed;
  const things = groupNoun(plan, catalogue, count === 1 && all === null ? 1 : (all ?? count));
  const limits = joinWords(plan.having.map((having) => heldWords(input, having)));
  const of = all !== null && all > count ? ` of ${all}` : '';
  const few = groups.filter((group) => !isCount(spoken) && !isEnough(group, spoken));
  if (count === 0) {
    return {
      headline: `${strong(`No ${groupNoun(plan, catalogue, 1)} has ${limits}`)}, ${whenWords(plan)}.`,
      context: all ? [`${all} were looked at.`] : [],
      highlights: [],
    };
  }
  if (index > 0) return composeChosen(input, result, `${count}${of} ${things} with ${limits}`);
  const named = groups.slice(0, NAMED_AT_MOST).map((group) => sayGroup(group, spoken));
  const rest = count > named.length ? [`${count - named.length} more`] : [];
  const lead = `${all === null ? capitalise(numberWord(count)) : count}${of} ${things} ${isOne(count, 'has', 'have')} ${limits}`;
  return {
    headline: `${strong(lead)}: ${joinWords([...named, ...rest])}, ${whenWords(plan)}.`,
    context: [],
    highlights: [],
    warnings:
      few.length > 0
        ? [
            `${joinWords(few.slice(0, 3).map(({ name }) => name))}: fewer than ${spoken.metric.minimumSample} ${use.of}, so not judged.`,
          ]
        : [],
  };
}

/** Groups chosen by how much their figures stand on: "**CSAT of 9 of 11 pipelines with at least 20 ratings**: Shipping 53 % (n = 34), …". */
function composeChosen(
  input: ComposeInput<FiguresPlan>,
  result: FiguresResult,
  chosen: string,
): Body {
  const { plan, catalogue } = input;
  const [use] = plan.metrics;
  if (!use) throw new TypeError('figures have a metric');
  const spoken = speakMetric(use, catalogue);
  const groups = namedGroups(plan, result, input, 0);
  const named = groups.slice(0, NAMED_AT_MOST).map((group) => sayGroup(group, spoken));
  const more = groups.length - named.length;
  const rest = more > 0 ? [`${more} more`] : [];
  return {
    headline: `${strong(capitalise(`${spoken.label} of ${chosen}`))}: ${joinWords([...named, ...rest])}, ${whenWords(plan)}.`,
    context: [],
    highlights: [],
  };
}

function sayGroup(group: Group, spoken: SpokenMetric): string {
  const sample = isCount(spoken) ? '' : ` ${sampleWords(group.n)}`;
  return `${group.name} ${sayValue(group.value, spoken)}${sample}`;
}

function heldWords(
  { plan, catalogue }: ComposeInput<FiguresPlan>,
  having: FiguresPlan['having'][number],
): string {
  const use = plan.metrics[having.metric];
  if (!use) throw new TypeError('a threshold names one of the metrics');
  const spoken = speakMetric(use, catalogue);
  const limit = limitWords(spoken, having);
  const label = having.value === 1 ? spoken.label.replace(/s$/, '') : spoken.label;
  return isCount(spoken) ? `${limit} ${label}` : `${spoken.label} ${limit}`;
}

/** "more than 100", "below 80 %" */
export function limitWords(
  spoken: SpokenMetric,
  { op, value }: Pick<FiguresPlan['having'][number], 'op' | 'value'>,
): string {
  return `${(isCount(spoken) ? COUNTED : COMPARED)[op]} ${formatLimit(value, spoken.unit)}`;
}

function groupNoun(plan: FiguresPlan, catalogue: ComposeInput['catalogue'], count: number): string {
  const [field] = fieldsOf(plan);
  if (field === undefined || plan.by.length > 1)
    return isOne(count, grainOf(plan) ?? 'group', `${grainOf(plan) ?? 'group'}s`);
  const { label, plural } = fieldOf(catalogue, field);
  return isOne(count, label, plural);
}
