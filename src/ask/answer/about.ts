import type { Metric } from '../../analytics/catalogue.ts';
import { metricOf } from '../../analytics/catalogue.ts';
import type { AboutPlan } from '../../analytics/query-plan.ts';
import type { Cell, Provenance, Table } from '../../core/answer.ts';
import { formatCount, formatLimit } from '../../core/format.ts';
import { formatDates, formatInstant, toLocal } from '../../core/format-time.ts';
import type { Body, ComposeInput } from './compose-input.ts';
import { fieldOf } from './condition-words.ts';
import { behindWords, freshnessOf } from './system-words.ts';
import { capitalise, joinWords, numberWord, strong } from './words.ts';

/** Answers about Deskhand itself: its definitions, its data, what can be asked. */
export function composeAbout(
  input: ComposeInput<AboutPlan>,
): Body & { readonly table: Table | null } {
  const { plan } = input;
  switch (plan.topic) {
    case 'metric':
      return aboutMetric(input, metricOf(input.catalogue, plan.id ?? ''));
    case 'dimension':
      return aboutDimension(input, plan.id ?? '');
    case 'metrics':
      return aboutMetrics(input);
    case 'data':
      return aboutData(input);
    case 'freshness':
      return aboutFreshness(input);
    case 'help':
      return aboutHelp(input);
  }
}

const ANCHORS: Readonly<Record<Metric['anchor'], string>> = {
  created: 'Counted at the time a conversation was created.',
  resolved: 'Counted at the time of resolution.',
  rated: 'Counted at the time of rating.',
  instant: 'Taken at an instant, the end of each period.',
};

function aboutMetric({ facts }: ComposeInput<AboutPlan>, metric: Metric): Body & { table: null } {
  const good = { up: 'Higher is better.', down: 'Lower is better.', neutral: '' }[metric.direction];
  const target =
    metric.target === null ? '' : `The target is ${formatLimit(metric.target, metric.unit)}.`;
  const managers =
    facts.managers.length > 0
      ? `Managers’ own conversations are left out (${joinWords(facts.managers)}).`
      : '';
  const can = metric.of.map((of) => of).join(', ');
  return {
    headline: `${strong(capitalise(metric.label))}: ${lowerSentence(metric.definition)}`,
    context: [
      ANCHORS[metric.anchor],
      `Taken over ${can}; ${metric.of[0]} unless told otherwise.`,
      [good, target].filter(Boolean).join(' '),
      managers,
    ].filter(Boolean),
    highlights: [],
    table: null,
  };
}

function aboutDimension(
  { catalogue, facts }: ComposeInput<AboutPlan>,
  id: string,
): Body & { table: Table | null } {
  const field = fieldOf(catalogue, id);
  const found = facts.values[id] ?? [];
  const listed =
    found.length > 0
      ? found.map(({ value, count }): Cell[] => [value, count])
      : field.values.map(({ label }): Cell[] => [label, null]);
  const count =
    listed.length > 0
      ? `, ${numberWord(listed.length)} ${listed.length === 1 ? 'value' : 'values'}`
      : '';
  const definition = field.definition ? `: ${lowerSentence(field.definition)}` : '.';
  return {
    headline: `${strong(`${capitalise(field.label)}${count}`)}${definition}`,
    context:
      found.length > 0
        ? [
            `Most frequent: ${joinWords(found.slice(0, 3).map(({ value, count: rows }) => `${value} (${formatCount(rows)})`))}.`,
          ]
        : [],
    highlights: [],
    table:
      listed.length === 0
        ? null
        : {
            columns: [
              { name: field.id, label: field.label, role: 'dimension' },
              { name: 'conversations', label: 'conversations', role: 'metric', unit: 'count' },
            ],
            rows: listed,
            total: listed.length,
          },
  };
}

function aboutMetrics({ catalogue, facts }: ComposeInput<AboutPlan>): Body & { table: Table } {
  const offered = catalogue.metrics.filter((metric) =>
    metric.of.some((of) => metric.needs.every((column) => facts.filled[of].has(column))),
  );
  const names = joinWords(offered.slice(0, 6).map(({ label }) => label));
  const rest = offered.length > 6 ? ' and others' : '';
  return {
    headline: `${strong(`${capitalise(numberWord(offered.length))} metrics can be taken from this data`)}: ${names}${rest}.`,
    context: ['Each has one definition, used everywhere; they live in config/metrics.yaml.'],
    highlights: [],
    table: {
      columns: [
        { name: 'metric', label: 'metric', role: 'dimension' },
        { name: 'definition', label: 'definition', role: 'dimension' },
        { name: 'target', label: 'target', role: 'dimension' },
      ],
      rows: offered.map(({ label, definition, target, unit }) => [
        label,
        definition,
        target === null ? '–' : formatLimit(target, unit),
      ]),
      total: offered.length,
    },
  };
}

function aboutData({ facts, plan }: ComposeInput<AboutPlan>): Body & { table: Table | null } {
  const populations = (['tickets', 'chats', 'messages', 'agents', 'customers'] as const).filter(
    (name) => facts.rows[name] > 0,
  );
  if (populations.length === 0) {
    return {
      headline: `${strong('Nothing has been loaded yet')}.`,
      context: ['Import a file of tickets or chats to begin.'],
      highlights: [],
      table: null,
    };
  }
  const range = facts.range.conversations;
  const when = range
    ? `, ${formatDates(dayIn(range.from, plan.zone), dayIn(range.to, plan.zone))}`
    : '';
  const extras = facts.extras.map(({ label }) => label);
  return {
    headline: `${strong(joinWords(populations.map((name) => `${formatCount(facts.rows[name])} ${name}`)))}${when}.`,
    context: [
      freshWords(facts, plan.zone),
      ...(extras.length > 0
        ? [
            `Fields of the files’ own that can be asked about: ${joinWords(extras.slice(0, 8))}${extras.length > 8 ? ` (${extras.length - 8} more)` : ''}.`,
          ]
        : []),
    ].filter(Boolean),
    highlights: [],
    table: {
      columns: [
        { name: 'table', label: 'table', role: 'dimension' },
        { name: 'rows', label: 'rows', role: 'metric', unit: 'count' },
        { name: 'from', label: 'from', role: 'time' },
        { name: 'to', label: 'to', role: 'time' },
      ],
      rows: populations.map((name) => {
        const covered = name === 'tickets' || name === 'chats' ? facts.range[name] : null;
        return [
          name,
          facts.rows[name],
          covered && dayIn(covered.from, plan.zone),
          covered && dayIn(covered.to, plan.zone),
        ];
      }),
      total: populations.length,
    },
  };
}

function aboutFreshness({
  facts,
  plan,
  now,
}: ComposeInput<AboutPlan>): Body & { table: Table | null } {
  const newest = facts.newestAt;
  const freshness = freshnessOf(facts);
  const isRead = freshness.some(({ readUntil }) => readUntil !== undefined);
  const headline = newest
    ? `${strong(`The newest record is from ${formatInstant(newest, plan.zone)}`)}.`
    : `${strong('Nothing has been loaded yet')}.`;
  const rows = freshness.map(({ source, newestAt, loadedAt, readUntil }): Cell[] => [
    source,
    newestAt && toLocal(newestAt, plan.zone),
    toLocal(loadedAt, plan.zone),
    ...(isRead ? [readUntil ? toLocal(readUntil, plan.zone) : null] : []),
  ]);
  return {
    headline,
    context:
      freshness.length > 0
        ? [
            `Last loaded ${formatInstant(lastLoaded(freshness), plan.zone)}, from ${joinWords(freshness.map(({ source }) => source))}.`,
          ]
        : [],
    highlights: [],
    warnings: (facts.systems ?? []).flatMap((system) =>
      behindWords(system, { now, zone: plan.zone }),
    ),
    table:
      rows.length === 0
        ? null
        : {
            columns: [
              { name: 'source', label: 'source', role: 'dimension' },
              { name: 'newest', label: 'newest record', role: 'time' },
              { name: 'loaded', label: 'last loaded', role: 'time' },
              ...(isRead
                ? [{ name: 'read_until', label: 'read up to', role: 'time' as const }]
                : []),
            ],
            rows,
            total: rows.length,
          },
  };
}

function aboutHelp({ facts }: ComposeInput<AboutPlan>): Body & { table: null } {
  const fields = ['agent', 'pipeline', 'category', 'priority', 'channel'].filter(
    (id) => (facts.values[id]?.length ?? 0) > 1,
  );
  return {
    headline: `${strong('Ask about volume, response and resolution times, satisfaction, backlog and service levels')}, over any period${fields.length > 0 ? `, by ${joinWords(fields, 'or')}` : ''}.`,
    context: [
      'One figure, a breakdown, a ranking, a trend, a comparison, a threshold, a list of tickets or a text search; then go on in the thread: “and for chats?”, “by week”, “only urgent ones”.',
    ],
    highlights: [],
    table: null,
  };
}

function freshWords(facts: ComposeInput['facts'], zone: string): string {
  return facts.newestAt ? `The newest record is from ${formatInstant(facts.newestAt, zone)}.` : '';
}

function lastLoaded(freshness: Provenance['freshness']): string {
  return (
    freshness
      .map(({ loadedAt }) => loadedAt)
      .toSorted()
      .at(-1) ?? ''
  );
}

function dayIn(instant: string, zone: string): string {
  return toLocal(instant, zone).slice(0, 10);
}

/** A definition follows a colon; its first word keeps its capitals when it is an abbreviation. */
function lowerSentence(definition: string): string {
  const text = /^[A-Z][a-z]/.test(definition)
    ? definition.charAt(0).toLowerCase() + definition.slice(1)
    : definition;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
