import { describeSchedule } from './describe-schedule.ts';
import { readTimes, type Times } from './read-clock-words.ts';
import { type DayFields, readDays } from './read-day-words.ts';
import { takeZone, Words } from './schedule-words.ts';

/** When something shall be posted again and again, as somebody said it. */
export type ScheduleReading =
  | {
      readonly kind: 'schedule';
      /** Five cron fields. */
      readonly line: string;
      /** The line said back: "every weekday at 09:00". */
      readonly words: string;
      /** IANA; null: none was named. */
      readonly zone: string | null;
    }
  /** One question back; each choice is a schedule in words that would do. */
  | { readonly kind: 'unclear'; readonly question: string; readonly choices: readonly string[] };

/**
 * Reads "every weekday at 9", "Mondays and Thursdays 9:30 am", "first of the month at noon, London time", "hourly from 9 to 17".
 * Every word has to be understood; what could mean two things is asked back.
 */
export function readSchedule(text: string): ScheduleReading {
  const words = new Words(text);
  const zone = takeZone(words);
  const days = readDays(words);
  if (days.kind === 'unclear') return days;
  const times = readTimes(words, days.part);
  const left = words.left();
  if (left !== '') {
    return unclear(`I couldn’t place “${left}” in that schedule. When shall it be posted?`, USUAL);
  }
  if (days.fields === null && (times.kind === 'none' || times.kind === 'clock')) {
    return unclear('How often shall it be posted?', often(times));
  }
  if (times.kind === 'none')
    return unclear('At what time shall it be posted?', atNine(days.fields));
  if (times.kind === 'unclear') {
    const choices = times.minutes.map((minute) => describeSchedule(lineOf(days.fields, [minute])));
    return unclear(times.question, choices);
  }
  const line = lineOf(days.fields, times.kind === 'hourly' ? times : times.minutes);
  return { kind: 'schedule', line, words: describeSchedule(line), zone };
}

const EVERY_DAY: DayFields = '* * *';
const USUAL = ['every day at 09:00', 'every weekday at 09:00', 'every Monday at 09:00'];

type Hourly = { readonly hours: string; readonly minute: number };

function lineOf(fields: DayFields | null, times: Hourly | readonly number[]): string {
  if ('hours' in times) return `${times.minute} ${times.hours} ${fields ?? EVERY_DAY}`;
  const hours = times.map((minute) => Math.floor(minute / 60)).toSorted((a, b) => a - b);
  return `${(times[0] ?? 0) % 60} ${hours.join()} ${fields ?? EVERY_DAY}`;
}

function often(times: Times): readonly string[] {
  if (times.kind !== 'clock') return USUAL;
  return [EVERY_DAY, '* * 1-5', '* * 1'].map((fields) =>
    describeSchedule(lineOf(fields, times.minutes)),
  );
}

function atNine(fields: DayFields | null): readonly string[] {
  return [8, 9, 17].map((hour) => describeSchedule(lineOf(fields, [hour * 60])));
}

function unclear(question: string, choices: readonly string[]): ScheduleReading {
  return { kind: 'unclear', question, choices };
}
