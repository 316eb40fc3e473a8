import type { FiguresPlan } from '../../analytics/query-plan.ts';
import { formatShare } from '../../core/format.ts';
import { isEnough, type Measured } from './compare.ts';
import type { ComposeInput } from './compose-input.ts';
import { describeConditions } from './condition-words.ts';
import type { Group } from './groups.ts';
import { countedNoun, isCount, type SpokenMetric, sayValue } from './metric-words.ts';
import { joinWords, sampleWords, strong } from './words.ts';

/** The groups that share the first one's value. */
export function leadingGroups(groups: readonly Group[]): Group[] {
  const [first] = groups;
  return groups.filter((group) => group.value === first?.value);
}

/** "**Nova, with 487 tickets** (38 % of 1 281)", "**Nova and Girly, 402 tickets each**", "**Nova has the shortest resolution time, 2 h** (n = 45)". */
export function rankingSentence(
  { plan, catalogue }: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  groups: readonly Group[],
  whole: Measured,
): string {
  const leaders = leadingGroups(groups);
  const [first] = leaders;
  if (!first || first.value === null) return strong('Nothing to rank');
  const names = groupNames(leaders);
  const value = sayValue(first.value, spoken);
  const isTie = leaders.length > 1;
  const rising = plan.order?.on === 'metric' && plan.order.direction === 'asc';
  if (!isCount(spoken)) {
    const extreme = `${isTie ? 'have' : 'has'} the ${extremeWord(spoken, rising)} ${spoken.label}`;
    const few = isEnough(first, spoken) ? '' : ', too few to judge';
    const sample = ` ${sampleWords(first.n).replace(')', `${few})`)}`;
    return isTie
      ? strong(`${names} ${extreme}, ${value} each`)
      : `${strong(`${names} ${extreme}, ${value}`)}${sample}`;
  }
  const filters = describeConditions(plan.where, catalogue, plan.zone);
  const things = countedNoun(spoken, filters, first.value);
  if (isTie && leaders.length === groups.length && plan.limit === null)
    return strong(`All ${leaders.length} have ${value} ${things} each`);
  if (isTie) return strong(`${names}, ${value} ${things} each`);
  if (rising) return strong(`${names} has the fewest ${things}, ${value}`);
  return `${strong(`${names}, with ${value} ${things}`)}${partWords(spoken, first.value, whole.value)}`;
}

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];

/** "**Third: Francis, 221 tickets**", with all that share the place. null: there are not so many. */
export function placeSentence(
  rank: number,
  spoken: SpokenMetric,
  groups: readonly Group[],
): string | null {
  const { value = null, n = 0 } = groups[rank - 1] ?? {};
  if (value === null) return null;
  const place = ORDINALS[rank - 1] ?? `Place ${rank}`;
  const names = groupNames(groups.filter((group) => group.value === value));
  const said = sayValue(value, spoken);
  return isCount(spoken)
    ? strong(`${place}: ${names}, ${said} ${countedNoun(spoken, NO_FILTERS, value)}`)
    : `${strong(`${place}: ${names}, ${said}`)} ${sampleWords(n)}`;
}

const NO_FILTERS: ReturnType<typeof describeConditions> = { adjectives: [], phrases: [] };

const NAMED_AT_MOST = 3;

/** "Nova and Girly", "Nova, Girly, Francis and 5 more" */
export function groupNames(groups: readonly Group[]): string {
  const names = groups.map(({ name }) => name);
  if (names.length <= NAMED_AT_MOST) return joinWords(names);
  const rest = names.length - NAMED_AT_MOST;
  return joinWords([...names.slice(0, NAMED_AT_MOST), `${rest} more`]);
}

/** "(38 % of 1 281)" */
export function partWords(
  spoken: SpokenMetric,
  value: number | null,
  whole: number | null,
): string {
  if (value === null || !whole) return '';
  return ` (${formatShare(value / whole)} of ${sayValue(whole, spoken)})`;
}

function extremeWord({ unit, metric }: SpokenMetric, rising: boolean): string {
  if (unit !== 'seconds') return rising ? 'lowest' : 'highest';
  if (metric.direction === 'down' && /respon/.test(metric.label))
    return rising ? 'fastest' : 'slowest';
  return rising ? 'shortest' : 'longest';
}
