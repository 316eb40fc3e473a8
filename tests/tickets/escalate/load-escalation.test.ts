import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/core/errors.ts';
import { reachesAnybody } from '../../../src/tickets/escalate/escalation-setup.ts';
import { loadEscalation } from '../../../src/tickets/escalate/load-escalation.ts';
import { readDuration, readStretches, readWall } from '../../../src/tickets/escalate/read-words.ts';

const load = (text: string) =>
  loadEscalation(text, 'config/escalation.yaml', { zone: 'Europe/Berlin' });

function problemsOf(text: string): readonly string[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('config/escalation.yaml', () => {
  it('ships with rules and a chain that reaches nobody', () => {
    const { rules, chains, rotations } = load(readFileSync('config/escalation.yaml', 'utf8'));
    expect(rules.length).toBeGreaterThan(3);
    expect(chains.map((chain) => reachesAnybody(chain, rotations))).toEqual([false]);
  });

  it('is read with its words', () => {
    const { rotations, chains, rules } = load(`
rotations:
  - name: night
    layers:
      - { people: [Nova], turn: 12 h, starts: 2026-01-05 20:00, hours: ["20:00 - 08:00"] }
    overrides: [{ person: Kim, from: 2026-12-24 09:00, to: 2026-12-25 09:00 }]
chains:
  - name: usual
    channel: C0123456789
    levels: [{ page: [rotation night, Richie Diaz], wait: 5 min }]
rules:
  - { name: vip, when: { companies: [Acme], sla_within: 30 min } }
`);
    expect(rotations[0]).toMatchObject({
      zone: 'Europe/Berlin',
      layers: [{ people: ['Nova'], turnMs: 12 * 3_600_000 }],
      changes: [{ kind: 'override', person: 'Kim', from: Date.parse('2026-12-24T08:00Z') }],
    });
    expect(rotations[0]?.layers[0]?.stretches).toHaveLength(7);
    expect(chains[0]).toMatchObject({
      channel: 'C0123456789',
      levels: [
        {
          page: [
            { kind: 'rotation', name: 'night' },
            { kind: 'person', name: 'Richie Diaz' },
          ],
          waitMs: 300_000,
        },
      ],
      repeats: 1,
    });
    expect(rules[0]).toMatchObject({
      chain: 'usual',
      when: { companies: ['Acme'], slaWithinMs: 1_800_000 },
    });
  });

  it('has its mistakes listed together, by line', () => {
    expect(
      problemsOf(`rotations:
  - name: A B
    zone: Mars
    layers:
      - { people: [Nova], turn: soon, starts: 2026-02-30 09:00, hours: [whenever] }
chains:
  - name: usual
    channel: general
    levels:
      - { page: [], wait: 10 s }
rules:
  - { name: x, when: {} }
  - { name: y, wenn: 1, when: { risk_above: 3 } }
`),
    ).toEqual(
      expect.arrayContaining([
        expect.stringContaining('yaml:2: name: must be one word in lower case'),
        expect.stringContaining('yaml:3: zone: is no time zone'),
        expect.stringContaining('yaml:5: turn: “soon” is not like'),
        expect.stringContaining('yaml:5: starts: “2026-02-30 09:00” is not like'),
        expect.stringContaining('yaml:5: hours: “whenever” is not like'),
        expect.stringContaining('yaml:8: channel: is no id of a Slack channel'),
        expect.stringContaining('yaml:10: page: needs at least one'),
        expect.stringContaining('yaml:10: wait: “10 s” is not like'),
        expect.stringContaining('yaml:12: when: needs at least one condition'),
        expect.stringContaining('yaml:13: unknown key "wenn"'),
        expect.stringContaining('yaml:13: risk_above'),
      ]),
    );
  });

  it('names only what is there', () => {
    expect(
      problemsOf(`rotations:
  - name: night
    layers: [{ starts: 2026-01-05 09:00 }]
    overrides: [{ person: Kim, from: 2026-12-25 09:00, to: 2026-12-24 09:00 }]
    swaps: [{ between: [Kim, Kim], from: 2026-12-24 09:00, to: 2026-12-25 09:00 }]
  - name: night
    layers: [{ starts: 2026-01-05 09:00 }]
chains:
  - name: usual
    levels: [{ page: [rotation day], wait: 10 min }]
rules:
  - { name: x, chain: other, when: { priority: [urgent] } }
`),
    ).toEqual([
      'config/escalation.yaml:6: “night” is there already among rotations',
      'config/escalation.yaml:4: to: is not later than from',
      'config/escalation.yaml:5: between: is twice “Kim”',
      'config/escalation.yaml:10: there is no rotation “day”',
      'config/escalation.yaml:12: there is no chain “other”',
    ]);
    expect(problemsOf('rules: [{ name: x, when: { priority: [urgent] } }]')).toEqual([
      'config/escalation.yaml:1: there is no chain it could begin',
    ]);
  });
});

it('reads stretches, durations and times as people write them', () => {
  expect(readStretches('Friday 17:00 – Monday 09:00')).toEqual([
    { from: 4 * 1440 + 1020, to: 7 * 1440 + 540 },
  ]);
  expect(readStretches('22:00 - 06:00')?.[0]).toEqual({ from: 1320, to: 1800 });
  expect(
    ['monday 09:00 - 17:00', '09:00', '9 - 5', 'moonday 09:00 - friday 17:00'].map(readStretches),
  ).toEqual([null, null, null, null]);
  expect(['10 min', '4h', '1 day', '2 weeks'].map(readDuration)).toEqual([
    600_000, 14_400_000, 86_400_000, 1_209_600_000,
  ]);
  expect(['0 min', 'soon', '-1 h', '5'].map(readDuration)).toEqual([null, null, null, null]);
  expect(readWall('2026-12-24')).toBe(Date.parse('2026-12-24T00:00Z'));
  expect(readWall('24.12.2026')).toBe(null);
});
