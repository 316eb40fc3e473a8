import type { CatalogueFile, DimensionEntry, MetricEntry } from './catalogue-schema.ts';
import { CONVERSATION_COLUMNS } from './compile/population.ts';
import { SETTING_COLUMNS } from './compile/setting-columns.ts';
import { readExpression } from './expression.ts';
import type { Statistic } from './query-plan.ts';

type Problem = { readonly path: readonly (string | number)[]; readonly problem: string };
type Rule = (file: CatalogueFile) => readonly Problem[];

const CALENDAR: ReadonlySet<string> = new Set(['weekday', 'hour', 'weekend', 'business_hours']);

/** Statistics each kind of metric can be taken by; the first is meant when none is named. */
export const STATISTICS: Readonly<Record<MetricEntry['kind'], readonly Statistic[]>> = {
  count: ['count'],
  share: ['share'],
  measure: ['mean', 'median', 'p90', 'p95', 'min', 'max', 'sum'],
  customers: ['count'],
  backlog: ['count'],
  formula: ['mean'],
};

/** Metrics and dimensions may share an id (first_response_time is both), two of one sort may not. */
const idsAreUnique: Rule = (file) =>
  (['metrics', 'dimensions'] as const).flatMap((section) => {
    const seen = new Set<string>();
    return file[section].flatMap(({ id }, index) => {
      if (!seen.has(id)) return seen.add(id) && [];
      return [{ path: [section, index, 'id'], problem: `"${id}" is already taken` }];
    });
  });

const synonymsMeanOneThing: Rule = (file) =>
  (['metrics', 'dimensions'] as const).flatMap((section) => {
    const owners = new Map<string, string>();
    return file[section].flatMap((entry, index) =>
      wordsOf(entry).flatMap(({ word, path }) => {
        const key = word.toLowerCase();
        const owner = owners.get(key);
        owners.set(key, owner ?? entry.id);
        if (owner === undefined || owner === entry.id) return [];
        const problem = `"${word}" is already a word for ${owner}`;
        return [{ path: [section, index, ...path], problem }];
      }),
    );
  });

const expressionsAreReadable: Rule = (file) => [
  ...file.metrics.flatMap((metric, index) => [
    ...expression(metric.where, ['metrics', index, 'where']),
    ...expression(metric.value, ['metrics', index, 'value']),
    ...metric.parts.flatMap((part, k) =>
      expression(part.score, ['metrics', index, 'parts', k, 'score'], new Set(['value'])),
    ),
  ]),
  ...file.dimensions.flatMap((dimension, index) =>
    expression(dimension.value, ['dimensions', index, 'value']),
  ),
];

const needsAreColumns: Rule = (file) =>
  (['metrics', 'dimensions'] as const).flatMap((section) =>
    file[section].flatMap(({ needs }, index) =>
      needs.flatMap((column, k) =>
        CONVERSATION_COLUMNS.has(column)
          ? []
          : [{ path: [section, index, 'needs', k], problem: `there is no column ${column}` }],
      ),
    ),
  );

const kindsAreComplete: Rule = (file) =>
  file.metrics.flatMap((metric, index) =>
    missingFor(metric).map((problem) => ({ path: ['metrics', index], problem })),
  );

const statisticsFitKind: Rule = (file) =>
  file.metrics.flatMap((metric, index) => {
    const listed = metric.statistics ?? STATISTICS[metric.kind];
    const wrong = listed.filter((statistic) => !STATISTICS[metric.kind].includes(statistic));
    const path = ['metrics', index, 'statistics'];
    const problems = wrong.map((statistic) => ({
      path,
      problem: `${metric.id} is a ${metric.kind} and has no ${statistic}`,
    }));
    const { statistic } = metric;
    if (statistic && !listed.includes(statistic))
      problems.push({
        path: ['metrics', index, 'statistic'],
        problem: `${statistic} is not among the statistics of ${metric.id}`,
      });
    return problems;
  });

const partsExist: Rule = (file) =>
  file.metrics.flatMap((metric, index) =>
    metric.parts.flatMap((part, k) => {
      const path = ['metrics', index, 'parts', k, 'metric'];
      const found = file.metrics.find((other) => other.id === part.metric);
      if (!found) return [{ path, problem: `there is no metric ${part.metric}` }];
      if (found.kind !== 'measure' && found.kind !== 'share')
        return [
          { path, problem: `${part.metric} is a ${found.kind}; parts are measures or shares` },
        ];
      if (!found.of.includes(part.of))
        return [{ path, problem: `${part.metric} is not defined for ${part.of}` }];
      return [];
    }),
  );

const dimensionsAreComplete: Rule = (file) =>
  file.dimensions.flatMap((dimension, index) => {
    const path = ['dimensions', index];
    const isCalendar = CALENDAR.has(dimension.id);
    if (isCalendar && dimension.value !== null)
      return [{ path, problem: `${dimension.id} comes from the calendar and takes no value` }];
    if (!isCalendar && dimension.kind === 'calendar')
      return [{ path, problem: `calendar fields are ${[...CALENDAR].join(', ')}` }];
    if (!isCalendar && dimension.value === null)
      return [{ path, problem: `${dimension.id} needs a value` }];
    if (dimension.kind === 'ordered' && dimension.values.length === 0)
      return [{ path, problem: `${dimension.id} is ordered and needs its values` }];
    return [];
  });

/** Every rule a catalogue has to keep beyond its shape. */
export const CATALOGUE_RULES: readonly Rule[] = [
  idsAreUnique,
  synonymsMeanOneThing,
  expressionsAreReadable,
  needsAreColumns,
  kindsAreComplete,
  statisticsFitKind,
  partsExist,
  dimensionsAreComplete,
];

function wordsOf(
  entry: MetricEntry | DimensionEntry,
): { word: string; path: (string | number)[] }[] {
  const own = [{ word: entry.label, path: ['label'] as (string | number)[] }];
  if ('plural' in entry && entry.plural) own.push({ word: entry.plural, path: ['plural'] });
  return [...own, ...entry.synonyms.map((word, index) => ({ word, path: ['synonyms', index] }))];
}

function expression(
  sql: string | null,
  path: readonly (string | number)[],
  known?: ReadonlySet<string>,
): Problem[] {
  if (sql === null) return [];
  const { columns, problems } = readExpression(sql);
  const unknown = columns.filter(
    (column) =>
      !(known?.has(column) ?? (CONVERSATION_COLUMNS.has(column) || SETTING_COLUMNS.has(column))),
  );
  return [...problems, ...unknown.map((column) => `there is no column ${column}`)].map(
    (problem) => ({ path, problem }),
  );
}

function missingFor(metric: MetricEntry): string[] {
  const needsValue = metric.kind === 'share' || metric.kind === 'measure';
  const problems: string[] = [];
  if (needsValue && metric.value === null)
    problems.push(`${metric.id} is a ${metric.kind} and needs a value`);
  if (!needsValue && metric.value !== null)
    problems.push(`${metric.id} is a ${metric.kind} and takes no value`);
  if ((metric.kind === 'formula') !== metric.parts.length > 0)
    problems.push(`${metric.id}: parts belong to a formula, and a formula needs them`);
  if ((metric.kind === 'backlog' || metric.kind === 'formula') && metric.where !== null)
    problems.push(`${metric.id} is a ${metric.kind} and takes no where`);
  if ((metric.kind === 'backlog') !== (metric.anchor === 'instant'))
    problems.push(`${metric.id}: the anchor instant belongs to a backlog, and a backlog needs it`);
  return problems;
}
