import { clock } from './describe-schedule.ts';
import type { Words } from './schedule-words.ts';

/** Which half of the day was spoken of. */
export type DayPart = 'am' | 'pm';

export type Times =
  | { readonly kind: 'none' }
  /** Minutes after midnight; all at the same minute of their hours. */
  | { readonly kind: 'clock'; readonly minutes: readonly number[] }
  /** `hours`: cron's field. */
  | { readonly kind: 'hourly'; readonly hours: string; readonly minute: number }
  | { readonly kind: 'unclear'; readonly question: string; readonly minutes: readonly number[] };

const TIME =
  "(?:noon|midday|midnight|\\d{4} ?h(?:ou)?rs|\\d{1,2}(?:[:.h]\\d{2})?(?: ?(?:[ap]\\.?m\\.?|o'?clock))?|half past \\d{1,2}(?: ?[ap]m)?|quarter (?:past|to) \\d{1,2}(?: ?[ap]m)?)";
const COUNTS = ['', '', 'two', 'three', 'four', 'five', 'six', '', 'eight', '', '', '', 'twelve'];
const NINE = 540;
const NOON = 720;

/** Takes the times of a day out of a schedule's words. `part`: what "9" means where the day was halved. */
export function readTimes(words: Words, part: DayPart | null): Times {
  if (words.take('every (?:\\d+ |few |half an? |half )?minutes?|every half(?: an?)? hours?'))
    return unclear('Once an hour is the most often. Or once a day?');
  const hourly = words.take('(?:every|each) (?:(\\d{1,2}|[a-z]+) )?hours?|hourly');
  return hourly ? readHourly(words, hourly[1]) : readClock(words, part);
}

function readHourly(words: Words, every: string | undefined): Times {
  const step = every === undefined ? 1 : Number(every) || COUNTS.indexOf(every.toLowerCase());
  if (!(step >= 1 && step <= 12)) return unclear('From 1 to 12 hours apart can be. Or once a day?');
  const within = words.take(`(?:from|between) (${TIME}) ?(?:-|to|and|until|till) ?(${TIME})`);
  const minute = minutePast(words);
  const hours = within ? hoursBetween(within[1] ?? '', within[2] ?? '') : '*';
  if (hours === null || minute > 59) return unclear('I can’t tell those hours. Or once a day?');
  return { kind: 'hourly', hours: step === 1 ? hours : `${hours}/${step}`, minute };
}

function minutePast(words: Words): number {
  const past = words.take(
    '(?:at )?(?::(\\d{2})|(\\d{1,2})(?: minutes?)? past(?: the hour)?)|on the hour|at half past',
  );
  if (past === null) return 0;
  return Number(past[1] ?? past[2] ?? (/half/i.test(past[0]) ? 30 : 0));
}

/** "9 to 5" ends in the afternoon. */
function hoursBetween(start: string, end: string): string | null {
  const [from, to] = [minutesOf(start, null), minutesOf(end, null)];
  if (from === null || to === null) return null;
  const isLater = to.isBare && to.minute <= from.minute && to.minute + NOON > from.minute;
  return `${Math.floor(from.minute / 60)}-${Math.floor(to.minute / 60) + (isLater ? 12 : 0)}`;
}

function unclear(question: string, minutes: readonly number[] = [NINE]): Times {
  return { kind: 'unclear', question, minutes };
}

type Spoken = { readonly minute: number; readonly isBare: boolean };

function readClock(words: Words, part: DayPart | null): Times {
  const found = words.take(`(?:at |@ ?)?(${TIME}(?: ?(?:,|and|&|, and) ?(?:at )?${TIME})*)`);
  if (found === null) return { kind: 'none' };
  const texts = found[1]?.match(new RegExp(TIME, 'gi')) ?? [];
  const half = part ?? sharedHalf(texts);
  const spoken = texts.map((text) => minutesOf(text, half));
  const times = spoken.filter((time) => time !== null);
  if (times.length < spoken.length) {
    return unclear(`“${found[1]}” is no time of the day. Which one?`);
  }
  const doubtful = times.find(({ minute, isBare }) => isBare && minute >= 60 && minute < 7 * 60);
  if (doubtful) {
    const { minute } = doubtful;
    const question = `${clockOf(minute)} or ${clockOf(minute + NOON)}?`;
    return unclear(question, [minute, minute + NOON]);
  }
  const minutes = [...new Set(times.map(({ minute }) => minute))].toSorted((a, b) => a - b);
  if (new Set(minutes.map((minute) => minute % 60)).size > 1) {
    const question = 'Several times have to be at the same minute of the hour. Which one?';
    return unclear(question, minutes);
  }
  return { kind: 'clock', minutes };
}

/** "9 and 11 am" are both in the morning. */
function sharedHalf(texts: readonly string[]): DayPart | null {
  const last = /([ap])\.?m/i.exec(texts.at(-1) ?? '')?.[1]?.toLowerCase();
  return last === 'a' && texts.length > 1 ? 'am' : null;
}

function minutesOf(text: string, part: DayPart | null): Spoken | null {
  const words = text.toLowerCase();
  if (words === 'midnight') return { minute: 0, isBare: false };
  if (/^(?:noon|midday)$/.test(words)) return { minute: NOON, isBare: false };
  const army = /^(\d{2})(\d{2}) ?h/.exec(words);
  const hour = Number(army?.[1] ?? /\d{1,2}/.exec(words)?.[0]);
  const past = army ? Number(army[2]) : pastOf(words);
  if (past > 59 || hour > 24 || (hour === 24 && past !== 0)) return null;
  const said = /([ap])\.?m/.exec(words)?.[1];
  if (said && (hour < 1 || hour > 12)) return null; // 17 am, 0 pm
  const half = said ?? part?.[0];
  if (half === undefined || hour < 1 || hour > 12) {
    return { minute: (hour % 24) * 60 + past, isBare: !army && !/^0\d[:.h]/.test(words) };
  }
  return { minute: ((hour % 12) + (half === 'p' ? 12 : 0)) * 60 + past, isBare: false };
}

const SAID_PAST: Readonly<Record<string, number>> = {
  'half past': 30,
  'quarter past': 15,
  'quarter to': -15,
};

function pastOf(words: string): number {
  const said = SAID_PAST[words.replace(/ \d.*/, '')];
  return said ?? Number(/\d[:.h](\d{2})/.exec(words)?.[1] ?? 0);
}

function clockOf(minute: number): string {
  return clock(Math.floor(minute / 60), minute % 60);
}
