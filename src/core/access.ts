/** From least to most; each may do what those before it may. */
export const ROLES = ['viewer', 'agent', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who somebody is to Deskhand. Where there is none, everything is allowed: whoever runs the console or the command line owns the data. */
export type Access = {
  readonly role: Role;
  /** The agent's name in the data, where this person is one of them. */
  readonly agent: string | null;
  /** The person's id on the platform. */
  readonly person: string;
};

/** What there is to be allowed, by the least role that may. */
const LEAST_ROLE = {
  /** What is measured, how, and how fresh it is. */
  about: 'viewer',
  /** The team's figures. */
  figures: 'viewer',
  /** One's own figures, where it is known which agent one is. */
  'own-figures': 'agent',
  /** Single tickets and chats: lists, text search. */
  conversations: 'agent',
  /** Figures of named customers. */
  'named-customers': 'agent',
  /** Taking a ticket, and handing over one's own; saying when one is away. */
  'own-tickets': 'agent',
  /** Drafts of replies, and having one written to its ticket. */
  drafts: 'agent',
  /** Calling whoever is on call for a ticket, and answering such a call. */
  escalate: 'agent',
  /** Who is on call. */
  oncall: 'agent',
  /** What was done about a ticket, and by whom. */
  audit: 'manager',
  /** Figures of named agents, and comparisons between them. */
  'named-figures': 'manager',
  /** Saying who gets a ticket, and who is away. */
  assign: 'manager',
  /** Questions that no plan can say, answered by SQL written for them. */
  adhoc: 'manager',
  /** Adding documents that replies are made from, and removing them. */
  knowledge: 'manager',
  digests: 'manager',
  verify: 'manager',
  sync: 'admin',
  connections: 'admin',
  'run-log': 'admin',
  settings: 'admin',
  permissions: 'admin',
} as const satisfies Readonly<Record<string, Role>>;

export type Ability = keyof typeof LEAST_ROLE;

export const leastRole = (ability: Ability): Role => LEAST_ROLE[ability];

const rank = (role: Role): number => ROLES.indexOf(role);

export const isAtLeast = (role: Role, least: Role): boolean => rank(role) >= rank(least);

/** The least of all who see what is said in a place. A role of null: somebody who may see nothing is among them. */
export type Audience = { readonly role: Role | null; readonly agent: string | null };

/** Whether this person may; always, where nobody's access is asked about. */
export function may(access: Pick<Audience, 'role'> | undefined, ability: Ability): boolean {
  if (access === undefined) return true;
  return access.role !== null && isAtLeast(access.role, LEAST_ROLE[ability]);
}

/** The lesser of two roles. */
export const lesser = (one: Role, other: Role): Role => (isAtLeast(one, other) ? other : one);

/** Where something is asked and answered. */
export type Place = {
  /** The workspace; null where there is but one. */
  readonly team: string | null;
  /** null: between the person and Deskhand alone. */
  readonly channel: string | null;
};
