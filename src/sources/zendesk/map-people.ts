import type { AgentRow, LabelRow } from '../sync/page.ts';
import type { SideLoads, ZendeskUser } from './answers.ts';

/** Whether they answer tickets; customers are end users. */
export function isAgent(user: ZendeskUser): boolean {
  return user.role === 'agent' || user.role === 'admin';
}

export function mapAgent(user: ZendeskUser): AgentRow {
  return {
    source_id: String(user.id),
    name: user.name ?? user.email ?? `User ${user.id}`,
    emails: user.email ? [user.email] : [],
    role: 'agent',
    active: user.active !== false && user.suspended !== true,
  };
}

export function mapGroups(groups: SideLoads['groups']): readonly LabelRow[] {
  return (groups ?? []).map(({ id, name }) => ({
    source_id: String(id),
    name: name ?? `Group ${id}`,
  }));
}
