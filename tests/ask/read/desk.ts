import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '../../../src/analytics/facts.ts';
import { loadCatalogue } from '../../../src/analytics/load-catalogue.ts';
import type { By, Condition, MetricUse, QueryPlan } from '../../../src/analytics/query-plan.ts';
import { withExtras } from '../../../src/analytics/with-extras.ts';
import { buildLexicon } from '../../../src/ask/read/build-lexicon.ts';
import type { ReadContext } from '../../../src/ask/read/context.ts';
import { loadLanguage } from '../../../src/ask/read/language.ts';
import { type Parsed, parseQuestion } from '../../../src/ask/read/parse-question.ts';
import { readQuestion } from '../../../src/ask/read/read-question.ts';
import type { Reading } from '../../../src/ask/read/reading.ts';
import { SETTINGS } from '../answer/sample.ts';

const CONFIG = join(import.meta.dirname, '..', '..', '..', 'config');
const read = (name: string): string => readFileSync(join(CONFIG, name), 'utf8');

/** The words as they ship. */
export const language = loadLanguage(read('language.yaml'), 'config/language.yaml');

const named = (...values: readonly string[]): Facts['values'][string] =>
  values.map((value, index) => ({ value, count: 100 - index, aliases: [] }));

const COLUMNS =
  'id source_id source kind subject description status stage pipeline priority channel category subcategory agent group customer customer_name customer_email company tags created_at first_response_at resolved_at closed_at updated_at rated_at reopen_count rating escalated transferred missed bot_involved duration_seconds reply_count message_count reply_seconds next_contact_at sentiment emotion topics x_symptom x_made_sla'.split(
    ' ',
  );
const range = { from: '2025-11-20T04:00:00.000Z', to: '2026-11-20T13:50:00.000Z' };

/** A desk in Halifax on Friday 20 November 2026, 10:00 local time, with tickets and chats up to that minute. */
export const facts: Facts = {
  version: 1,
  rows: { tickets: 900, chats: 400, messages: 4000, agents: 5, customers: 300 },
  range: { tickets: range, chats: range, conversations: range },
  newestAt: '2026-11-20T13:50:00.000Z',
  filled: {
    tickets: new Set(COLUMNS),
    chats: new Set(COLUMNS),
    conversations: new Set(COLUMNS),
  },
  managers: ['Richie Diaz'],
  values: {
    agent: [
      { value: 'Nova Lee', count: 300, aliases: ['nova', 'N. Lee'] },
      ...named('Girly Santos', 'Alex Chen', 'Alex Okafor', 'Richie Diaz'),
    ],
    pipeline: named('Billing', 'Returns', 'Technical Support', 'Wholesale'),
    category: named('Shipping', 'Refund', 'Wholesale', 'Damaged product'),
    group: named('Group 70', 'Group 12', 'Engineering Desk'),
    tag: named('vip', 'spam', 'Billing'),
    channel: named('email', 'chat', 'web form'),
    company: named('ACME', 'Globex'),
    customer: named('Mary O’Brien', 'Zoë Müller'),
    x_symptom: named('Noise', 'Smoke'),
    x_made_sla: named('true', 'false'),
  },
  extras: [
    { table: 'tickets', column: 'x_symptom', label: 'u_symptom', distinct: 2 },
    { table: 'tickets', column: 'x_made_sla', label: 'made_sla', distinct: 2 },
  ],
  sources: [{ source: 'test', newestAt: range.to, loadedAt: range.to }],
};

export const NOW = Date.parse('2026-11-20T14:00:00.000Z');

const shipped = loadCatalogue(read('metrics.yaml'), 'config/metrics.yaml');
const catalogue = withExtras(shipped, facts);

/** What questions are read by; other facts make another desk of it. */
export function deskContext(changed: Partial<Facts> = {}): ReadContext {
  const known = { ...facts, ...changed };
  const catalogue = withExtras(shipped, known);
  return {
    catalogue,
    facts: known,
    settings: SETTINGS,
    language,
    lexicon: buildLexicon(language, catalogue, known),
    time: { now: NOW, settings: SETTINGS, zone: undefined },
  };
}

export const desk = deskContext();

export const parse = (question: string): Parsed => parseQuestion(question, desk);
export const ask = (question: string): Reading => readQuestion(question, desk);

/** The plan a question must be read as. */
export function planOf(question: string): QueryPlan {
  const reading = ask(question);
  if (reading.kind !== 'plan') throw new Error(`${question}: ${reading.kind}, ${reading.text}`);
  return reading.plan;
}

/** A reading on one line: what it is of, by what, limited to what, when, against what, in which order. */
export function brief(reading: Reading): string {
  return reading.kind === 'plan' ? planBrief(reading.plan) : `${reading.kind}: ${reading.text}`;
}

function planBrief(plan: QueryPlan): string {
  if (plan.kind === 'about') return `about ${plan.topic}${plan.id ? ` ${plan.id}` : ''}`;
  const scope = [
    ...plan.where.map(conditionBrief),
    plan.period?.words ?? 'any time',
    ...(plan.managers === 'included' ? ['managers included'] : []),
  ];
  switch (plan.kind) {
    case 'figures':
      return [
        plan.metrics.map(metricBrief).join(' + '),
        ...plan.by.map((by) => `by ${byName(by)}`),
        ...scope,
        ...plan.having.map(({ metric, op, value }) => `metric ${metric} ${op} ${value}`),
        ...compareBrief(plan.compare),
        ...(plan.order ? [plan.order.direction] : []),
        ...(plan.limit ? [`top ${plan.limit}`] : []),
      ].join(' | ');
    case 'distribution':
      return ['spread of', metricBrief(plan.metric), ...scope].join(' | ');
    case 'rows': {
      const { field, direction } = plan.order;
      return [`${plan.of}, ${field} ${direction}, ${plan.limit}`, ...scope].join(' | ');
    }
    case 'search':
      return [`${plan.of} with ${plan.terms.join(' & ')}`, ...scope].join(' | ');
  }
}

function metricBrief({ metric, of, statistic, as }: MetricUse): string {
  const usual = catalogue.metrics.find(({ id }) => id === metric)?.statistic;
  const name = `${statistic === usual ? '' : `${statistic} `}${metric} of ${of}`;
  if (!as) return name;
  if (as.kind === 'share-matching') {
    return `share of ${name} with ${as.where.map(conditionBrief).join(', ')}`;
  }
  return as.kind === 'average-per' ? `${name} per ${as.grain}` : `share of ${name}`;
}

const byName = (by: By): string => ('grain' in by ? by.grain : by.field);

const conditionBrief = ({ field, op, values }: Condition): string =>
  [field, op, values.join(' or ')].filter(Boolean).join(' ');

type Compare = Extract<QueryPlan, { kind: 'figures' }>['compare'];

function compareBrief(compare: Compare): readonly string[] {
  switch (compare?.kind) {
    case 'period':
      return [`vs ${compare.period.words}`];
    case 'team':
      return [`${compare.value} vs the team`];
    case 'values':
      return [`side by side by ${compare.field}`];
    default:
      return [];
  }
}
