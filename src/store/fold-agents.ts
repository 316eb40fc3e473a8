import type { Person } from '../core/settings.ts';

export type KnownAgent = {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly emails: readonly string[];
  readonly role: string | null;
};

/** A name as it stands in a conversation or on a message, and how often. */
export type Spelling = {
  readonly name: string;
  readonly count: number;
  /** Only ever written on messages of a bot. */
  readonly botOnly: boolean;
};

export type AgentFolding = {
  /** Spellings that stand for somebody under another name. */
  readonly renames: readonly { readonly from: string; readonly to: string }[];
  /** `known` again, under their one name and with what settings say of them. */
  readonly known: readonly KnownAgent[];
  /** Agents who only occur in conversations so far. */
  readonly seen: readonly Omit<KnownAgent, 'id'>[];
};

type Directory = Map<string, string>;

/**
 * Settles which names are one person. Settings come first, then the agents that were loaded; names before aliases and e-mails.
 * A first name alone stands for somebody set or loaded, when no other full name begins with it. A spelling nobody claims
 * is a person of its own, under its most frequent capitalisation (or the one in `seenBefore`).
 */
export function foldAgents(input: {
  readonly people: readonly Person[];
  readonly known: readonly KnownAgent[];
  readonly seenBefore: readonly string[];
  readonly spellings: readonly Spelling[];
}): AgentFolding {
  const directory: Directory = new Map();
  enterPeople(directory, input.people);
  const known = enterKnown(directory, input.known);
  const declared = new Set(directory.values());
  for (const name of input.seenBefore) enter(directory, name, name);
  const nameOf = settleSpellings(directory, input.spellings.toSorted(mostFrequentFirst), declared);
  const loaded = new Set(known.map((agent) => agent.name));
  const seen = new Set([...nameOf.values()].filter((name) => !loaded.has(name)));
  const human = new Set(
    input.spellings.flatMap((one) => (one.botOnly ? [] : nameOf.get(one.name))),
  );
  return {
    renames: [...nameOf].flatMap(([from, to]) => (from === to ? [] : [{ from, to }])),
    known: known.map((agent) => withSettings(agent, input.people)),
    seen: [...seen].toSorted(byName).map((name) => {
      const agent = { name, aliases: [], emails: [], role: human.has(name) ? 'agent' : 'bot' };
      return withSettings(agent, input.people);
    }),
  };
}

function enterPeople(directory: Directory, people: readonly Person[]): void {
  for (const person of people) enter(directory, person.name, person.name);
  for (const person of people) {
    for (const key of [...person.aliases, ...person.emails]) enter(directory, key, person.name);
  }
}

function enterKnown(directory: Directory, known: readonly KnownAgent[]): readonly KnownAgent[] {
  const renamed = known.map((agent) => {
    const claimed = [agent.name, ...agent.emails, ...agent.aliases]
      .map((key) => directory.get(keyOf(key)))
      .find((name) => name !== undefined);
    const name = claimed ?? tidy(agent.name);
    const aliases = name === agent.name ? agent.aliases : [...agent.aliases, agent.name];
    return { ...agent, name, aliases };
  });
  const unified = renamed.map((agent) => {
    enter(directory, agent.name, agent.name);
    return { ...agent, name: directory.get(keyOf(agent.name)) ?? agent.name };
  });
  for (const [key, names] of claims(unified)) {
    const [name] = names;
    if (name !== undefined && names.size === 1) enter(directory, key, name); // claimed by two: nobody's
  }
  return unified;
}

function claims(known: readonly KnownAgent[]): Map<string, Set<string>> {
  const claimed = new Map<string, Set<string>>();
  for (const agent of known) {
    for (const key of [...agent.aliases, ...agent.emails].map(keyOf)) {
      claimed.set(key, (claimed.get(key) ?? new Set()).add(agent.name));
    }
  }
  return claimed;
}

function settleSpellings(
  directory: Directory,
  spellings: readonly Spelling[],
  declared: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  for (const { name } of spellings.filter((one) => isFullName(one.name))) {
    enter(directory, name, tidy(name));
  }
  const fullNames = byFirstName([...directory.values()]);
  return new Map(
    spellings.map(({ name: spelled }) => {
      const key = keyOf(spelled);
      const entered = directory.get(key);
      if (entered !== undefined && declared.has(entered)) return [spelled, entered];
      const [fullName, ...others] = fullNames.get(key) ?? [];
      const isTheirs = fullName !== undefined && others.length === 0 && declared.has(fullName);
      const name = isTheirs ? fullName : (entered ?? tidy(spelled));
      directory.set(key, name);
      return [spelled, name];
    }),
  );
}

function byFirstName(names: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const name of names.filter(isFullName)) {
    const firstName = keyOf(name).split(' ', 1).join();
    index.set(firstName, (index.get(firstName) ?? new Set()).add(name));
  }
  return index;
}

function enter(directory: Directory, key: string, name: string): void {
  if (!directory.has(keyOf(key))) directory.set(keyOf(key), name);
}

function withSettings<A extends Omit<KnownAgent, 'id'>>(agent: A, people: readonly Person[]): A {
  const person = people.find((one) => one.name === agent.name);
  const aliases = distinct([...agent.aliases, ...(person?.aliases ?? [])]);
  return {
    ...agent,
    aliases: aliases.filter((alias) => keyOf(alias) !== keyOf(agent.name)),
    emails: distinct([...agent.emails, ...(person?.emails ?? [])]),
    role: person?.role ?? agent.role ?? 'agent',
  };
}

function distinct(names: readonly string[]): readonly string[] {
  const keys = names.map(keyOf);
  return names.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
}

function keyOf(name: string): string {
  return tidy(name).toLowerCase();
}

function tidy(name: string): string {
  return name.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
}

function isFullName(name: string): boolean {
  return tidy(name).includes(' ');
}

function mostFrequentFirst(a: Spelling, b: Spelling): number {
  return b.count - a.count || byName(a.name, b.name);
}

function byName(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
