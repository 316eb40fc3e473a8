import { zoneInHeader } from '../recognise/header-zone.ts';
import type { Match } from '../recognise/match-columns.ts';
import { normaliseHeader } from '../recognise/normalise-header.ts';
import { type DateOrder, type DateShape, readDateShape } from '../values/date-shapes.ts';
import { instantSql } from '../values/instants.ts';
import { type Profile, valueSql } from './profile.ts';

type Surroundings = {
  readonly matches: readonly Match[];
  readonly profile: Profile;
  readonly orders: ReadonlyMap<number, DateOrder>;
  readonly zone: string;
  /** Instants past it can't be meant; ISO. */
  readonly latest: string;
};

/** How a column of times is read; days take the time of day from a column of its own beside them. */
export function readInstant(
  match: Match,
  text: string,
  input: Surroundings,
): { readonly sql: string; readonly reads: string } {
  const written = [...(input.profile.columns[match.at]?.values?.keys() ?? [])];
  const clock = clockBeside(match, written, input.matches);
  const shapes = distinctShapes(clock ? [...written, ...withClock(written, clock)] : written);
  const order = input.orders.get(match.at) ?? 'day-first';
  const zone = zoneInHeader(match.header) ?? input.zone;
  const whole = clock
    ? `(${text} || coalesce(' ' || ${valueSql(clock.at, input.profile)}, ''))`
    : text;
  const sql = instantSql(whole, { shapes, order, zone, latest: input.latest });
  const beside = clock ? `, with the time in "${clock.header}"` : '';
  return { sql, reads: describeInstant(shapes, order, zone) + beside };
}

const CLOCK = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?$/i;

/** `Time` beside `Date`, `Opened time` beside `Opened date`. */
function clockBeside(
  match: Match,
  written: readonly string[],
  matches: readonly Match[],
): Match | null {
  const name = normaliseHeader(match.header);
  const wanted = name.replace(/date|day/, 'time');
  if (wanted === name || written.some((text) => readDateShape(text)?.hasTime)) return null;
  const found = matches.find(
    ({ header, target }) => target === null && normaliseHeader(header) === wanted,
  );
  const filled = found?.content.filled ?? [];
  return found && filled.length > 0 && filled.every((text) => CLOCK.test(text)) ? found : null;
}

function withClock(dates: readonly string[], clock: Match): readonly string[] {
  const times = new Set(clock.content.filled.map((text) => text.replace(/\d/g, '9')));
  return dates.flatMap((date) => [...times].map((time) => `${date} ${time}`));
}

function distinctShapes(written: readonly string[]): readonly DateShape[] {
  const shapes = written.flatMap((text) => readDateShape(text) ?? []);
  return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
}

function describeInstant(shapes: readonly DateShape[], order: DateOrder, zone: string): string {
  if (shapes.some(({ number }) => number.startsWith('unix'))) return 'Unix time';
  const what = shapes.some(({ hasTime }) => hasTime) ? 'date and time' : 'date';
  const words = shapes.some(({ isOrderOpen }) => isOrderOpen) ? `${order} ${what}` : what;
  return shapes.some((shape) => shape.zone === 'none')
    ? `${words} in ${zone}`
    : `${words} with its own offset`;
}
