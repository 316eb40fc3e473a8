import type { FaultPlan } from '../kit/faults.ts';
import type { Served } from '../kit/own-process.ts';
import type { StandInAnswer, StandInRequest } from '../kit/stand-in.ts';
import { Account } from './account.ts';
import { act } from './act.ts';
import { chatAnswer, problem } from './answers.ts';
import { listArchives, listChats, type Reading, walkAt } from './archives.ts';
import { type GenerationOptions, generation } from './generate.ts';
import { type Mutations, mutationsOf } from './mutate.ts';
import { GROUPS, OWNER_ACCOUNT } from './people.ts';
import { type Quirks, USUAL } from './quirks.ts';
import { whatIsWrong } from './requests.ts';

export type LiveChatStandInOptions = GenerationOptions & {
  readonly quirks?: Partial<Quirks>;
  /** Where its time begins; the real one if left out. */
  readonly now?: string;
};

export type LiveChatStandIn = Served & {
  readonly account: Account;
  readonly quirks: Quirks;
  readonly mutations: Mutations;
  /** Moves its time on; ms. */
  pass(ms: number): void;
  expirePages(): void;
  readonly faultHints: NonNullable<Served['faultHints']>;
};

export const CREDENTIALS = { accountId: OWNER_ACCOUNT, token: 'dal:secret-of-the-owner' };
const SIGNED = `Basic ${Buffer.from(`${CREDENTIALS.accountId}:${CREDENTIALS.token}`).toString('base64')}`;

const SCOPES: Readonly<Record<string, string>> = {
  list_archives: 'chats--all:ro',
  list_chats: 'chats--all:ro',
  get_chat: 'chats--all:ro',
  list_agents: 'agents--all:ro',
  list_bots: 'agents-bot--all:ro',
  list_groups: 'groups--all:ro',
};
const WRITING = 'chats--all:rw';
const METHODS = [
  ...Object.keys(SCOPES),
  ...['transfer_chat', 'deactivate_chat', 'add_user_to_chat', 'send_event'],
];

export function createStandIn(options: LiveChatStandInOptions = {}): LiveChatStandIn {
  const quirks: Quirks = { ...USUAL, ...options.quirks };
  let time = options.now === undefined ? null : Date.parse(options.now);
  const now = (): number => time ?? Date.now();
  const account = new Account(generation(options, now()), now);
  const mutations = mutationsOf(account);
  const expired = { before: 0 };
  const limit = limiter(quirks);

  function handler(request: StandInRequest): StandInAnswer {
    const headers = quirks.deprecation === null ? {} : { deprecation: quirks.deprecation };
    return { headers, ...answer(request) };
  }

  function answer(request: StandInRequest): StandInAnswer {
    const [, version = '', api = '', method = ''] =
      /^\/v(3\.[56])\/(agent|configuration)\/action\/(\w+)$/.exec(request.path) ?? [];
    if (request.method !== 'POST' || !isMethod(api, method)) {
      return problem('not_found', 'No such method', { quirks });
    }
    if (limit()) return problem('too_many_requests', 'Too many requests', { quirks });
    const groups = groupsSeen(method, quirks, account);
    const refused = refuse(request.headers, quirks, groups);
    if (refused) return refused;
    const wrong = whatIsWrong(method, request.body, version);
    if (wrong !== null) return problem('validation', wrong, { quirks });
    if (quirks.isOtherShape) return { body: { result: { items: [] } } };
    const seen = groups === 'none' ? [] : groups;
    return answerMethod(method, request.body, { account, quirks, expired, groups: seen });
  }

  const pass = (ms: number): void => {
    time = now() + ms;
  };
  const expirePages = (): void => {
    expired.before = now() + 1;
  };
  const controls = {
    ...mutations,
    pass,
    expirePages,
    setQuirks: (next: Partial<Quirks>) => void Object.assign(quirks, next),
  };
  return { handler, controls, account, quirks, mutations, pass, expirePages, faultHints: HINTS };
}

/** At most so many in a second of real time. */
function limiter(quirks: Quirks): () => boolean {
  let second = 0;
  let requests = 0;
  return () => {
    const current = Math.floor(Date.now() / 1000);
    requests = current === second ? requests + 1 : 1;
    second = current;
    return quirks.requestsPerSecond !== null && requests > quirks.requestsPerSecond;
  };
}

function isMethod(api: string, method: string): boolean {
  const isConfiguration = ['list_agents', 'list_bots', 'list_groups'].includes(method);
  return METHODS.includes(method) && (api === 'configuration') === isConfiguration;
}

function refuse(
  headers: StandInRequest['headers'],
  quirks: Quirks,
  groups: ReturnType<typeof groupsSeen>,
): StandInAnswer | null {
  if (headers.authorization !== SIGNED) {
    return problem('authentication', 'Invalid access token', { quirks });
  }
  if ((headers['x-region'] ?? 'dal') !== quirks.region) {
    const data = { region: quirks.region };
    return problem('misdirected_request', 'Wrong region', { quirks, data });
  }
  return groups === 'none' ? problem('authorization', 'Missing scope', { quirks }) : null;
}

/** Null: of all groups. */
function groupsSeen(
  method: string,
  { scopes }: Quirks,
  account: Account,
): readonly number[] | null | 'none' {
  const scope = SCOPES[method] ?? WRITING;
  if (scopes.includes(scope)) return null;
  const isPartly = scope === 'chats--all:ro' && scopes.includes('chats--access:ro');
  const owner = account.agents.find(({ accountId }) => accountId === OWNER_ACCOUNT);
  return isPartly ? (owner?.groups ?? []) : 'none';
}

function answerMethod(method: string, body: unknown, reading: Reading): StandInAnswer {
  const { account } = reading;
  const fields = Object(body);
  switch (method) {
    case 'list_archives':
      return listArchives(fields, reading);
    case 'list_chats':
      return listChats(fields, reading);
    case 'get_chat': {
      const thread = account.find(String(fields.thread_id));
      return thread?.chatId === fields.chat_id && thread
        ? { body: chatAnswer(thread, reading) }
        : problem('not_found', 'Chat not found', reading);
    }
    case 'list_agents':
      return { body: account.agents.map((agent) => agentAnswer(agent, fields.fields ?? [])) };
    case 'list_bots':
      return {
        body: fields.all ? account.bots.map(({ id, name }) => ({ id, name, avatar: '' })) : [],
      };
    case 'list_groups':
      return {
        body: GROUPS.map((group) => ({ ...group, language_code: 'en', routing_status: 'offline' })),
      };
    default:
      return act(method, body, reading);
  }
}

/** What isn't asked for in `fields` isn't told. */
function agentAnswer(agent: Account['agents'][number], fields: readonly string[]) {
  const { id, name, accountId, groups, suspended } = agent;
  return {
    ...{ id, name, account_id: accountId, role: 'normal', avatar_path: '' },
    ...(fields.includes('groups') && {
      groups: groups.map((group) => ({ id: group, priority: 'normal' })),
    }),
    ...(fields.includes('suspended') && { suspended }),
  };
}

/** Pages of one walk are told by what was asked for at its beginning. */
const HINTS: Pick<FaultPlan, 'walkOf' | 'isFurther'> = {
  walkOf({ path, body }) {
    const { page_id: pageId, filters, sort_order: order } = Object(body);
    if (!path.endsWith('/list_archives') || filters?.thread_ids) return null;
    const walk = pageId === undefined ? { filters, order } : walkAt(pageId);
    return JSON.stringify([walk?.filters, walk?.order]);
  },
  isFurther: ({ body }) => Object(body).page_id !== undefined,
};
