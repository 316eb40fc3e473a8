import { describe, expect, it } from 'vitest';
import type { Person } from '../../src/core/settings.ts';
import { foldAgents, type KnownAgent } from '../../src/store/fold-agents.ts';

const person = (name: string, rest: Partial<Person> = {}): Person => ({
  name,
  aliases: [],
  emails: [],
  role: 'agent',
  ...rest,
});

const agent = (name: string, rest: Partial<KnownAgent> = {}): KnownAgent => ({
  id: `file:${name}`,
  name,
  aliases: [],
  emails: [],
  role: null,
  ...rest,
});

/** Folds spellings given as names in order of falling frequency, and says who each is. */
function fold(
  names: readonly string[],
  given: {
    people?: readonly Person[];
    known?: readonly KnownAgent[];
    seenBefore?: readonly string[];
  } = {},
) {
  const folding = foldAgents({
    people: given.people ?? [],
    known: given.known ?? [],
    seenBefore: given.seenBefore ?? [],
    spellings: names.map((name, at) => ({ name, count: 100 - at, botOnly: false })),
  });
  const renamed = new Map(folding.renames.map(({ from, to }) => [from, to]));
  return { ...folding, settled: names.map((name) => renamed.get(name) ?? name) };
}

describe('who a name stands for', () => {
  it('is the person whose name, alias or e-mail it is, whatever its case and spaces', () => {
    const people = [person('Nova Lind', { aliases: ['N. Lind'], emails: ['nova@example.com'] })];
    const { settled } = fold(['NOVA  lind', 'n. lind', 'Nova@Example.com', 'Girly'], { people });
    expect(settled).toEqual(['Nova Lind', 'Nova Lind', 'Nova Lind', 'Girly']);
  });

  it('is the loaded agent who has it as an alias', () => {
    const known = [agent('Bhushan', { aliases: ['bk'], emails: ['b@example.com'] })];
    expect(fold(['BK', 'b@example.com'], { known }).settled).toEqual(['Bhushan', 'Bhushan']);
  });

  it('is nobody’s when two loaded agents claim it', () => {
    const known = [agent('Ann One', { aliases: ['ann'] }), agent('Ann Two', { aliases: ['ann'] })];
    expect(fold(['ann'], { known }).settled).toEqual(['ann']);
  });

  it('is the only one set or loaded with that first name', () => {
    const known = [agent('Nova Lind'), agent('Ann One'), agent('Ann Two')];
    expect(fold(['Nova', 'Ann'], { known }).settled).toEqual(['Nova Lind', 'Ann']);
    expect(fold(['Nova', 'Nova Berg'], { known }).settled).toEqual(['Nova', 'Nova Berg']);
  });

  it('is itself when the only full name was never declared', () => {
    expect(fold(['Nova Lind', 'Nova']).settled).toEqual(['Nova Lind', 'Nova']);
    expect(fold(['Nova'], { known: [agent('Nova'), agent('Nova Lind')] }).settled).toEqual([
      'Nova',
    ]);
  });

  it('is the most frequent capitalisation when nobody claims it, or the one seen before', () => {
    expect(fold(['girly', 'Girly', 'GIRLY ']).settled).toEqual(['girly', 'girly', 'girly']);
    expect(fold(['girly', 'Girly'], { seenBefore: ['Girly'] }).settled).toEqual(['Girly', 'Girly']);
  });

  it('becomes somebody’s once they are declared, though seen on its own before', () => {
    const { settled, seen } = fold(['Nova'], {
      seenBefore: ['Nova'],
      people: [person('Nova Lind')],
    });
    expect(settled).toEqual(['Nova Lind']);
    expect(seen.map(({ name }) => name)).toEqual(['Nova Lind']);
  });
});

describe('the agents there are', () => {
  it('are the loaded ones, under the name and role settings give them', () => {
    const people = [person('Richie', { aliases: ['Richard Roe'], role: 'manager' })];
    const { known, seen } = fold(['richard roe'], { people, known: [agent('Richard Roe')] });
    expect(known).toEqual([
      {
        id: 'file:Richard Roe',
        name: 'Richie',
        aliases: ['Richard Roe'],
        emails: [],
        role: 'manager',
      },
    ]);
    expect(seen).toEqual([]);
  });

  it('keep the role they were loaded with where settings are silent', () => {
    const { known } = fold([], { known: [agent('Richie', { role: 'manager' }), agent('Nova')] });
    expect(known.map(({ role }) => role)).toEqual(['manager', 'agent']);
  });

  it('share one name when two sources load the same person', () => {
    const { known } = fold([], {
      known: [agent('Nova Lind'), agent('nova lind', { id: 'chat:1' })],
    });
    expect(known.map(({ name }) => name)).toEqual(['Nova Lind', 'Nova Lind']);
  });

  it('include those only seen, as bots when only bots’ messages bear the name', () => {
    const { seen } = foldAgents({
      people: [],
      known: [],
      seenBefore: [],
      spellings: [
        { name: 'Helper', count: 3, botOnly: true },
        { name: 'Nova', count: 2, botOnly: false },
        { name: 'NOVA', count: 1, botOnly: true },
      ],
    });
    expect(seen.map(({ name, role }) => [name, role])).toEqual([
      ['Helper', 'bot'],
      ['Nova', 'agent'],
    ]);
  });

  it('do not include people of the settings nobody has seen', () => {
    expect(fold([], { people: [person('Nova')] }).seen).toEqual([]);
  });
});
