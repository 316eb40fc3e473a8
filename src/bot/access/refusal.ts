import type { Denial } from '../../ask/permit.ts';
import { type Ability, isAtLeast, leastRole, type Role } from '../../core/access.ts';
import type { Permissions } from '../../core/permissions.ts';
import type { Person } from '../../core/settings.ts';

/** Who is named in a refusal as somebody to turn to, by the role they have. */
export type Grantors = readonly { readonly name: string; readonly role: Role }[];

const MOST_NAMED = 3;

/** People whose name or address the team's own files hold; member ids say nothing to a reader. */
export function grantorsOf({ users }: Permissions, people: readonly Person[]): Grantors {
  const byAddress = [...users].flatMap(([key, role]) => {
    if (!key.includes('@')) return [];
    const person = people.find(({ emails }) => emails.some((email) => email.toLowerCase() === key));
    return [{ name: person?.name ?? key, role }];
  });
  const said = new Set(byAddress.map(({ name }) => name));
  const managers = people
    .filter(({ name, role }) => role === 'manager' && !said.has(name))
    .map(({ name }) => ({ name, role: 'manager' as const }));
  return [...byAddress, ...managers].filter(({ role }) => isAtLeast(role, 'manager'));
}

const RESTRICTED: Readonly<Partial<Record<Ability, string>>> = {
  'named-figures': 'Figures of named agents are for managers',
  'own-figures': 'Figures of single agents are for the team',
  conversations: 'Single tickets and chats, and what is written in them, are for the team',
  'named-customers': 'Figures of named customers are for the team',
  'own-tickets': 'Taking tickets is for the team',
  assign:
    'Saying who gets a ticket, or who is away, is for managers; your own you can take and hand over',
  drafts: 'Drafting replies is for the team',
  escalate: 'Calling for help on tickets, and answering such calls, is for the team',
  oncall: 'Who is on call is for the team to see',
  audit: 'What was done about a ticket, and by whom, is for managers to see',
  adhoc: 'Answering that takes SQL written for the question, which is for managers',
  knowledge: 'Changing what replies are made from is for managers',
  digests: 'Setting up what is posted by itself is for managers',
  verify: 'Marking answers as verified is for managers',
  sync: 'Syncing is for admins',
  connections: 'Testing connections is for admins',
  'run-log': 'The log of runs is for admins',
  settings: 'Settings are for admins',
  permissions: 'Who may do what is for admins to see',
};

/** "Figures of named agents are for managers. Richie Diaz can tell you more, or let you see them." */
export function refusalOf(ability: Ability, grantors: Grantors): Denial {
  const restricted = RESTRICTED[ability] ?? 'This is for the team';
  return { ability, text: `${restricted}. ${whoGrants(ability, grantors)}` };
}

function whoGrants(ability: Ability, grantors: Grantors): string {
  const isAdmins = isAtLeast(leastRole(ability), 'admin');
  const able = grantors.filter(({ role }) => isAtLeast(role, isAdmins ? 'admin' : 'manager'));
  const named = able.slice(0, MOST_NAMED).map(({ name }) => name);
  const words = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(named);
  const file = 'whoever edits config/permissions.yaml';
  if (named.length === 0) return `${file.replace('who', 'Who')} can let you.`;
  return `Ask ${words}; ${file} can let you.`;
}
