import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../src/digests/read-schedule.ts';

const line = (text: string): string => {
  const read = readSchedule(text);
  return read.kind === 'schedule' ? `${read.line} | ${read.words}` : `? ${read.question}`;
};

describe('a schedule in words', () => {
  it.each([
    ['every weekday at 9', '0 9 * * 1-5 | every weekday at 09:00'],
    ['Every Weekday at 9:30 am', '30 9 * * 1-5 | every weekday at 09:30'],
    ['on weekdays at 09:00', '0 9 * * 1-5 | every weekday at 09:00'],
    ['each working day, 8.15', '15 8 * * 1-5 | every weekday at 08:15'],
    ['monday to friday at 9', '0 9 * * 1-5 | every weekday at 09:00'],
    ['mon-thu at noon', '0 12 * * 1-4 | every Monday, Tuesday, Wednesday and Thursday at 12:00'],
    ['daily at 17:00', '0 17 * * * | every day at 17:00'],
    ['every day at 9 o’clock', '0 9 * * * | every day at 09:00'],
    ['every day at 5 pm', '0 17 * * * | every day at 17:00'],
    ['every day at 12 am', '0 0 * * * | every day at 00:00'],
    ['every day at 12pm', '0 12 * * * | every day at 12:00'],
    ['every morning at 8', '0 8 * * * | every day at 08:00'],
    ['every evening at 6', '0 18 * * * | every day at 18:00'],
    ['every day at midnight', '0 0 * * * | every day at 00:00'],
    ['every Monday at 9', '0 9 * * 1 | every Monday at 09:00'],
    ['Mondays and Thursdays 9:30 am', '30 9 * * 1,4 | every Monday and Thursday at 09:30'],
    ['on Mon, Wed and Fri at 10', '0 10 * * 1,3,5 | every Monday, Wednesday and Friday at 10:00'],
    ['weekly at 9', '0 9 * * 1 | every Monday at 09:00'],
    ['weekly on Friday at 16:00', '0 16 * * 5 | every Friday at 16:00'],
    ['every weekend at 10', '0 10 * * 0,6 | every Saturday and Sunday at 10:00'],
    ['every day at 9 and 17', '0 9,17 * * * | every day at 09:00 and 17:00'],
    ['every weekday at 9 and 11 am', '0 9,11 * * 1-5 | every weekday at 09:00 and 11:00'],
    ['first of the month at noon', '0 12 1 * * | on the 1st of the month at 12:00'],
    ['on the 1st of every month at 9', '0 9 1 * * | on the 1st of the month at 09:00'],
    ['monthly on the 15th at 9', '0 9 15 * * | on the 15th of the month at 09:00'],
    ['on the 1st and 15th at 9', '0 9 1,15 * * | on the 1st and 15th of the month at 09:00'],
    ['last day of the month at 17:30', '30 17 L * * | on the last day of the month at 17:30'],
    [
      'the first Monday of the month at 9',
      '0 9 * * 1#1 | on the first Monday of the month at 09:00',
    ],
    [
      'every last Friday of the month at 9',
      '0 9 * * 5L | on the last Friday of the month at 09:00',
    ],
    [
      'the first working day of the month at 9',
      '0 9 1W * * | on the first working day of the month at 09:00',
    ],
    ['quarterly at 9', '0 9 1 1,4,7,10 * | on the 1st of the month of every quarter at 09:00'],
    ['every hour', '0 * * * * | every hour'],
    ['hourly on weekdays', '0 * * * 1-5 | every hour, every weekday'],
    [
      'every hour from 9 to 5 on weekdays',
      '0 9-17 * * 1-5 | every hour from 09:00 to 17:00, every weekday',
    ],
    ['every 2 hours between 8 am and 8 pm', '0 8-20/2 * * * | every 2 hours from 08:00 to 20:00'],
    ['at half past nine, no: daily at half past 9', '?'],
    ['daily at half past 9', '30 9 * * * | every day at 09:30'],
    ['daily at 0930 hrs', '30 9 * * * | every day at 09:30'],
  ])('“%s”', (text, expected) => {
    if (expected === '?') expect(line(text)).toMatch(/^\?/);
    else expect(line(text)).toBe(expected);
  });

  it.each([
    ['every weekday at 9 Halifax time', 'America/Halifax'],
    ['9 am New York time every day', 'America/New_York'],
    ['daily at 9 Europe/London', 'Europe/London'],
    ['daily at 9 in Asia/Kolkata', 'Asia/Kolkata'],
    ['daily 9:00 UTC', 'UTC'],
    ['daily at 9 our time', null],
  ])('knows the zone of “%s”', (text, zone) => {
    expect(readSchedule(text)).toMatchObject({ kind: 'schedule', zone });
  });

  it.each([
    ['every weekday', /At what time/, 'every weekday at 09:00'],
    ['at 9', /How often/, 'every weekday at 09:00'],
    ['', /How often/, 'every day at 09:00'],
    ['every day at 5', /05:00 or 17:00/, 'every day at 17:00'],
    ['every day at 9:00 and 17:30', /same minute/, 'every day at 09:00'],
    ['every other week on Monday at 9', /every other week/, 'every Monday at 09:00'],
    ['every 5 minutes', /Once an hour/, 'every day at 09:00'],
    ['every weekday at 9 except holidays', /“except holidays”/, 'every weekday at 09:00'],
    ['every day at 25', /no time of the day/, 'every day at 09:00'],
    ['every day at 9 Atlantis time', /“atlantis”/, 'every day at 09:00'],
    ['when the backlog is above 20', /“when backlog is above/, 'every day at 09:00'],
  ])('asks back at “%s”', (text, question, choice) => {
    const read = readSchedule(text);
    expect(read).toMatchObject({ kind: 'unclear', question: expect.stringMatching(question) });
    expect(read.kind === 'unclear' && read.choices).toContain(choice);
  });

  it('can read every schedule it offers', () => {
    for (const text of [
      'every weekday',
      'at 9',
      '',
      'every day at 5',
      'monthly',
      'every 5 minutes',
    ]) {
      const read = readSchedule(text);
      const choices = read.kind === 'unclear' ? read.choices : [];
      expect(choices.length).toBeGreaterThan(0);
      for (const choice of choices) expect(line(choice)).toContain(`| ${choice}`);
    }
  });
});
