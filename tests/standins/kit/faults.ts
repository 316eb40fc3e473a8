import { createHash } from 'node:crypto';
import type { Handler, StandInAnswer, StandInRequest } from './stand-in.ts';

export const FAULTS = [
  ...['too-many', 'too-many-later', 'error', 'unavailable', 'reset', 'stall', 'half-body'],
  ...['web-page', 'page-again', 'page-shuffled', 'field-missing'],
] as const;
export type Fault =
  | 'too-many' // 429
  | 'too-many-later' // 429 with Retry-After
  | 'error' // 500
  | 'unavailable' // 503
  | 'reset'
  | 'stall'
  | 'half-body'
  | 'web-page' // 200 with HTML
  | 'page-again' // the page before it
  | 'page-shuffled'
  | 'field-missing';

export type FaultPlan = {
  /** Share of requests, 0–1. */
  readonly rate: number;
  readonly seed: number;
  /** All of them if left out. */
  readonly kinds?: readonly Fault[];
  readonly retryAfterSeconds?: number;
  readonly stallMs?: number;
  /** Names the walk a request turns a page of: the same for all its pages. Null: not a page. By default nothing is one. */
  readonly walkOf?: (request: StandInRequest) => string | null;
  /** Whether a page is a further one of its walk; only those are doubled. By default all are. */
  readonly isFurther?: (request: StandInRequest) => boolean;
  /** An answer without something it can't be without. By default its first list, or the first id in it. */
  readonly withoutField?: (body: unknown) => unknown;
  /** Requests that are left alone. */
  readonly spares?: (request: StandInRequest) => boolean;
};

/** How an answer leaves the stand-in. */
export type Delivery =
  | { readonly kind: 'answer'; readonly answer: StandInAnswer }
  | { readonly kind: 'reset' }
  | { readonly kind: 'stall'; readonly ms: number }
  | { readonly kind: 'half'; readonly answer: StandInAnswer };

type Faulty = {
  deliver(request: StandInRequest): Promise<{ delivery: Delivery; fault: Fault | null }>;
};

const MADE_AND_LOST: readonly Fault[] = ['reset', 'stall', 'half-body', 'error', 'web-page'];

/** Which requests go wrong, and how, follows from the seed and the requests alone, whatever order they come in. */
export function withFaults(handler: Handler, plan: FaultPlan): Faulty {
  const times = new Map<string, number>();
  const pages = new Map<string, StandInAnswer>();

  async function answerTruly(request: StandInRequest): Promise<StandInAnswer> {
    const answer = await handler(request);
    const walk = plan.walkOf?.(request) ?? null;
    if (walk !== null) pages.set(walk, answer);
    return answer;
  }

  return {
    async deliver(request) {
      const key = `${request.method} ${request.target} ${JSON.stringify(request.body ?? null)}`;
      const nth = (times.get(key) ?? 0) + 1;
      times.set(key, nth);
      const chance = chances(`${plan.seed} ${nth} ${key}`);
      const kinds = plan.kinds ?? FAULTS;
      const fault = kinds[Math.floor(chance() * kinds.length)];
      if (plan.spares?.(request) || fault === undefined || chance() >= plan.rate) {
        return { delivery: { kind: 'answer', answer: await answerTruly(request) }, fault: null };
      }
      const isFurther = plan.isFurther?.(request) ?? true;
      const before = isFurther ? pages.get(plan.walkOf?.(request) ?? '') : undefined;
      const isSkipped = MADE_AND_LOST.includes(fault) && request.method !== 'GET' && chance() < 0.5;
      const truth = isSkipped || isRefusedUnread(fault) ? {} : await answerTruly(request);
      return spoil(fault, { truth, before, plan, chance });
    },
  };
}

const isRefusedUnread = (fault: Fault): boolean =>
  ['too-many', 'too-many-later', 'unavailable'].includes(fault);

type Spoiling = {
  readonly truth: StandInAnswer;
  readonly before: StandInAnswer | undefined;
  readonly plan: FaultPlan;
  readonly chance: () => number;
};

function spoil(
  fault: Fault,
  { truth, before, plan, chance }: Spoiling,
): { delivery: Delivery; fault: Fault } {
  const answer = (given: StandInAnswer): { delivery: Delivery; fault: Fault } => ({
    delivery: { kind: 'answer', answer: given },
    fault,
  });
  const headers = { 'retry-after': String(plan.retryAfterSeconds ?? 1) };
  switch (fault) {
    case 'too-many':
      return answer({ status: 429, body: { message: 'Too many requests' } });
    case 'too-many-later':
      return answer({ status: 429, headers, body: { message: 'Too many requests' } });
    case 'error':
      return answer({ status: 500, body: { message: 'Internal error' } });
    case 'unavailable':
      return answer({ status: 503, text: '' });
    case 'reset':
      return { delivery: { kind: 'reset' }, fault };
    case 'stall':
      return { delivery: { kind: 'stall', ms: plan.stallMs ?? 30_000 }, fault };
    case 'half-body':
      return { delivery: { kind: 'half', answer: truth }, fault };
    case 'web-page':
      return answer({ status: 200, text: '<!doctype html><title>One moment</title>' });
    case 'page-again':
      return answer(before ?? { status: 429, body: { message: 'Too many requests' } });
    case 'page-shuffled':
      return answer({ ...truth, body: shuffled(truth.body, chance) });
    case 'field-missing':
      return answer({ ...truth, body: (plan.withoutField ?? withoutList(chance))(truth.body) });
  }
}

/** Numbers 0–1 that follow from the text. */
function chances(text: string): () => number {
  let digest = createHash('sha256').update(text).digest();
  let place = 0;
  return () => {
    if (place + 4 > digest.length) {
      digest = createHash('sha256').update(digest).digest();
      place = 0;
    }
    const value = digest.readUInt32BE(place) / 2 ** 32;
    place += 4;
    return value;
  };
}

function listIn(body: unknown): readonly [string, readonly unknown[]] | null {
  if (typeof body !== 'object' || body === null) return null;
  for (const [key, value] of Object.entries(body)) if (Array.isArray(value)) return [key, value];
  return null;
}

function shuffled(body: unknown, chance: () => number): unknown {
  const list = listIn(body);
  if (list === null) return body;
  const [key, values] = list;
  const order = values.map((value) => ({ value, at: chance() })).sort((a, b) => a.at - b.at);
  return { ...Object(body), [key]: order.map(({ value }) => value) };
}

function withoutList(chance: () => number): (body: unknown) => unknown {
  return (body) => {
    const list = listIn(body);
    if (list === null) return {};
    const [key, [first, ...rest]] = list;
    const hasId = typeof first === 'object' && first !== null && 'id' in first;
    return hasId && chance() < 0.5
      ? { ...Object(body), [key]: [{ ...first, id: undefined }, ...rest] }
      : { ...Object(body), [key]: undefined };
  };
}
