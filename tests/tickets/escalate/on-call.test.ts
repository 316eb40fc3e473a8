import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onCallAt, onCallNow, rosterBetween } from '../../../src/tickets/escalate/on-call.ts';
import type { Layer, Rotation } from '../../../src/tickets/escalate/rotation.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (iso: string) => Date.parse(iso);
const wall = (local: string) => Date.parse(`${local}Z`);

const layer = (rest: Partial<Layer> = {}): Layer => ({
  name: 'first',
  people: ['Nova', 'Girly', 'Richie'],
  turnMs: 7 * DAY,
  firstTurn: wall('2026-01-05T09:00'),
  stretches: [],
  ...rest,
});

const rotation = (rest: Partial<Rotation> = {}): Rotation => ({
  name: 'support',
  zone: 'Europe/Berlin',
  layers: [layer()],
  changes: [],
  ...rest,
});

/** `Nova 5 09:00` – who, and from when by the UTC clock. */
const told = (roster: ReturnType<typeof rosterBetween>) =>
  roster.map(({ person, from }) => `${new Date(from).toISOString().slice(5, 16)} ${person}`);

describe('who is on call', () => {
  it('changes at the hand-over time, by the clocks of the zone', () => {
    const support = rotation();
    expect(onCallAt(support, at('2026-01-05T07:59:59Z'))).toBe(null);
    expect(onCallAt(support, at('2026-01-05T08:00:00Z'))).toBe('Nova');
    expect(onCallAt(support, at('2026-01-12T07:59:59Z'))).toBe('Nova');
    expect(onCallAt(support, at('2026-01-12T08:00:00Z'))).toBe('Girly');
  });

  it('is handed over at nine before and after the clocks change', () => {
    const roster = rosterBetween(rotation(), at('2026-03-20T00:00Z'), at('2026-04-08T00:00Z'));
    expect(told(roster)).toEqual([
      '03-20T00:00 Girly',
      '03-23T08:00 Richie',
      '03-30T07:00 Nova',
      '04-06T07:00 Girly',
    ]);
  });

  it('changes once where the clocks show the hand-over twice, and where they never show it', () => {
    const nights = rotation({
      layers: [layer({ turnMs: DAY, firstTurn: wall('2026-01-01T02:30') })],
    });
    // 25 October 2026: 03:00 CEST becomes 02:00 CET, and 02:30 comes at 00:30 and 01:30 UTC.
    expect(told(rosterBetween(nights, at('2026-10-24T12:00Z'), at('2026-10-26T00:00Z')))).toEqual([
      '10-24T12:00 Richie',
      '10-25T00:30 Nova',
    ]);
    // 29 March 2026: 02:00 CET becomes 03:00 CEST at 01:00 UTC.
    expect(told(rosterBetween(nights, at('2026-03-28T12:00Z'), at('2026-03-30T00:00Z')))).toEqual([
      '03-28T12:00 Richie',
      '03-29T01:00 Nova',
    ]);
  });

  it('is who a later layer has, in its hours', () => {
    const support = rotation({
      layers: [
        layer({ people: ['Nova'] }),
        // Friday 17:00 to Monday 09:00
        layer({
          people: ['Kim', 'Lou'],
          stretches: [{ from: 4 * 1440 + 17 * 60, to: 7 * 1440 + 9 * 60 }],
        }),
      ],
    });
    expect(told(rosterBetween(support, at('2026-01-08T00:00Z'), at('2026-01-20T00:00Z')))).toEqual([
      '01-08T00:00 Nova',
      '01-09T16:00 Kim',
      '01-12T08:00 Nova',
      '01-16T16:00 Lou',
      '01-19T08:00 Nova',
    ]);
  });

  it('is nobody between the hours of all layers', () => {
    const day = rotation({
      layers: [layer({ people: ['Nova'], stretches: [{ from: 9 * 60, to: 17 * 60 }] })],
    });
    expect(told(rosterBetween(day, at('2026-01-12T00:00Z'), at('2026-01-13T00:00Z')))).toEqual([
      '01-12T00:00 null',
      '01-12T08:00 Nova',
      '01-12T16:00 null',
    ]);
  });

  it('has each other’s turns in a swap, and an override above all', () => {
    const support = rotation({
      changes: [
        {
          kind: 'override',
          person: 'Kim',
          from: at('2026-01-14T00:00Z'),
          to: at('2026-01-15T00:00Z'),
        },
        {
          kind: 'swap',
          between: ['Nova', 'Girly'],
          from: at('2026-01-05T00:00Z'),
          to: at('2026-01-19T08:00Z'),
        },
      ],
    });
    expect(told(rosterBetween(support, at('2026-01-05T08:00Z'), at('2026-01-27T00:00Z')))).toEqual([
      '01-05T08:00 Girly',
      '01-12T08:00 Nova',
      '01-14T00:00 Kim',
      '01-15T00:00 Nova',
      '01-19T08:00 Richie',
      '01-26T08:00 Nova',
    ]);
  });

  it('is told with who comes next, however far that is', () => {
    const now = at('2026-01-06T00:00Z');
    expect(onCallNow(rotation(), now)).toEqual({
      person: 'Nova',
      to: at('2026-01-12T08:00Z'),
      next: { person: 'Girly' },
    });
    const alone = rotation({ layers: [layer({ people: ['Nova'] })] });
    expect(onCallNow(alone, now)).toEqual({ person: 'Nova', to: null, next: null });
    const nobody = rotation({ layers: [layer({ people: [] })] });
    expect(onCallNow(nobody, now)).toEqual({ person: null, to: null, next: null });
    const later = rotation({ layers: [layer({ firstTurn: wall('2026-09-01T09:00') })] });
    expect(onCallNow(later, now)).toEqual({
      person: null,
      to: at('2026-09-01T07:00Z'),
      next: { person: 'Nova' },
    });
  });
});

const zones = ['Europe/Berlin', 'America/Halifax', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
const person = fc.constantFrom('Nova', 'Girly', 'Richie', 'Kim');
const instant = fc
  .integer({ min: at('2024-01-01T00:00Z') / 60_000, max: at('2027-01-01T00:00Z') / 60_000 })
  .map((minute) => minute * 60_000);
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 10_079 }), fc.integer({ min: 1, max: 10_080 }))
  .map(([from, length]) => ({ from, to: from + length }));
const anyLayer = fc.record({
  name: fc.constant('any'),
  people: fc.array(person, { maxLength: 4 }),
  turnMs: fc.constantFrom(HOUR, 8 * HOUR, 12 * HOUR, DAY, 7 * DAY, 14 * DAY),
  firstTurn: instant,
  stretches: fc.array(stretch, { maxLength: 3 }),
});
const window = fc
  .tuple(instant, fc.integer({ min: 1, max: 500 }))
  .map(([from, hours]) => ({ from, to: from + hours * HOUR }));
const change = fc.oneof(
  fc
    .tuple(window, person)
    .map(([when, who]) => ({ kind: 'override' as const, person: who, ...when })),
  fc.tuple(window, person, person).map(([when, one, other]) => ({
    kind: 'swap' as const,
    between: [one, other] as const,
    ...when,
  })),
);
const anyRotation: fc.Arbitrary<Rotation> = fc.record({
  name: fc.constant('any'),
  zone: fc.constantFrom(...zones),
  layers: fc.array(anyLayer, { minLength: 1, maxLength: 3 }),
  changes: fc.array(change, { maxLength: 3 }),
});

describe('a roster', () => {
  it('says at every instant who is on call, without gaps', () => {
    fc.assert(
      fc.property(anyRotation, instant, fc.integer({ min: 1, max: 14 }), (support, from, days) => {
        const to = from + days * DAY;
        const roster = rosterBetween(support, from, to);
        expect(roster[0]?.from).toBe(from);
        expect(roster.at(-1)?.to).toBe(to);
        roster.forEach((shift, index) => {
          const next = roster[index + 1];
          if (next) {
            expect(next.from).toBe(shift.to);
            expect(next.person).not.toBe(shift.person);
          }
        });
        for (let moment = from; moment < to; moment += 53 * 60_000) {
          const shift = roster.find((one) => one.from <= moment && moment < one.to);
          expect(shift?.person).toBe(onCallAt(support, moment));
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
