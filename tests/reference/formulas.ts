import type { TeamSettings } from '../../src/core/settings.ts';
import { businessSeconds } from './calendar.ts';
import { type Conversation, flagOf, numberOf, textOf, timeOf } from './conversation.ts';

/** What a formula may look at besides the row. */
export type Moment = {
  readonly asOf: number;
  readonly zone: string;
  readonly settings: TeamSettings;
};

export type Anchor = 'created' | 'resolved' | 'rated';

type Share = {
  readonly kind: 'share';
  readonly anchor: Anchor;
  readonly about?: (row: Conversation, moment: Moment) => boolean;
  readonly isTrue: (row: Conversation, moment: Moment) => boolean | null;
};
export type Measure = {
  readonly kind: 'measure';
  readonly anchor: Anchor;
  /** Below zero it is missing. */
  readonly duration: boolean;
  readonly value: (row: Conversation, moment: Moment) => number | null;
};
type Count = {
  readonly kind: 'count';
  readonly anchor: Anchor;
  readonly about?: (row: Conversation) => boolean;
};
type Customers = {
  readonly kind: 'customers';
  readonly anchor: Anchor;
  readonly atLeast: (settings: TeamSettings) => number;
};
type Backlog = { readonly kind: 'backlog'; readonly anchor: 'created' };
export type Formula = Share | Measure | Count | Customers | Backlog;

export function anchorOf(row: Conversation, anchor: Anchor): number | null {
  if (anchor === 'created') return timeOf(row, 'created_at');
  if (anchor === 'resolved') return timeOf(row, 'resolved_at');
  const columns = ['rated_at', 'resolved_at', 'closed_at', 'updated_at', 'created_at'];
  return columns.map((column) => timeOf(row, column)).find((at) => at !== null) ?? null;
}

export function secondsBetween(row: Conversation, from: string, to: string): number | null {
  const start = timeOf(row, from);
  const end = timeOf(row, to);
  return start === null || end === null ? null : (end - start) / 1000;
}

export function targetOf(
  row: Conversation,
  { settings }: Moment,
  which: 'firstResponseSeconds' | 'resolutionSeconds',
): number | null {
  const priority = textOf(row, 'priority');
  const targets: Readonly<Record<string, TeamSettings['sla']['low']>> = settings.sla;
  return priority === null ? null : (targets[priority]?.[which] ?? null);
}

function metFirstResponse(row: Conversation, moment: Moment): boolean | null {
  const target = targetOf(row, moment, 'firstResponseSeconds');
  const created = timeOf(row, 'created_at');
  if (target === null || created === null) return null;
  const answered = timeOf(row, 'first_response_at');
  if (answered !== null && answered < created) return null;
  if (answered !== null && answered <= moment.asOf) return (answered - created) / 1000 <= target;
  return (moment.asOf - created) / 1000 > target ? false : null;
}

function metResolution(row: Conversation, moment: Moment): boolean | null {
  const target = targetOf(row, moment, 'resolutionSeconds');
  const took = secondsBetween(row, 'created_at', 'resolved_at');
  return target === null || took === null || took < 0 ? null : took <= target;
}

function isFirstContact(row: Conversation, { settings }: Moment): boolean | null {
  const replies = numberOf(row, 'reply_count');
  const resolved = timeOf(row, 'resolved_at');
  if (replies === null || resolved === null) return null;
  const next = timeOf(row, 'next_contact_at');
  const window = settings.fcrWindowHours * 3_600_000;
  const cameBack = next !== null && next >= resolved && next <= resolved + window;
  return replies <= 1 && (numberOf(row, 'reopen_count') ?? 0) === 0 && !cameBack;
}

export function isBotHandled(row: Conversation): boolean | null {
  if (textOf(row, 'agent') !== null) return false;
  return flagOf(row, 'bot_involved');
}

function atLeast(column: string, floor: number) {
  return (row: Conversation): boolean | null => {
    const value = numberOf(row, column);
    return value === null ? null : value >= floor;
  };
}

function column(name: string) {
  return (row: Conversation): number | null => numberOf(row, name);
}

const measure = (anchor: Anchor, duration: boolean, value: Measure['value']): Measure => ({
  kind: 'measure',
  anchor,
  duration,
  value,
});
const share = (
  anchor: Anchor,
  isTrue: Share['isTrue'],
  about?: NonNullable<Share['about']>,
): Share => ({ kind: 'share', anchor, isTrue, ...(about ? { about } : {}) });

/** Every metric but the agent score, by id. */
export const FORMULAS: Readonly<Record<string, Formula>> = {
  volume: { kind: 'count', anchor: 'created' },
  resolved_volume: { kind: 'count', anchor: 'resolved' },
  first_response_time: measure('created', true, (row) =>
    secondsBetween(row, 'created_at', 'first_response_at'),
  ),
  first_response_business_time: measure('created', true, (row, { zone, settings }) => {
    const created = timeOf(row, 'created_at');
    const answered = timeOf(row, 'first_response_at');
    if (created === null || answered === null || answered < created) return null;
    return businessSeconds(created, answered, zone, settings);
  }),
  response_time: measure('created', true, column('reply_seconds')),
  resolution_time: measure('resolved', true, (row) =>
    secondsBetween(row, 'created_at', 'resolved_at'),
  ),
  csat: share('rated', atLeast('rating', 4)),
  rating: measure('rated', false, column('rating')),
  rated_volume: {
    kind: 'count',
    anchor: 'rated',
    about: (row) => numberOf(row, 'rating') !== null,
  },
  fcr: share('resolved', isFirstContact),
  sla_first_response: share(
    'created',
    metFirstResponse,
    (row, moment) => targetOf(row, moment, 'firstResponseSeconds') !== null,
  ),
  sla_resolution: share(
    'resolved',
    metResolution,
    (row, moment) => targetOf(row, moment, 'resolutionSeconds') !== null,
  ),
  backlog: { kind: 'backlog', anchor: 'created' },
  reopen_rate: share('resolved', atLeast('reopen_count', 1)),
  transfer_rate: share(
    'created',
    (row) => flagOf(row, 'transferred'),
    (row) => textOf(row, 'agent') !== null,
  ),
  escalation_rate: share('created', (row) => flagOf(row, 'escalated')),
  missed_rate: share('created', (row) => flagOf(row, 'missed')),
  bot_handled_rate: share('created', isBotHandled),
  bot_involved_rate: share('created', (row) => flagOf(row, 'bot_involved')),
  chat_duration: measure('created', true, column('duration_seconds')),
  messages_per_conversation: measure('created', false, column('message_count')),
  replies_to_resolve: measure('resolved', false, column('reply_count')),
  repeat_customers: {
    kind: 'customers',
    anchor: 'created',
    atLeast: (settings) => settings.repeatContacts,
  },
  customers: { kind: 'customers', anchor: 'created', atLeast: () => 1 },
  sentiment: measure('created', false, column('sentiment')),
  negative_share: share('created', (row) => {
    const sentiment = numberOf(row, 'sentiment');
    return sentiment === null ? null : sentiment <= -0.3;
  }),
  predicted_csat: share('rated', atLeast('predicted_rating', 4)),
};

/** The agent score's parts: what each is of, its weight, and its score from 0 to 1 given the group's figure. */
export const AGENT_SCORE = [
  { metric: 'first_response_time', of: 'tickets', weight: 0.2, score: fullAt(7200) },
  { metric: 'resolution_time', of: 'tickets', weight: 0.2, score: fullAt(86_400) },
  { metric: 'rating', of: 'conversations', weight: 0.3, score: (value: number) => value / 5 },
  {
    metric: 'fcr',
    of: 'conversations',
    weight: 0.3,
    score: (value: number) => Math.min(1, value / 0.7),
  },
] as const;

function fullAt(seconds: number) {
  return (value: number): number => (value === 0 ? 1 : Math.min(1, seconds / value));
}
