import type { FaultPlan } from '../kit/faults.ts';
import type { Served } from '../kit/own-process.ts';
import type { StandInAnswer, StandInRequest } from '../kit/stand-in.ts';
import { Account } from './account.ts';
import { problem, userAnswer } from './answers.ts';
import { type Exporting, exportTickets, placeIn } from './export.ts';
import { type GenerationOptions, generation } from './generate.ts';
import { createLimits } from './limits.ts';
import { type Mutations, mutationsOf } from './mutate.ts';
import { type Quirks, USUAL } from './quirks.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import { answerTicket } from './tickets.ts';

export type ZendeskStandInOptions = GenerationOptions & {
  readonly quirks?: Partial<Quirks>;
  /** Where its time begins; the real one if left out. */
  readonly now?: string;
};

export type ZendeskStandIn = Served & {
  readonly account: Account;
  readonly quirks: Quirks;
  readonly mutations: Mutations;
  readonly signIn: SignIn;
  /** Moves its time on; ms. */
  pass(ms: number): void;
  expireCursors(): void;
  readonly faultHints: NonNullable<Served['faultHints']>;
};

const BASE_URL = 'https://acme.zendesk.com';

export function createStandIn(options: ZendeskStandInOptions = {}): ZendeskStandIn {
  const quirks: Quirks = { ...USUAL, ...options.quirks };
  let time = options.now === undefined ? null : Date.parse(options.now);
  const now = (): number => time ?? Date.now();
  const account = new Account(generation(options), now);
  const mutations = mutationsOf(account);
  const signIn = createSignIn(quirks, now);
  const limits = createLimits(quirks, now);
  const walks: Exporting['walks'] = { last: 0, expiredUpTo: 0 };
  const exporting: Exporting = { account, quirks, walks, baseUrl: BASE_URL };

  function handler(request: StandInRequest): StandInAnswer {
    if (request.path === '/oauth/tokens') return signIn.answer(request);
    if (!signIn.isKnown(request.headers.authorization)) {
      return problem.oauth(
        401,
        'invalid_token',
        'The access token provided is expired, revoked, malformed or invalid',
      );
    }
    const { refused, headers } = limits(request.path);
    const answer = refused ?? route(request);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  }

  function route(request: StandInRequest): StandInAnswer {
    const { path, query } = request;
    if (path === '/api/v2/incremental/tickets/cursor') {
      return quirks.isAdmin
        ? exportTickets(request, exporting)
        : problem.titled(403, 'Forbidden', 'You do not have access to this page.');
    }
    if (path === '/api/v2/tickets/count') {
      return counted([...account.tickets()].filter(({ status }) => status !== 'deleted').length);
    }
    if (path === '/api/v2/users/count') {
      return counted([...account.users.values()].filter(({ role }) => role !== 'end-user').length);
    }
    if (path.startsWith('/api/v2/tickets/')) {
      return answerTicket({ request, account, mutations, baseUrl: BASE_URL });
    }
    if (path === '/api/v2/users/show_many') return showUsers(account, query);
    if (path === '/api/v2/satisfaction_ratings') return listRatings(account, quirks, query);
    return problem.record(404, 'InvalidEndpoint', 'Not found');
  }

  const pass = (ms: number): void => {
    time = now() + ms;
  };
  const expireCursors = (): void => {
    walks.expiredUpTo = walks.last;
  };
  const controls = {
    ...mutations,
    pass,
    expireCursors,
    forgetTokens: () => signIn.forgetTokens(),
    setQuirks: (next: Partial<Quirks>) => void Object.assign(quirks, next),
  };
  const faultHints = FAULT_HINTS;
  return {
    handler,
    controls,
    account,
    quirks,
    mutations,
    signIn,
    pass,
    expireCursors,
    faultHints,
  };
}

const counted = (value: number): StandInAnswer => ({
  body: { count: { value, refreshed_at: '2026-11-20T00:00:00Z' } },
});

function showUsers(account: Account, query: URLSearchParams): StandInAnswer {
  const ids = (query.get('ids') ?? '').split(',').map(Number);
  if (ids.length > 100) return problem.record(400, 'TooManyIds', 'at most 100 ids');
  const users = ids.flatMap((id) => {
    const user = account.user(id);
    return user ? [userAnswer(user)] : [];
  });
  return { body: { users } };
}

function listRatings(account: Account, quirks: Quirks, query: URLSearchParams): StandInAnswer {
  if (!quirks.hasRatings) return problem.titled(403, 'Forbidden', 'Not on this plan');
  const since = Number(query.get('start_time') ?? 0) * 1000;
  const size = Number(query.get('page[size]') ?? 100);
  const from = Number(query.get('page[after]') ?? 0);
  const given = account.ratings.filter(({ at }) => at >= since);
  const next = from + size;
  return {
    body: {
      satisfaction_ratings: given.slice(from, next).map((rating) => ({
        id: rating.id,
        ticket_id: rating.ticketId,
        score: rating.score,
        comment: rating.comment,
        reason: '',
        created_at: new Date(rating.at).toISOString(),
        updated_at: new Date(rating.at).toISOString(),
      })),
      meta: { has_more: next < given.length, after_cursor: String(next), before_cursor: null },
      links: { next: null, prev: null },
    },
  };
}

/** Pages are doubled within a walk; requests for tokens are left alone, for each is another one. */
const FAULT_HINTS: Pick<FaultPlan, 'walkOf' | 'isFurther' | 'spares'> = {
  walkOf({ path, query }) {
    const cursor = query.get('cursor');
    if (cursor !== null) return `export ${placeIn(cursor)?.walk}`;
    return /comments$|satisfaction_ratings$/.test(path)
      ? `${path} ${query.get('start_time')}`
      : null;
  },
  isFurther: ({ query }) => query.has('cursor') || query.has('page[after]'),
  spares: ({ path }) => path === '/oauth/tokens',
};
