import { castConversation } from './cast.ts';
import { tellChat } from './chat.ts';
import { customerAt, customerCount, type DemoCustomer, drawCustomer } from './customers.ts';
import { Random } from './random.ts';
import type { DemoConversation } from './rows.ts';
import { tellTicket } from './ticket.ts';
import {
  type ArrivalKind,
  arrivals,
  layOutTimeline,
  progressAt,
  type Timeline,
} from './timeline.ts';

export type DemoOptions = {
  readonly seed: number;
  readonly tickets: number;
  readonly chats: number;
  /** The data runs up to this instant, ISO, and holds nothing after it. */
  readonly endsAt: string;
  /** IANA zone of the team: days, nights and weekends are its own. */
  readonly zone: string;
};

export const DEMO_SIZE = { tickets: 5000, chats: 4500 };

/** Contacts of the last days somebody may come back about, and how often they do. */
const COMES_BACK_WITHIN_MS = 4 * 86_400_000;
const COMES_BACK = 0.07;

type Arrival = { readonly kind: ArrivalKind; readonly nth: number; readonly at: number };

/**
 * A year and a half of tickets and chats in order of their beginning, made as they are asked for.
 * The same options give the same conversations, bit by bit.
 */
export function* generateDemo(options: DemoOptions): Generator<DemoConversation> {
  const { seed } = options;
  const timeline = layOutTimeline(options.endsAt, options.zone);
  const customers = customerCount(options.tickets + options.chats);
  const random = new Random(seed, 4);
  const recent = createRecentContacts();
  for (const { kind, nth, at } of inOrder(options, timeline)) {
    const again = random.chance(COMES_BACK) ? recent.pick(at, random) : null;
    const customer = again ?? drawCustomer(random, customers, progressAt(timeline, at));
    recent.add(at, customer);
    const cast = castConversation(seed, timeline, {
      kind,
      nth,
      startedAt: at,
      customerIndex: customer,
    });
    yield kind === 'tickets' ? tellTicket(cast, nth, timeline) : tellChat(cast, nth, timeline);
  }
}

/** Everybody who may have written, in no order of time. */
export function* generateDemoCustomers(options: DemoOptions): Generator<DemoCustomer> {
  const count = customerCount(options.tickets + options.chats);
  for (let index = 0; index < count; index++) yield customerAt(options.seed, index);
}

/** Remembers who has written in the last days, and no longer. */
function createRecentContacts() {
  let contacts: { readonly at: number; readonly customer: number }[] = [];
  let first = 0;
  return {
    add(at: number, customer: number): void {
      contacts.push({ at, customer });
    },
    pick(now: number, random: Random): number | null {
      while ((contacts[first]?.at ?? now) < now - COMES_BACK_WITHIN_MS) first++;
      if (first > contacts.length / 2) {
        contacts = contacts.slice(first);
        first = 0;
      }
      if (contacts.length === 0) return null;
      return contacts[random.between(first, contacts.length - 1)]?.customer ?? null;
    },
  };
}

function* inOrder(options: DemoOptions, timeline: Timeline): Generator<Arrival> {
  const streams = (['tickets', 'chats'] as const).map((kind, index) => ({
    kind,
    nth: 0,
    times: arrivals(timeline, kind, options[kind], new Random(options.seed, 5, index)),
    next: Number.POSITIVE_INFINITY,
  }));
  for (const stream of streams) stream.next = stream.times.next().value ?? Number.POSITIVE_INFINITY;
  for (;;) {
    const first = streams.reduce((a, b) => (b.next < a.next ? b : a));
    if (first.next === Number.POSITIVE_INFINITY) return;
    yield { kind: first.kind, nth: first.nth, at: first.next };
    first.nth++;
    first.next = first.times.next().value ?? Number.POSITIVE_INFINITY;
  }
}
