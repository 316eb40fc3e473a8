import { Random } from '../../src/sources/demo/random.ts';
import type { Dataset, StoredRow, Value } from './conversation.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const AGENTS = ['Nova', 'Girly', 'bhushan', 'Émile', 'Richie'];
const MANAGERS = ['Richie'];
export const NAMES = ['Billing', 'billing', 'Ärger', 'Zoo', 'a b', "O'Hara"];
export const TAGS = ['vip', 'spam', 'Überfällig', 'x'];
export const PRIORITIES = ['low', 'medium', 'high', 'urgent', 'p5'];
export const STATUSES = ['open', 'pending', 'solved', 'closed', 'on fire'];

/** Instants around which clocks change, months turn and days begin, in this or that zone. */
export const TURNS = [
  '2026-03-08T06:00:00Z',
  '2026-03-08T07:30:00Z',
  '2026-03-29T01:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:00:00Z',
  '2026-11-01T04:30:00Z',
  '2026-11-01T05:00:00Z',
  '2026-11-01T06:59:59.999Z',
  '2026-07-01T00:00:00Z',
  '2026-12-31T18:30:00Z',
  '2027-01-01T04:00:00Z',
].map((iso) => Date.parse(iso));

export const FROM = Date.parse('2026-01-05T00:00:00Z');
export const UNTIL = Date.parse('2027-02-01T00:00:00Z');

/** Everything that goes wrong in real exports, in a hundred rows: gaps, ties, slips of the clock, deleted and future rows. */
export function randomDataset(seed: number): Dataset {
  const random = new Random(seed, 71);
  const clock = randomClock(random);
  const tickets = random.chance(0.05) ? 0 : random.between(1, 90);
  const chats = random.chance(0.08) ? 0 : random.between(1, 60);
  return {
    tickets: Array.from({ length: tickets }, (_, index) => randomTicket(random, clock, index)),
    chats: Array.from({ length: chats }, (_, index) => randomChat(random, clock, index)),
    managers: MANAGERS,
    range: { from: FROM, to: UNTIL },
  };
}

/** Draws instants: within one to thirteen months, often the very same one again, often near a change of the clocks. */
function randomClock(random: Random): () => number {
  const span = random.pick([30, 90, 200, 390]) * DAY_MS;
  const start = FROM + random.next() * (UNTIL - FROM - span);
  const seen: number[] = [];
  return () => {
    const draw = random.next();
    if (draw < 0.15 && seen.length > 0) return random.pick(seen);
    let at = start + random.next() * span;
    if (draw < 0.3)
      at = random.pick(TURNS) + random.between(-3, 3) * random.pick([0, 1, 60_000, HOUR_MS]);
    else if (draw < 0.4) at = Math.round(at / DAY_MS) * DAY_MS;
    else if (draw < 0.7) at = Math.round(at / HOUR_MS) * HOUR_MS;
    at = Math.round(at);
    seen.push(at);
    return at;
  };
}

function randomTicket(random: Random, clock: () => number, index: number): StoredRow {
  const row = common(random, 'ticket', index);
  const created = maybe(random, 0.03, clock);
  const resolved = maybe(random, 0.3, () => later(random, created ?? clock()));
  return {
    ...row,
    subject: maybe(random, 0.2, () =>
      random.pick(['Refund 50% off', 'refund_x', 'ÜBER Login', 'it’s late']),
    ),
    description: maybe(random, 0.4, () => random.pick(['please Help', 'no refund yet', 'a\\b'])),
    status: maybe(random, 0.1, () => random.pick(STATUSES)),
    stage: maybe(random, 0.1, () => random.pick(NAMES)),
    created_at: created,
    first_response_at: maybe(random, 0.25, () => later(random, created ?? clock())),
    resolved_at: resolved,
    closed_at: maybe(random, 0.5, () => later(random, resolved ?? clock())),
    updated_at: maybe(random, 0.3, clock),
    reopen_count: maybe(random, 0.2, () => random.pick([0, 0, 0, 1, 2])),
    escalated: maybe(random, 0.3, () => random.chance(0.3)),
  };
}

function randomChat(random: Random, clock: () => number, index: number): StoredRow {
  const row = common(random, 'chat', index);
  const started = maybe(random, 0.03, clock);
  return {
    ...row,
    started_at: started,
    ended_at: maybe(random, 0.2, () => later(random, started ?? clock())),
    first_response_at: maybe(random, 0.25, () => later(random, started ?? clock())),
    updated_at: maybe(random, 0.4, clock),
    duration_seconds: maybe(random, 0.5, () => random.pick([0, 60, 61.5, 3600, -5])),
    bot_involved: maybe(random, 0.2, () => random.chance(0.5)),
    transferred: maybe(random, 0.2, () => random.chance(0.3)),
    missed: maybe(random, 0.3, () => random.chance(0.25)),
  };
}

function common(random: Random, kind: string, index: number): Record<string, Value> {
  return {
    id: `test:${kind}${index}`,
    source: random.pick(['test', 'zendesk']),
    source_id: `${kind === 'ticket' ? '' : 'C'}${index}`,
    agent: maybe(random, 0.15, () => random.pick(AGENTS)),
    group: maybe(random, 0.2, () => random.pick(NAMES)),
    pipeline: maybe(random, 0.15, () => random.pick(NAMES)),
    category: maybe(random, 0.2, () => random.pick(NAMES)),
    subcategory: maybe(random, 0.5, () => random.pick(NAMES)),
    priority: maybe(random, 0.2, () => random.pick(PRIORITIES)),
    channel: maybe(random, 0.2, () => random.pick(['email', 'chat', 'phone'])),
    customer: maybe(random, 0.15, () => `c${random.between(1, 12)}@example.com`),
    company: maybe(random, 0.4, () => random.pick(NAMES)),
    tags: maybe(random, 0.2, () => someOf(random, TAGS)),
    topics: maybe(random, 0.4, () => someOf(random, ['refund', 'login', 'Login'])),
    rating: maybe(random, 0.4, () => random.pick([1, 2, 3, 4, 5, 5, 4, 3.5])),
    rated_at: maybe(random, 0.7, () => Math.round(FROM + random.next() * (UNTIL - FROM))),
    deleted_at: random.chance(0.05) ? FROM : null,
    reply_count: maybe(random, 0.2, () => random.pick([0, 1, 1, 2, 3, 5])),
    message_count: maybe(random, 0.2, () => random.between(0, 9)),
    reply_seconds: maybe(random, 0.3, () => random.pick([0, 30, 90.25, 3600, 7200, -10])),
    next_contact_at: maybe(random, 0.6, () => Math.round(FROM + random.next() * (UNTIL - FROM))),
    sentiment: maybe(random, 0.3, () => random.pick([-1, -0.3, -0.29, 0, 0.3, 0.7])),
    emotion: maybe(random, 0.4, () => random.pick(['angry', 'calm'])),
    predicted_rating: maybe(random, 0.5, () => random.between(1, 5)),
  };
}

/** Mostly a while after, now and then at once or before. */
function later(random: Random, at: number): number {
  const draw = random.next();
  if (draw < 0.05) return at;
  if (draw < 0.1) return Math.round(at - random.next() * random.pick([1, 40]) * DAY_MS);
  if (draw < 0.3) return at + random.pick([1, 4, 8, 24, 72]) * HOUR_MS;
  return Math.round(at + random.aroundMedian(6, 1.8) * HOUR_MS);
}

function maybe<T>(random: Random, missing: number, make: () => T): T | null {
  return random.chance(missing) ? null : make();
}

/** None to four, now and then one twice. */
function someOf(random: Random, values: readonly string[]): string[] {
  return Array.from({ length: random.pick([0, 1, 1, 2, 2, 3]) }, () => random.pick(values));
}
