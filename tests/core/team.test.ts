import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { loadTeam } from '../../src/core/team.ts';

const shipped = readFileSync(join(import.meta.dirname, '..', '..', 'config', 'team.yaml'), 'utf8');

function problemsOf(text: string): readonly string[] {
  try {
    loadTeam(text, 'team.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the team settings that ship', () => {
  it('are neutral', () => {
    const team = loadTeam(shipped, 'config/team.yaml', 'America/Halifax');
    expect(team).toMatchObject({
      zone: 'America/Halifax',
      weekStart: 1,
      fiscalYearStart: 1,
      weekend: { from: { weekday: 5, minute: 19 * 60 }, to: { weekday: 1, minute: 6 * 60 } },
      defaultDays: 30,
      excludeManagers: true,
      repeatContacts: 3,
      fcrWindowHours: 72,
      people: [],
    });
    expect(team.sla).toEqual({
      urgent: { firstResponseSeconds: 3600, resolutionSeconds: 8 * 3600 },
      high: { firstResponseSeconds: 4 * 3600, resolutionSeconds: 24 * 3600 },
      medium: { firstResponseSeconds: 8 * 3600, resolutionSeconds: 72 * 3600 },
      low: { firstResponseSeconds: 24 * 3600, resolutionSeconds: 120 * 3600 },
    });
    expect(team.businessHours[5]).toEqual({ from: 540, to: 1020 });
    expect(team.businessHours[6]).toBeNull();
    expect(
      team.autoresponses.some((pattern) => new RegExp(pattern, 'i').test('send *977# now')),
    ).toBe(true);
  });
});

describe('team settings', () => {
  it('take people with what they go by', () => {
    const people =
      'people:\n  - { name: Nova Lee, aliases: [nova] }\n  - { name: Richie, role: manager }';
    expect(loadTeam(shipped.replace('people: []', people), 'team.yaml').people).toEqual([
      { name: 'Nova Lee', aliases: ['nova'], emails: [], role: 'agent' },
      { name: 'Richie', aliases: [], emails: [], role: 'manager' },
    ]);
  });

  it('list every problem by its line', () => {
    const text = [
      'zone: Mars/Olympus',
      'week_start: someday',
      'fiscal_year_start: april',
      'date_order: day-first',
      'weekend: { from: friday evening, to: monday 06:00 }',
      'business_hours:',
      '  monday: 17:00-09:00',
      'holidays: [2026-02-30]',
      'default_days: 0',
      'exclude_managers: true',
      'repeat_contacts: 3',
      'fcr_window_hours: 72',
      'sla:',
      '  urgent: { first_response: soon }',
      'autoresponses:',
      "  - '(unclosed'",
      'people: []',
      'colour: red',
    ];
    const problems = problemsOf(text.join('\n'));
    expect(problems.map((problem) => problem.split(':')[1])).toEqual(
      expect.arrayContaining(['1', '2', '5', '7', '8', '9', '14', '16', '18']),
    );
    expect(problems).toContain(
      'team.yaml:1: zone: is no time zone such as America/Halifax, nor system',
    );
    expect(problems).toContain('team.yaml:5: from: "friday evening" is not like "friday 19:00"');
    expect(problems).toContain(
      'team.yaml:14: first_response: "soon" is not like "4 h", "30 min", "3 d" or none',
    );
    expect(problems).toContain('team.yaml:18: unknown key "colour"');
  });

  it('refuse one name for two people', () => {
    const people = 'people:\n  - { name: Nova }\n  - { name: Girly, aliases: [nova] }';
    expect(problemsOf(shipped.replace('people: []', people))[0]).toMatch(
      /^team\.yaml:\d+: "nova" is already somebody's name or alias$/,
    );
  });
});
