import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTeam } from '../../src/core/team.ts';

const SHIPPED = readFileSync(join(import.meta.dirname, '../../config/team.yaml'), 'utf8');
const BEFORE = SHIPPED.slice(0, SHIPPED.indexOf('# Who gets tickets'));

const load = (people: string, rest = '') => loadTeam(`${BEFORE}people:\n${people}\n${rest}`, 't');
const problems = (people: string, rest = '') => {
  try {
    load(people, rest);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('who gets tickets, in team.yaml', () => {
  it('may be left out altogether', () => {
    const { assignment } = loadTeam(`${BEFORE}people: []`, 't');
    expect(assignment).toMatchObject({ members: [], isAutomatic: false, needs: [] });
    expect(assignment).toEqual(loadTeam(SHIPPED, 't').assignment);
  });

  it('lets agents get them, managers by hand, bots never', () => {
    const { assignment, people } = load(
      ' - { name: Nova, skills: [German] }\n - { name: Kim, role: manager }\n - { name: Robo, role: bot }',
    );
    expect(assignment.members.map(({ name, isInLine }) => [name, isInLine])).toEqual([
      ['Nova', true],
      ['Kim', false],
    ]);
    expect(assignment.members[0]).toMatchObject({
      ...{ skills: { german: 1 }, capacity: 20, shifts: null, zone: null },
    });
    expect(people[0]).toEqual({ name: 'Nova', aliases: [], emails: [], role: 'agent' });
  });

  it('reads shifts of each weekday, over midnight too', () => {
    const { assignment } = load(
      ' - { name: Nova, shifts: { monday: [9:00-12:00, 13:00-17:00], sunday: 22:00-06:00 } }',
    );
    expect(assignment.members[0]?.shifts).toEqual([
      { from: 540, to: 720 },
      { from: 780, to: 1020 },
      { from: 6 * 1440 + 1320, to: 7 * 1440 + 360 },
    ]);
  });

  it('reads what tickets need and how long they wait', () => {
    const { assignment } = load(
      ' - { name: Nova }',
      'assignment: { accept_within: 15 min, skills: [{ when: { category: Refund }, needs: { billing: 2 } }] }',
    );
    expect(assignment.acceptWithinMs).toBe(900_000);
    expect(assignment.needs).toEqual([{ when: { category: ['refund'] }, needs: { billing: 2 } }]);
  });

  it('takes a language by its code or its name', () => {
    const { assignment } = load(
      ' - { name: Nova }',
      'assignment: { skills: [{ when: { language: [de, Swedish] }, needs: [nordic] }] }',
    );
    expect(assignment.needs[0]?.when.language).toEqual(['german', 'swedish']);
  });

  it('tells mistakes by line', () => {
    expect(problems(' - { name: Nova, shifts: { monday: 9-5 } }')).toContain('t:');
    expect(problems(' - { name: Nova, skills: { german: 9 } }')).toContain('german');
    expect(
      problems(' - { name: N }', 'assignment: { skills: [{ when: {}, needs: [a] }] }'),
    ).toContain('names no condition');
    expect(
      problems(
        ' - { name: N }',
        'assignment: { skills: [{ when: { language: deutsch }, needs: [a] }] }',
      ),
    ).toContain('"deutsch" is no language like de or German');
  });
});
