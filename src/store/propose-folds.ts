import type { FoldProposal } from '../core/data-status.ts';
import type { Person } from '../core/settings.ts';

/** An agent under the one name they have so far. */
export type NamedAgent = {
  readonly name: string;
  readonly emails: readonly string[];
  readonly role: string | null;
  readonly conversations: number;
};

/**
 * Names that nothing folds by itself, yet share an e-mail, or the same words in another order, spelling or case: `Lind, Mara`, `mara.lind`.
 * People that settings list each by themselves are known to be two.
 */
export function proposeFolds(
  agents: readonly NamedAgent[],
  people: readonly Person[],
): readonly FoldProposal[] {
  const listed = new Set(people.map(({ name }) => name));
  return groupsOf(agents)
    .filter((group) => group.length > 1 && group.filter(({ name }) => listed.has(name)).length < 2)
    .map((group) => proposalFor(group.toSorted(bestNameFirst(listed))));
}

/** Agents in groups that share a trait, each agent in one. */
function groupsOf(agents: readonly NamedAgent[]): readonly (readonly NamedAgent[])[] {
  const groupOf = new Map<string, Set<NamedAgent>>();
  const groups = new Set<Set<NamedAgent>>();
  for (const agent of agents) {
    const traits = traitsOf(agent);
    const met = new Set(traits.flatMap((trait) => groupOf.get(trait) ?? []));
    const group = new Set([agent, ...[...met].flatMap((one) => [...one])]);
    for (const one of met) groups.delete(one);
    groups.add(group);
    for (const member of group) for (const trait of traitsOf(member)) groupOf.set(trait, group);
  }
  return [...groups].map((group) => [...group]);
}

/** A bot may well be called after a person. */
function traitsOf(agent: NamedAgent): readonly string[] {
  const kind = agent.role === 'bot' ? 'bot' : 'person';
  const key = nameKey(agent.name);
  return [...agent.emails.map(emailKey), ...(key === null ? [] : [key])].map(
    (trait) => `${kind} ${trait}`,
  );
}

const emailKey = (email: string): string => email.trim().toLowerCase();

/** The words of a name, in no order; null for a single one, which many may have. */
function nameKey(name: string): string | null {
  const words = name
    .replace(/@.*$/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]{2,}/gu);
  return words && words.length > 1 ? words.toSorted().join(' ') : null;
}

/** A name settings know stays, then the one most conversations have. */
function bestNameFirst(listed: ReadonlySet<string>) {
  return (a: NamedAgent, b: NamedAgent): number =>
    Number(listed.has(b.name)) - Number(listed.has(a.name)) ||
    b.conversations - a.conversations ||
    (a.name < b.name ? -1 : 1);
}

function proposalFor(group: readonly NamedAgent[]): FoldProposal {
  const [name = '', ...aliases] = group.map((agent) => agent.name);
  const emails = [...new Set(group.flatMap((agent) => agent.emails.map(emailKey)))];
  const shared = emails.find(
    (email) => group.filter((agent) => agent.emails.map(emailKey).includes(email)).length > 1,
  );
  const who = `${[name, ...aliases.slice(0, -1)].join(', ')} and ${aliases.at(-1)}`;
  return {
    words: shared
      ? `${who} have the same e-mail, ${shared}.`
      : `${who} have the same words in their names.`,
    line: lineFor({ name, aliases, emails, role: roleOf(group) }),
  };
}

function roleOf(group: readonly NamedAgent[]): string | null {
  return group.find(({ role }) => role === 'manager' || role === 'bot')?.role ?? null;
}

/** Quoted throughout, as YAML takes JSON: names may have any character. */
function lineFor({
  name,
  aliases,
  emails,
  role,
}: {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly emails: readonly string[];
  readonly role: string | null;
}): string {
  const list = (values: readonly string[]): string =>
    `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
  const fields = [
    `name: ${JSON.stringify(name)}`,
    `aliases: ${list(aliases)}`,
    ...(emails.length > 0 ? [`emails: ${list(emails)}`] : []),
    ...(role === null ? [] : [`role: ${role}`]),
  ];
  return `- { ${fields.join(', ')} }`;
}
