import type { AgentRow, LabelRow } from '../sync/page.ts';
import type { AgentList, BotList, GroupList, LiveChatUser } from './answers.ts';

/** Who answers chats, by id. LiveChat tells bots from people by its list of bots alone. */
export type Directory = {
  readonly agents: readonly string[];
  readonly bots: readonly string[];
  /** In chats, but on no list any more. */
  readonly former: readonly string[];
};

export const NOBODY: Directory = { agents: [], bots: [], former: [] };

/** Agents' ids are their e-mail addresses; bots have none, and ids like this. */
const LIKE_A_BOT = /^[0-9a-f]{32}$/;

/** Also for one that was removed, and is on no list. */
export function isBot(id: string, { agents, bots }: Directory): boolean {
  return bots.includes(id) || (LIKE_A_BOT.test(id) && !agents.includes(id));
}

/** Who wrote something: by the chat's own list of people, else by what the id looks like. */
export function authorKindOf(
  id: string,
  users: readonly LiveChatUser[],
  directory: Directory,
): 'customer' | 'agent' | 'bot' {
  const type = users.find((user) => user.id === id)?.type;
  if (type === 'customer') return 'customer';
  if (isBot(id, directory)) return 'bot';
  return type === 'agent' || directory.agents.includes(id) || id.includes('@')
    ? 'agent'
    : 'customer';
}

/** Those who answered these chats and are on no list. */
export function strangers(
  users: readonly LiveChatUser[],
  { agents, bots, former }: Directory,
): readonly LiveChatUser[] {
  const known = new Set([...agents, ...bots, ...former]);
  const met = new Map(
    users
      .filter(({ id, type }) => type === 'agent' && !known.has(id))
      .map((user) => [user.id, user]),
  );
  return [...met.values()];
}

export function mapAgents(agents: AgentList): readonly AgentRow[] {
  return agents.map(({ id, name, suspended }) => ({
    source_id: id,
    name: name ?? id,
    emails: id.includes('@') ? [id] : [],
    role: 'agent',
    active: suspended !== true,
  }));
}

export function mapBots(bots: BotList): readonly AgentRow[] {
  return bots.map(({ id, name }) => ({
    source_id: id,
    name: name ?? id,
    emails: [],
    role: 'bot',
    active: true,
  }));
}

/** Removed agents and bots keep the name they have in their chats. */
export function mapFormer(
  users: readonly LiveChatUser[],
  directory: Directory,
): readonly AgentRow[] {
  return users.map(({ id, name }) => ({
    source_id: id,
    name: name ?? id,
    emails: id.includes('@') ? [id] : [],
    role: isBot(id, directory) ? 'bot' : 'agent',
    active: false,
  }));
}

export function mapGroups(groups: GroupList): readonly LabelRow[] {
  return groups.map(({ id, name }) => ({ source_id: String(id), name: name ?? `Group ${id}` }));
}
