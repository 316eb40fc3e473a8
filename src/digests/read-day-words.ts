import type { DayPart } from './read-clock-words.ts';
import type { ScheduleReading } from './read-schedule.ts';
import type { Words } from './schedule-words.ts';

/** Cron's fields of days: day of the month, month, weekday. */
export type DayFields = string;

type Days = {
  readonly kind: 'days';
  /** null: no days were named. */
  readonly fields: DayFields | null;
  /** "every morning" says which half of the day. */
  readonly part: DayPart | null;
};

const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const WEEKDAY =
  '(?:sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?)s?\\.?';
const NTH = ['first', 'second', 'third', 'fourth'];
const NTH_WORD = '(first|1st|second|2nd|third|3rd|fourth|4th|last)';
const WORKDAY = '(?:week ?day|work ?day|working day|business day)';
const OF_MONTH =
  '(?: (?:of|in|on) (?:the|every|each|a) month|(?: of)? (?:every|each) month| monthly)?';
const EACH = '(?:(?:on )?(?:every|each) |on )?';

/** Takes the days out of a schedule's words. */
export function readDays(words: Words): Days | Extract<ScheduleReading, { kind: 'unclear' }> {
  if (
    words.take(
      '(?:every|each) (?:other|second|two|2) (?:weeks?|[a-z]+day)|fortnightly|bi-?weekly|every fortnight',
    )
  ) {
    return {
      kind: 'unclear',
      question: 'I can’t leave out every other week. Which of these instead?',
      choices: ['every Monday at 09:00', 'on the 1st and 15th of the month at 09:00'],
    };
  }
  const fields = readQuarters(words) ?? readMonth(words) ?? readWeek(words);
  const part = words.take('(?:(?:every|each|in the) )?(morning|afternoon|evening|night)s?');
  const half: DayPart | null = part && (part[1]?.toLowerCase() === 'morning' ? 'am' : 'pm');
  return { kind: 'days', fields: fields ?? (part ? '* * *' : null), part: half };
}

function readQuarters(words: Words): DayFields | null {
  if (words.take('(?:(?:on )?the (?:first|1st)(?: day)? of )?(?:every|each|the) quarter|quarterly'))
    return '1 1,4,7,10 *';
  return words.take('(?:every|each) year|yearly|annually') ? '1 1 *' : null;
}

function readMonth(words: Words): DayFields | null {
  const worked = words.take(`${EACH}(?:the )?(first|1st|last) ${WORKDAY}${OF_MONTH}`);
  if (worked) return /^l/i.test(worked[1] ?? '') ? 'LW * *' : '1W * *';
  const nth = words.take(`${EACH}(?:the )?${NTH_WORD} (${WEEKDAY})${OF_MONTH}`);
  if (nth) return `* * ${weekdayNumber(nth[2])}${nthOf(nth[1])}`;
  const edge = words.take(
    `${EACH}(?:the )?(?:(first|last) day${OF_MONTH}|(first|end|last)(?: of (?:the|every|each|a) month))`,
  );
  if (edge) return /^(?:l|e)/i.test(edge[1] ?? edge[2] ?? '') ? 'L * *' : '1 * *';
  const dates = words.take(
    `(?:monthly )?${EACH}(?:the )?((?:\\d{1,2}(?:st|nd|rd|th)(?:,? and (?:the )?|, ?)?)+)(?: day)?${OF_MONTH}`,
  );
  if (dates) return datesOf(dates[1] ?? '');
  const plain = words.take('(?:(?:every|each) month|monthly)(?: on (?:the )?(\\d{1,2}))?');
  return plain && datesOf(plain[1] ?? '1');
}

function datesOf(text: string): DayFields | null {
  const days = [...text.matchAll(/\d+/g)].map(Number).toSorted((a, b) => a - b);
  return days.every((day) => day >= 1 && day <= 31) ? `${days.join()} * *` : null;
}

function readWeek(words: Words): DayFields | null {
  if (
    words.take(
      `${EACH}${WORKDAY}s?|(?:on )?(?:monday|mon) ?(?:-|to|through|thru|till|until) ?(?:friday|fri)`,
    )
  )
    return '* * 1-5';
  if (words.take(`${EACH}weekends?(?: days?)?`)) return '* * 0,6';
  const range = words.take(
    `(?:from )?(${WEEKDAY}) ?(?:-|to|through|thru|till|until) ?(${WEEKDAY})`,
  );
  if (range) return `* * ${weekdayNumber(range[1])}-${weekdayNumber(range[2])}`;
  const list = words.take(
    `(?:weekly )?${EACH}((?:${WEEKDAY}(?: and (?:on )?(?:every )?|, ?and |, ?|/| & | )?)*${WEEKDAY})(?: (?:every|each) week| weekly)?`,
  );
  if (list) {
    const days = list[1]?.match(new RegExp(WEEKDAY, 'gi')) ?? [];
    return `* * ${[...new Set(days.map(weekdayNumber))].toSorted((a, b) => a - b).join()}`;
  }
  if (words.take('(?:every|each) days?|daily|every ?day')) return '* * *';
  return words.take('(?:every|each) week|weekly') ? '* * 1' : null;
}

function weekdayNumber(name = ''): number {
  return NAMES.indexOf(name.slice(0, 3).toLowerCase());
}

function nthOf(word = ''): string {
  if (/^last$/i.test(word)) return 'L';
  const nth = NTH.indexOf(word.toLowerCase()) + 1;
  return `#${nth || Number.parseInt(word, 10)}`;
}
