import { DateTime } from 'luxon';
import type { Facts } from '../../analytics/facts.ts';
import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { Asked } from '../../ask/ask-context.ts';
import { NOTHING_YET } from '../../ask/follow-up/thread.ts';
import type { AskOptions, Workspace } from '../../ask/workspace.ts';
import type { Figure } from '../../core/answer.ts';
import { formatCount, formatValue } from '../../core/format.ts';
import type { FigureCard } from './home.ts';

const TREND_DAYS = 14;

/** What a desk looks at first; those its data doesn't carry are left out. */
const TODAY: readonly (readonly [label: string, question: string])[] = [
  ['New tickets', 'tickets today'],
  ['New chats', 'chats today'],
  ['Resolved', 'resolved tickets today'],
  ['First response', 'average first response time today'],
  ['CSAT', 'csat in the last 7 days'],
  ['Open tickets', 'how many tickets are open'],
];
/** Of data that doesn't grow any more nothing is from today. */
const OVERALL: readonly (readonly [label: string, question: string])[] = [
  ['Tickets', 'how many tickets'],
  ['Chats', 'how many chats'],
  ['First response', 'average first response time'],
  ['CSAT', 'csat'],
];
const MOST_CARDS = 6;

/** Today's figures with their course over two weeks; `isLive`: the data goes up to about now. */
export async function figureCards(
  workspace: Workspace,
  { rows, isLive }: Pick<Facts, 'rows'> & { readonly isLive: boolean },
  options: AskOptions,
): Promise<readonly FigureCard[]> {
  const absent = (['tickets', 'chats'] as const).filter((kind) => rows[kind] === 0);
  const told = (isLive ? TODAY : OVERALL).filter(
    ([, question]) => !absent.some((kind) => question.includes(kind)),
  );
  const cards = await Promise.all(
    told.map(([label, question]) => figureCard({ label, question }, workspace, options)),
  );
  return cards.filter((card) => card !== null).slice(0, MOST_CARDS);
}

async function figureCard(
  { label, question }: Pick<FigureCard, 'label' | 'question'>,
  workspace: Workspace,
  options: AskOptions,
): Promise<FigureCard | null> {
  const asked = await workspace.ask(question, NOTHING_YET, { ...options, plansOnly: true });
  const { reply, plan } = asked;
  const figure = reply.kind === 'answer' ? reply.figures[0] : undefined;
  if (reply.kind !== 'answer' || !figure || plan?.kind !== 'figures') return null;
  const course = coursePlan(plan, options.zone);
  const trend = course ? valuesOf(await workspace.askPlan(question, course, options)) : [];
  if (figure.value === null && trend.every((value) => value === null)) return null;
  return {
    label,
    question,
    value: valueWords(figure),
    change: reply.comparison?.words ?? '',
    verdict: reply.comparison?.verdict ?? 'neutral',
    trend,
    trendWords: `${TREND_DAYS} days`,
  };
}

/** Shares and means are told with what they are made from. */
function valueWords({ value, unit, n }: Figure): string {
  if (value === null) return 'none yet';
  const words = formatValue(value, unit);
  return unit === 'count' ? words : `${words} (n = ${formatCount(n)})`;
}

/** The same figure day by day up to its end; null where it has no end of its own, or goes further back. */
function coursePlan(plan: FiguresPlan, zone = plan.zone): FiguresPlan | null {
  const end = plan.period?.end ?? plan.asOf;
  if (plan.period?.basis === 'all-data') return null;
  const last = DateTime.fromISO(end, { zone }).minus({ milliseconds: 1 }).startOf('day');
  const start = last
    .minus({ days: TREND_DAYS - 1 })
    .toUTC()
    .toISO();
  if (start === null) return null;
  const isState = plan.period === null;
  return {
    ...plan,
    // What is open has no course; how much was open each evening has.
    ...(isState && {
      metrics: plan.metrics.map(({ of }) => ({ metric: 'backlog', of, statistic: 'count' })),
      where: plan.where.filter(({ field }) => field !== 'open'),
    }),
    by: [{ grain: 'day' }],
    compare: null,
    order: null,
    limit: null,
    period: {
      start,
      end,
      zone,
      words: `last ${TREND_DAYS} days`,
      partial: true,
      basis: 'asked',
    },
  };
}

function valuesOf({ reply }: Asked): readonly (number | null)[] {
  const series = reply.kind === 'answer' ? reply.chart?.series[0] : undefined;
  return series?.values ?? [];
}
