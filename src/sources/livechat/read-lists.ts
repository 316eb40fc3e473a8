import type { PageRows } from '../sync/page.ts';
import type { LiveChatUser } from './answers.ts';
import {
  type Directory,
  mapAgents,
  mapBots,
  mapFormer,
  mapGroups,
  strangers,
} from './directory.ts';
import type { LiveChatApi } from './livechat-api.ts';
import { LISTS_MS, type Listed, type LiveChatState } from './pull-state.ts';

const ALL: readonly Listed[] = ['agents', 'bots', 'groups'];

/** Whoever isn't on lists as new as that won't be on newer ones. */
const JUST_READ_MS = 10 * 60_000;

type Read<State> = { readonly state: State; readonly rows: Pick<PageRows, 'agents' | 'groups'> };

/** Which lists a pass begins with: all of them at first and for a full one, else the one that is oldest, once it is a day old. */
export function listsDue(state: LiveChatState, isFull: boolean, nowMs: number): readonly Listed[] {
  const isUnread = ALL.some((list) => state.listedAt[list] === 0);
  if (isFull || isUnread) return ALL;
  const [oldest] = [...ALL].sort((a, b) => state.listedAt[a] - state.listedAt[b]);
  return oldest && nowMs - state.listedAt[oldest] >= LISTS_MS ? [oldest] : [];
}

export async function readLists<State extends LiveChatState>(
  state: State,
  lists: readonly Listed[],
  { api, nowMs }: { readonly api: LiveChatApi; readonly nowMs: number },
): Promise<Read<State>> {
  const agents = lists.includes('agents') ? mapAgents(await api.agents()) : null;
  const bots = lists.includes('bots') ? mapBots(await api.bots()) : null;
  const groups = lists.includes('groups') ? mapGroups(await api.groups()) : null;
  const idsOf = (rows: typeof agents) => rows?.map(({ source_id }) => source_id);
  const directory: Directory = {
    agents: idsOf(agents) ?? state.directory.agents,
    bots: idsOf(bots) ?? state.directory.bots,
    former: state.directory.former,
  };
  const listedAt = Object.fromEntries(lists.map((list) => [list, nowMs]));
  return {
    state: { ...state, directory, listedAt: { ...state.listedAt, ...listedAt } },
    rows: { agents: [...(agents ?? []), ...(bots ?? [])], groups: groups ?? [] },
  };
}

/** Somebody unknown has answered chats: the lists are read again, and who still isn't on them was removed. */
export async function meetStrangers<State extends LiveChatState>(
  state: State,
  users: readonly LiveChatUser[],
  parts: { readonly api: LiveChatApi; readonly nowMs: number },
): Promise<Read<State>> {
  if (strangers(users, state.directory).length === 0) {
    return { state, rows: { agents: [], groups: [] } };
  }
  const isFresh = ALL.every((list) => parts.nowMs - state.listedAt[list] < JUST_READ_MS);
  const read = await readLists(state, isFresh ? [] : ALL, parts);
  const { directory } = read.state;
  const gone = strangers(users, directory);
  const former = [...directory.former, ...gone.map(({ id }) => id)];
  return {
    state: { ...read.state, directory: { ...directory, former } },
    rows: {
      ...read.rows,
      agents: [...(read.rows.agents ?? []), ...mapFormer(gone, directory)],
    },
  };
}
