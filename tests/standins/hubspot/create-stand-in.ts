import type { FaultPlan } from '../kit/faults.ts';
import type { Served } from '../kit/own-process.ts';
import type { StandInAnswer, StandInRequest } from '../kit/stand-in.ts';
import { Account } from './account.ts';
import { pipelinesAnswer, problem, propertiesAnswer } from './answers.ts';
import { type GenerationOptions, generation } from './generate.ts';
import { createLimits } from './limits.ts';
import { type Mutations, mutationsOf } from './mutate.ts';
import { answerObjects } from './objects.ts';
import { listOwners } from './owners.ts';
import type { Quirks, Route } from './route.ts';
import { answerThreads } from './threads.ts';

export const TOKEN = 'pat-eu1-stand-in';

const USUAL: Quirks = {
  indexLagMs: 0,
  searchWindow: 10_000,
  searchLimit: null,
  burstLimit: null,
  dailyLimit: null,
  isRetryAfterSent: false,
  isCalculatedNull: false,
  areIdsNumbers: true,
  missingScopes: [],
  isRevoked: false,
  isOtherShape: false,
};

export type HubSpotStandInOptions = GenerationOptions & {
  readonly quirks?: Partial<Quirks>;
  /** Where its time begins; the real one if left out. */
  readonly now?: string;
};

export type HubSpotStandIn = Served & {
  readonly account: Account;
  readonly quirks: Quirks;
  readonly mutations: Mutations;
  /** Moves its time on; ms. */
  pass(ms: number): void;
  readonly faultHints: NonNullable<Served['faultHints']>;
};

/** Path families, as one: what follows is written for the objects, whatever the version. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^\/crm\/(?:v3\/objects|objects\/2026-09)\//, '/objects/'],
  [/^\/crm\/(?:v3\/pipelines|pipelines\/2026-09)\//, '/pipelines/'],
  [/^\/crm\/(?:v3\/properties|properties\/2026-09)\//, '/properties/'],
  [/^\/crm\/(?:v3\/owners|owners\/2026-09)$/, '/owners'],
  [/^\/crm\/(?:v4\/associations|associations\/2026-09)\//, '/associations/'],
  [/^\/conversations\/(?:v3\/conversations|conversations\/2026-09)\/threads/, '/threads'],
  [/^\/account-info\/v3\/details$/, '/account'],
];

export function createStandIn(options: HubSpotStandInOptions = {}): HubSpotStandIn {
  const quirks: Quirks = { ...USUAL, ...options.quirks };
  let time = options.now === undefined ? null : Date.parse(options.now);
  const account = new Account(generation(options), () => time ?? Date.now());
  const mutations = mutationsOf(account);
  const limits = createLimits(quirks, account.now);

  function handler(request: StandInRequest): StandInAnswer {
    if (quirks.isRevoked || request.headers.authorization !== `Bearer ${TOKEN}`) {
      return problem(401, 'Authentication credentials not found.', {
        category: 'INVALID_AUTHENTICATION',
      });
    }
    account.indexLagMs = quirks.indexLagMs;
    const path = familyless(request.path.replace(/\/$/, ''));
    const refused = limits(path) ?? withoutScope(path, quirks);
    if (refused) return refused;
    const answer = route({ request, path, account, quirks, mutations });
    const told = path.endsWith('/search') ? {} : { headers: limitHeaders(quirks) };
    return { ...answer, ...told, ...(quirks.isOtherShape && { body: renamed(answer.body) }) };
  }

  const controls = {
    ...mutations,
    pass: (ms: number) => {
      time = (time ?? Date.now()) + ms;
    },
    setQuirks: (next: Partial<Quirks>) => void Object.assign(quirks, next),
  };
  return {
    handler,
    controls,
    account,
    quirks,
    mutations,
    pass: controls.pass,
    faultHints: FAULT_HINTS,
  };
}

function familyless(path: string): string {
  for (const [family, short] of FAMILIES) if (family.test(path)) return path.replace(family, short);
  return path;
}

function route(of: Route): StandInAnswer {
  const { path, account } = of;
  if (path === '/account') return { body: ACCOUNT };
  if (path === '/pipelines/tickets') return pipelinesAnswer(account);
  if (path === '/properties/tickets') return propertiesAnswer();
  if (path === '/owners') return listOwners(of);
  if (path.startsWith('/objects/') || path.startsWith('/associations/')) return answerObjects(of);
  if (path.startsWith('/threads')) return answerThreads(of);
  return problem(404, `there is nothing at ${path}`);
}

/** Searches don't tell theirs. Where there is none, a client that goes by these is held up by none. */
const limitHeaders = ({ burstLimit }: Quirks): Readonly<Record<string, string>> => ({
  'x-hubspot-ratelimit-max': String(burstLimit ?? 1_000_000),
  'x-hubspot-ratelimit-interval-milliseconds': '10000',
});

const ACCOUNT = {
  portalId: 44_102_233,
  accountType: 'STANDARD',
  timeZone: 'Europe/Copenhagen',
  utcOffset: '+01:00',
  uiDomain: 'app-eu1.hubspot.com',
};

const SCOPES: readonly (readonly [RegExp, string])[] = [
  [/^\/owners/, 'crm.objects.owners.read'],
  [/^\/objects\/contacts|tickets\/contacts\//, 'crm.objects.contacts.read'],
  [/^\/objects\/companies|tickets\/companies\//, 'crm.objects.companies.read'],
  [/^\/objects\/notes|tickets\/notes\//, 'notes'],
  [/^\/objects\/emails|tickets\/emails\//, 'sales-email-read'],
  [/feedback_submissions/, 'crm.objects.feedback_submissions.read'],
  [/^\/threads/, 'conversations.read'],
  [/^\/(?:objects|pipelines|properties)\/tickets/, 'tickets'],
];

function withoutScope(path: string, { missingScopes }: Quirks): StandInAnswer | null {
  const scope = SCOPES.find(([pattern]) => pattern.test(path))?.[1];
  if (scope === undefined || !missingScopes.includes(scope)) return null;
  return problem(403, 'This app hasn’t been granted all required scopes to make this call.', {
    category: 'MISSING_SCOPES',
    errors: [{ message: 'One or more is missing', context: { requiredGranularScopes: [scope] } }],
  });
}

/** `results` by another name. */
function renamed(body: unknown): unknown {
  const { results, ...rest } = Object(body) as Readonly<Record<string, unknown>>;
  return results === undefined ? body : { ...rest, items: results };
}

/** What makes two requests pages of one walk: all but where they go on. */
const FAULT_HINTS = {
  walkOf: ({ method, path, query, body }) => {
    const isPaged = /search$|\/tickets$|\/owners$|\/threads$|\/messages$/.test(path);
    if (!isPaged || method === 'PATCH') return null;
    const others = [...query].filter(([name]) => name !== 'after').join('&');
    return `${path}?${others} ${JSON.stringify(withoutId(body))}`;
  },
  isFurther: ({ query, body }) =>
    query.has('after') ||
    /"hs_object_id","operator":"GT","value":"[1-9]/.test(JSON.stringify(body)),
} satisfies Pick<FaultPlan, 'walkOf' | 'isFurther'>;

function withoutId(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body ?? null).replace(/("hs_object_id","operator":"GT","value":)"\d+"/g, '$1""'),
  );
}
