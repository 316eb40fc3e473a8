import { AppError } from '../../core/errors.ts';
import type { SourceCheck } from '../sync/ticket-source.ts';
import type { AgentList, ArchivesPage, GroupList } from './answers.ts';
import type { LiveChatApi } from './livechat-api.ts';
import type { LiveChatClient } from './livechat-client.ts';
import { isoOf, microsecondsOf } from './values.ts';

type Finding = SourceCheck['findings'][number];
type Tried<T> = { readonly finding: Finding; readonly value: T | null };
type Checking = {
  readonly client: LiveChatClient;
  readonly api: LiveChatApi;
  /** The token's owner is the agent with this id. */
  readonly accountId: string;
  readonly nowMs: number;
};

/** Everything a pull reads, tried once each: what is there, and what is missing. */
export async function checkAccount(checking: Checking): Promise<SourceCheck> {
  const { api, client, nowMs } = checking;
  const chats = await trial('Chats', () => readEnds(api, nowMs), chatsInWords);
  const rest = chats.value === null ? null : await checkRest(checking);
  const required = [chats.finding, ...(rest?.required ?? [])];
  return {
    source: 'livechat',
    label: 'LiveChat',
    isWorking: required.every(({ isOk }) => isOk),
    findings: [
      ...required,
      ...(rest?.warnings ?? []),
      ...(chats.value ? withheldFinding(chats.value.oldest) : []),
      ...regionFinding(client),
      ...versionFinding(client),
    ],
    seen: {
      tickets: null,
      chats: chats.value?.count ?? null,
      agents: rest?.agents ?? null,
      pipelines: null,
      oldestAt: startOf(chats.value?.oldest),
      newestAt: startOf(chats.value?.newest),
    },
  };
}

type Ends = {
  readonly count: number | null;
  readonly oldest: ArchivesPage['chats'][number] | undefined;
  readonly newest: ArchivesPage['chats'][number] | undefined;
};

async function readEnds(api: LiveChatApi, nowMs: number): Promise<Ends> {
  const ever = { from: null, to: nowMs };
  const first = await api.archives(ever, { limit: 1 });
  const last = await api.archives(ever, { limit: 1, order: 'desc' });
  return { count: first.found_chats ?? null, oldest: first.chats[0], newest: last.chats[0] };
}

function chatsInWords({ count, oldest }: Ends): string {
  const since = startOf(oldest)?.slice(0, 10);
  if (since === undefined) return 'none yet';
  return `${count === null ? '' : `about ${count.toLocaleString('en')}, `}oldest ${since}`;
}

function startOf(chat: Ends['oldest']): string | null {
  const microseconds = microsecondsOf(String(chat?.thread.created_at ?? ''));
  return microseconds === null ? null : isoOf(microseconds);
}

async function checkRest(checking: Checking): Promise<{
  readonly required: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly agents: number | null;
}> {
  const { api } = checking;
  const count = (all: readonly unknown[]): string => all.length.toLocaleString('en');
  const names = (all: GroupList): string => all.map(({ id, name }) => name ?? id).join(', ');
  const running = await trial(
    'Running chats',
    () => api.chats(null),
    () => 'can be read',
  );
  const agents = await trial('Agents', () => api.agents(), count);
  const bots = await trial('Bots', () => api.bots(), count);
  const groups = await trial('Groups', () => api.groups(), names);
  const isKnown = agents.value !== null && groups.value !== null;
  return {
    required: [running, agents, bots, groups].map(({ finding }) => finding),
    warnings: isKnown
      ? await checkGroupsSeen(checking, agents.value ?? [], groups.value ?? [])
      : [],
    agents: agents.value?.length ?? null,
  };
}

/** A token that may only see its owner's groups shows fewer chats without a word: none of another group is the sign of it. */
async function checkGroupsSeen(
  { api, accountId, nowMs }: Checking,
  agents: AgentList,
  groups: GroupList,
): Promise<readonly Finding[]> {
  const owner = agents.find((agent) => agent.account_id === accountId);
  const own = new Set(owner?.groups?.map(({ id }) => id));
  const others = groups.filter(({ id }) => !own.has(id)).slice(0, 200);
  if (!owner || others.length === 0) return [];
  const groupIds = others.map(({ id }) => id);
  const what = 'Other groups';
  const seen = await trial(
    what,
    async () => {
      const page = await api.archives({ from: null, to: nowMs }, { limit: 1, groupIds });
      return page.chats.length > 0;
    },
    () => 'can be read',
  );
  if (seen.value === true) return [seen.finding];
  const named = others
    .slice(0, 5)
    .map(({ id, name }) => name ?? id)
    .join(', ');
  return [
    {
      what,
      isOk: false,
      words: `no chat of ${named} is to be seen: there is none, or the token sees its owner’s groups alone (chats--access:ro)`,
      remedy: 'Give the token in LIVECHAT_TOKEN the scope chats--all:ro.',
    },
  ];
}

function withheldFinding(oldest: Ends['oldest']): readonly Finding[] {
  const why = oldest?.thread.restricted_access;
  if (typeof why !== 'string') return [];
  const words = `left out of older chats, which come without them: ${why}`;
  return [{ what: 'Messages', isOk: true, words }];
}

function regionFinding({ config, region }: LiveChatClient): readonly Finding[] {
  if (config.region === region) return [{ what: 'Region', isOk: true, words: region }];
  const words = `the account is in ${region}, not ${config.region}; it was found all the same`;
  return [
    {
      what: 'Region',
      isOk: true,
      words,
      remedy: `Set LIVECHAT_REGION=${region} to ask there first.`,
    },
  ];
}

function versionFinding({ ageing, config }: LiveChatClient): readonly Finding[] {
  if (ageing === null) return [];
  const words = `LiveChat is about to give up ${config.api} (${ageing})`;
  return [{ what: 'API', isOk: true, words, remedy: 'Set LIVECHAT_API=3.6.' }];
}

async function trial<T>(
  what: string,
  ask: () => Promise<T>,
  inWords: (value: T) => string,
): Promise<Tried<T>> {
  try {
    const value = await ask();
    return { finding: { what, isOk: true, words: inWords(value) }, value };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const remedy =
      error.kind === 'config'
        ? 'The message says what to change; then test again.'
        : 'Check LIVECHAT_BASE_URL, and whether LiveChat answers at all.';
    return { finding: { what, isOk: false, words: error.message, remedy }, value: null };
  }
}
