import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult } from '../../analytics/result.ts';
import type { Comparison } from '../../core/answer.ts';
import { formatPercent } from '../../core/format.ts';
import { sharesDiffer } from './chance.ts';
import { chanceSentence, compareFigures, isEnough, type Measured, measuredAt } from './compare.ts';
import { type Body, type ComposeInput, leadUse } from './compose-input.ts';
import { describeConditions, fieldOf, valueLabel } from './condition-words.ts';
import { type Group, namedGroups } from './groups.ts';
import { countedNoun, isCount, type SpokenMetric, sayValue, speakMetric } from './metric-words.ts';
import { whenWords } from './period-words.ts';
import { comparedWith } from './single.ts';
import { capitalise, sampleWords, strong } from './words.ts';

type Side = Measured & { readonly name: string };

/** Values of a field side by side: "**Weekdays 92 % (n = 431), weekends 88 % (n = 76)**, …". */
export function composeSides(
  input: ComposeInput<FiguresPlan>,
  result: FiguresResult,
): Body & { readonly comparison: Comparison | null } {
  const groups = namedGroups(input.plan, result, input);
  return sidesBody(
    input,
    groups.map((group) => ({ ...group, name: sideName(input.plan, group) })),
  );
}

/** One value against everyone else: "**Nova 1 h 54 min (n = 312), the rest of the team 2 h 10 min (n = 972)**, …". */
export function composeAgainstTeam(
  input: ComposeInput<FiguresPlan>,
): Body & { readonly comparison: Comparison | null } {
  return sidesBody(input, teamSides(input));
}

export function teamSides({ plan, results, catalogue }: ComposeInput<FiguresPlan>): Side[] {
  if (plan.compare?.kind !== 'team') return [];
  const name = valueLabel(plan.compare.value, fieldOf(catalogue, plan.compare.field));
  return [
    { ...measuredAt(results.value?.rows[0]), name },
    { ...measuredAt(results.team?.rows[0]), name: teamName(plan.compare.field) },
  ];
}

/** What everybody but the one is called. */
export function teamName(field: string): string {
  return field === 'agent' ? 'the rest of the team' : 'all others';
}

function sidesBody(
  input: ComposeInput<FiguresPlan>,
  sides: readonly Side[],
): Body & { readonly comparison: Comparison | null } {
  const { plan, catalogue } = input;
  const spoken = speakMetric(leadUse(plan), catalogue);
  const [first, second] = sides;
  const isPair = sides.length === 2 && first && second;
  const against = { words: second?.name ?? '', period: null };
  const comparison = isPair ? compareFigures(spoken, first, second, against) : null;
  const filters = describeConditions(
    plan.where.filter(({ field }) => field !== plan.compare?.kind && !isCompared(plan, field)),
    catalogue,
    plan.zone,
  );
  const things = isCount(spoken) ? countedNoun(spoken, filters, 2) : spoken.label;
  const namesThings = plan.by.some((by) => 'field' in by && by.field === 'kind');
  const words = sides.map((side, index) =>
    saySide(spoken, side, index === 0 && !namesThings ? things : ''),
  );
  return {
    headline: `${strong(capitalise(words.join(', ')))}, ${whenWords(plan)}.`,
    context: isPair && comparison ? gapSentences(spoken, first, second, comparison) : [],
    highlights: [],
    comparison,
  };
}

function isCompared(plan: FiguresPlan, field: string): boolean {
  return plan.compare !== null && plan.compare.kind !== 'period' && plan.compare.field === field;
}

function saySide(spoken: SpokenMetric, side: Side, things: string): string {
  const value = side.value === null ? 'no data' : sayValue(side.value, spoken);
  if (isCount(spoken)) return `${side.name} ${value}${things ? ` ${things}` : ''}`;
  return `${side.name} ${value} ${sampleWords(side.n)}`;
}

/** How far apart two sides are, and for shares whether by more than chance. */
function gapSentences(
  spoken: SpokenMetric,
  first: Side,
  second: Side,
  comparison: Comparison,
): string[] {
  if (!isCount(spoken) && !(isEnough(first, spoken) && isEnough(second, spoken))) {
    const small = first.n <= second.n ? first : second;
    return [`With ${small.n} for ${small.name} that is too few to say more.`];
  }
  if (comparison.change === 0) return ['There is nothing between them.'];
  if (spoken.unit === 'share') {
    const apart = sharesDiffer(
      { share: first.value ?? 0, n: first.n },
      { share: second.value ?? 0, n: second.n },
    );
    const within = chanceSentence(spoken, first, second);
    return [apart ? within.replace('is within', 'is more than') : within];
  }
  return [`${capitalise(first.name)}: ${comparison.words}.`];
}

/** Weekend and weekday are said in the plural. */
function sideName(plan: FiguresPlan, { name }: Group): string {
  const [by] = plan.by;
  const isWeekend = by && 'field' in by && by.field === 'weekend';
  return isWeekend && !name.endsWith('s') ? `${name}s` : name;
}

/** Groups over two periods: which of them moved most. */
export function composeGroupsBefore(input: ComposeInput<FiguresPlan>, result: FiguresResult): Body {
  const { plan, results, catalogue } = input;
  const spoken = speakMetric(leadUse(plan), catalogue);
  const before = new Map(
    namedGroups(plan, results.previous ?? { ...result, rows: [] }, input).map((group) => [
      group.name,
      group,
    ]),
  );
  const moves = namedGroups(plan, result, input).flatMap((group) => {
    const then = before.get(group.name);
    const judged = isCount(spoken) || (then && isEnough(group, spoken) && isEnough(then, spoken));
    if (!then || !judged) return [];
    return [{ group, then, change: (group.value ?? 0) - (then.value ?? 0) }];
  });
  const [most] = moves.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const against = comparedWith(input, null)?.words ?? 'the period before';
  const subject = capitalise(spoken.label);
  if (!most || most.change === 0) {
    return {
      headline: `${strong(`${subject} against ${against}`)}, ${whenWords(plan)}.`,
      context: [],
      highlights: [],
    };
  }
  const { group, then, change } = most;
  const ratio =
    then.value && spoken.unit !== 'share' ? ` (${formatPercent(change / then.value)})` : '';
  const values = `${sayValue(group.value, spoken)} against ${sayValue(then.value, spoken)}`;
  const up = moves.filter((move) => move.change > 0).length;
  return {
    headline: `${strong(`${group.name} moved most: ${values}`)}${ratio && `, ${change > 0 ? 'up' : 'down'}${ratio.replace(/[()]/g, '')}`}, ${whenWords(plan)} against ${against}.`,
    context: moves.length > 1 ? [`${subject} went up in ${up} of ${moves.length}.`] : [],
    highlights: [],
  };
}
