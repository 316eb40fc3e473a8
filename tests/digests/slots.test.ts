import fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { readCron } from '../../src/digests/cron.ts';
import { nextSlot, type Schedule, slotsBetween } from '../../src/digests/slots.ts';

const schedule = (line: string, zone: string): Schedule => {
  const cron = readCron(line);
  if ('problem' in cron) throw new Error(cron.problem);
  return { cron, zone };
};

const slots = (line: string, zone: string, from: string, to: string): string[] =>
  slotsBetween(schedule(line, zone), Date.parse(from), Date.parse(to)).map(
    ({ local, at }) => `${local} ${at.slice(0, 16)}Z`,
  );

describe('the slots of a schedule', () => {
  it('are at the same time of the day all the year', () => {
    expect(
      slots('0 9 * * 1-5', 'America/Halifax', '2026-10-29T12:00Z', '2026-11-03T23:00Z'),
    ).toEqual([
      '2026-10-30T09:00 2026-10-30T12:00Z',
      '2026-11-02T09:00 2026-11-02T13:00Z',
      '2026-11-03T09:00 2026-11-03T13:00Z',
    ]);
  });

  it('begin after the first instant and end with the last', () => {
    expect(slots('0 9 * * *', 'UTC', '2026-11-20T09:00Z', '2026-11-21T09:00Z')).toEqual([
      '2026-11-21T09:00 2026-11-21T09:00Z',
    ]);
  });

  it('come once where the clocks skip them, at the moment they go on', () => {
    const zone = 'America/Halifax'; // 8 March 2026, 02:00 → 03:00 at 06:00 UTC
    expect(slots('30 2 * * *', zone, '2026-03-07T12:00Z', '2026-03-09T12:00Z')).toEqual([
      '2026-03-08T02:30 2026-03-08T06:00Z',
      '2026-03-09T02:30 2026-03-09T05:30Z',
    ]);
    expect(slots('0,30 2 * * *', zone, '2026-03-08T00:00Z', '2026-03-08T12:00Z')).toEqual([
      '2026-03-08T02:00 2026-03-08T06:00Z',
    ]);
  });

  it('are not doubled where the clocks skip to another slot', () => {
    const zone = 'America/Halifax';
    expect(slots('0 * * * *', zone, '2026-03-08T05:00Z', '2026-03-08T07:00Z')).toEqual([
      '2026-03-08T03:00 2026-03-08T06:00Z',
      '2026-03-08T04:00 2026-03-08T07:00Z',
    ]);
  });

  it('come once where the clocks repeat them, the first time', () => {
    const zone = 'America/Halifax'; // 1 November 2026, 02:00 → 01:00 at 05:00 UTC
    expect(slots('30 1 * * *', zone, '2026-11-01T00:00Z', '2026-11-02T12:00Z')).toEqual([
      '2026-11-01T01:30 2026-11-01T04:30Z',
      '2026-11-02T01:30 2026-11-02T05:30Z',
    ]);
  });

  it('know half-hour changes, changes at midnight, and a day that never was', () => {
    expect(
      slots('15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00Z', '2026-10-04T00:00Z'),
    ).toEqual(['2026-10-04T02:15 2026-10-03T15:30Z']);
    expect(slots('0 0 * * *', 'Africa/Cairo', '2026-04-23T00:00Z', '2026-04-24T00:00Z')).toEqual([
      '2026-04-24T00:00 2026-04-23T22:00Z',
    ]);
    expect(slots('0 9 * * *', 'Pacific/Apia', '2011-12-29T12:00Z', '2011-12-31T12:00Z')).toEqual([
      '2011-12-29T09:00 2011-12-29T19:00Z',
      '2011-12-30T09:00 2011-12-30T10:00Z',
      '2011-12-31T09:00 2011-12-30T19:00Z',
    ]);
  });

  it('know the last day, the last Friday, the second Monday, the nearest working day', () => {
    const of = (line: string) =>
      slots(line, 'UTC', '2026-01-31T23:59Z', '2026-03-31T23:59Z').map((slot) => slot.slice(5, 10));
    expect(of('0 9 L * *')).toEqual(['02-28', '03-31']);
    expect(of('0 9 * * 5L')).toEqual(['02-27', '03-27']);
    expect(of('0 9 * * 1#2')).toEqual(['02-09', '03-09']);
    expect(of('0 9 1W * *')).toEqual(['02-02', '03-02']);
  });

  it('are found years ahead', () => {
    const leap = schedule('0 9 29 2 *', 'UTC');
    expect(nextSlot(leap, Date.parse('2096-03-01T00:00Z'))?.at).toBe('2104-02-29T09:00:00.000Z');
  });
});

const ZONES = [
  ...['UTC', 'America/Halifax', 'America/St_Johns', 'America/Sao_Paulo', 'America/New_York'],
  ...['Europe/London', 'Europe/Berlin', 'Africa/Cairo', 'Africa/Casablanca', 'Asia/Kolkata'],
  ...['Asia/Tehran', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham', 'Asia/Gaza'],
];

const pick = (...values: string[]) => fc.constantFrom(...values);
const LINES = fc
  .tuple(
    pick('0', '30', '*/20', '5,45', '59'),
    pick('*', '0', '1-3', '2', '9', '*/6', '9-17', '0,23'),
    pick('*', '*', '1', '15', 'L', 'L-2', '15W', 'LW', '28-31'),
    pick('*', '*', '3,10', '4-11'),
    pick('*', '1-5', '0', '7', '6,0', '5L', '1#1', 'mon,thu'),
  )
  .map((fields) => fields.join(' '));

const DAY_MS = 86_400_000;

describe('slots beside node-cron', () => {
  it('are the minutes node-cron matches, but for the clocks’ changes', () => {
    const run = (line: string, zone: string, from: number) => {
      const until = from + 35 * DAY_MS;
      const plan = schedule(line, zone);
      const ours = slotsBetween(plan, from, until);
      const wall = wallClock(zone);
      expect(new Set(ours.map(({ local }) => local)).size).toBe(ours.length);
      expect(new Set(ours.map(({ at }) => at)).size).toBe(ours.length);
      const met = ours.filter(({ at, local }) => wall(Date.parse(at)) === local);
      const skipped = ours.filter(({ at, local }) => wall(Date.parse(at)) !== local);
      expect(skipped.every(({ at, local }) => wall(Date.parse(at)) > local)).toBe(true);
      const task = createTask(line, () => {}, { timezone: zone });
      try {
        const theirs = candidates(plan, from, until).filter((at) => task.match(new Date(at)));
        const firsts = theirs.filter((at) => !isRepeated(at, wall));
        expect(met.map(({ at }) => Date.parse(at))).toEqual(firsts);
      } finally {
        void task.destroy();
      }
    };
    const moment = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2037-01-01') });
    fc.assert(fc.property(LINES, fc.constantFrom(...ZONES), moment, run), { numRuns: 100 });
  });
});

/** Every moment whose minute may be one of the line's: offsets are quarters of an hour. */
function candidates({ cron }: Schedule, from: number, until: number): number[] {
  const quarter = 15 * 60_000;
  const within = [...new Set(cron.minutes.map((minute) => (minute % 15) * 60_000))];
  const found: number[] = [];
  for (let base = Math.floor(from / quarter) * quarter; base <= until; base += quarter) {
    found.push(...within.map((offset) => base + offset).filter((at) => at > from && at <= until));
  }
  return found.toSorted((a, b) => a - b);
}

function wallClock(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  });
  return (at) => format.format(new Date(at)).replace(' ', 'T');
}

/** The clocks have shown this before, up to three hours ago. */
function isRepeated(at: number, wall: (at: number) => string): boolean {
  const shown = wall(at);
  return [30, 60, 120, 180].some((minutes) => wall(at - minutes * 60_000) === shown);
}
