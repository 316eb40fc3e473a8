import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type NamedAgent, proposeFolds } from '../../src/store/propose-folds.ts';

const agent = (name: string, rest: Partial<NamedAgent> = {}): NamedAgent => ({
  ...{ name, emails: [], role: 'agent', conversations: 0 },
  ...rest,
});
const person = (name: string) => ({ name, aliases: [], emails: [], role: 'agent' as const });

describe('a proposal to fold people', () => {
  it('is made for two with the same e-mail, under the name that most conversations have', () => {
    const agents = [
      agent('M. Lind', { emails: ['Mara@example.com'], conversations: 3 }),
      agent('Mara Lind', { emails: ['mara@example.com', 'ml@example.com'], conversations: 40 }),
      agent('Tom Berg', { emails: ['tom@example.com'] }),
    ];
    expect(proposeFolds(agents, [])).toEqual([
      {
        words: 'Mara Lind and M. Lind have the same e-mail, mara@example.com.',
        line: '- { name: "Mara Lind", aliases: ["M. Lind"], emails: ["mara@example.com", "ml@example.com"] }',
      },
    ]);
  });

  it.each([['Lind, Mara'], ['mara.lind'], ['Mára Lind'], ['mara_lind@example.com']])(
    'is made for %s beside Mara Lind',
    (name) => {
      const agents = [agent('Mara Lind', { conversations: 2 }), agent(name)];
      const [proposal] = proposeFolds(agents, []);
      expect(proposal?.words).toBe(`Mara Lind and ${name} have the same words in their names.`);
      expect(parse(proposal?.line ?? '')).toEqual([{ name: 'Mara Lind', aliases: [name] }]);
    },
  );

  it('joins what hangs together by one of them, and keeps a manager one', () => {
    const agents = [
      agent('Lind, Mara', { conversations: 1 }),
      agent('Chief', { emails: ['mara@example.com'], role: 'manager' }),
      agent('Mara Lind', { emails: ['mara@example.com'], conversations: 2 }),
    ];
    const proposals = proposeFolds(agents, []);
    expect(proposals).toHaveLength(1);
    expect(parse(proposals[0]?.line ?? '')).toEqual([
      {
        name: 'Mara Lind',
        aliases: ['Lind, Mara', 'Chief'],
        emails: ['mara@example.com'],
        role: 'manager',
      },
    ]);
  });

  it('is not made for a shared first name, for a bot of a person’s name, or for two that settings know apart', () => {
    expect(proposeFolds([agent('Mara'), agent('Mara Lind'), agent('Mara Berg')], [])).toEqual([]);
    expect(proposeFolds([agent('Mara Lind'), agent('Lind Mara', { role: 'bot' })], [])).toEqual([]);
    const two = [agent('Mara Lind'), agent('Lind Mara')];
    expect(
      proposeFolds(
        two,
        two.map(({ name }) => person(name)),
      ),
    ).toEqual([]);
    expect(proposeFolds(two, [person('Lind Mara')])[0]?.words).toMatch(/^Lind Mara and Mara Lind/);
  });
});
