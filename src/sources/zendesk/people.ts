import type { AgentRow } from '../sync/page.ts';
import { userList, type ZendeskUser } from './answers.ts';
import { isAgent, mapAgent } from './map-people.ts';
import type { ZendeskApi } from './zendesk-api.ts';

const MOST_IDS = 100;
const SYSTEM = -1;

/** Who is who, as far as one pull has met them. */
export interface People {
  learn(users: readonly ZendeskUser[] | undefined): void;
  /** Asks for those that aren't known; some are gone for good, and stay unknown. */
  meet(ids: readonly (number | null | undefined)[]): Promise<void>;
  find(id: number | null | undefined): ZendeskUser | null;
  /** Agents met or changed since the last call. */
  newAgents(): readonly AgentRow[];
  /** Customers are too many to be kept for longer than a batch. */
  forgetCustomers(): void;
}

export function createPeople(api: ZendeskApi, signal: AbortSignal): People {
  const agents = new Map<number, ZendeskUser>();
  const customers = new Map<number, ZendeskUser>();
  const gone = new Set<number>([SYSTEM]);
  const told = new Map<number, string>();

  const find = (id: number | null | undefined): ZendeskUser | null =>
    id === null || id === undefined ? null : (agents.get(id) ?? customers.get(id) ?? null);
  const learn = (users: readonly ZendeskUser[] | undefined): void => {
    for (const user of users ?? []) (isAgent(user) ? agents : customers).set(user.id, user);
  };

  return {
    learn,
    find,
    async meet(ids) {
      const strangers = [...new Set(ids)].filter(
        (id): id is number => typeof id === 'number' && !gone.has(id) && find(id) === null,
      );
      for (let at = 0; at < strangers.length; at += MOST_IDS) {
        const asked = strangers.slice(at, at + MOST_IDS);
        const { users } = await api.ask({
          method: 'GET',
          path: '/api/v2/users/show_many',
          query: { ids: asked.join(',') },
          what: 'look up users',
          schema: userList,
          signal,
        });
        learn(users);
        for (const id of asked) if (find(id) === null) gone.add(id);
      }
    },
    newAgents() {
      const rows: AgentRow[] = [];
      for (const [id, user] of agents) {
        const row = mapAgent(user);
        const words = JSON.stringify(row);
        if (told.get(id) !== words) rows.push(row);
        told.set(id, words);
      }
      return rows;
    },
    forgetCustomers: () => customers.clear(),
  };
}
