import { placeWall, wallAt } from '../../core/wall-time.ts';
import { isInStretches, mondayOf } from '../../core/week-stretch.ts';
import type { Layer, Rotation, Shift } from './rotation.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** Who is on call at an instant (milliseconds since the epoch): the one answer rosters, alerts and people asking get. null: nobody. */
export function onCallAt(rotation: Rotation, at: number): string | null {
  const now = rotation.changes.filter(({ from, to }) => from <= at && at < to);
  const override = now.findLast(({ kind }) => kind === 'override');
  if (override?.kind === 'override') return override.person;
  const turns = rotation.layers.map((layer) => turnAt(layer, at, rotation.zone));
  let person = turns.findLast((one) => one !== null) ?? null;
  for (const change of now) {
    if (change.kind !== 'swap') continue;
    const [one, other] = change.between;
    if (person === one) person = other;
    else if (person === other) person = one;
  }
  return person;
}

/** Everybody's time on call in a stretch, without gaps; whoever goes on has one shift. */
export function rosterBetween(rotation: Rotation, from: number, to: number): readonly Shift[] {
  if (to <= from) return [];
  const moments = new Set<number>([from]);
  for (const at of momentsOfChange(rotation, from, to)) if (from < at && at < to) moments.add(at);
  const starts = [...moments].toSorted((one, other) => one - other);
  const shifts: Shift[] = [];
  starts.forEach((start, index) => {
    const shift = { person: onCallAt(rotation, start), from: start, to: starts[index + 1] ?? to };
    const last = shifts.at(-1);
    if (last && last.person === shift.person) shifts[shifts.length - 1] = { ...last, to: shift.to };
    else shifts.push(shift);
  });
  return shifts;
}

const FURTHEST_MS = 400 * DAY_MS;

/** Somebody's time on call as it is told now. `person` null: nobody is. */
export type OnCallNow = {
  readonly person: string | null;
  /** null: for as far ahead as anybody looks. */
  readonly to: number | null;
  /** Who comes then; null where nothing changes. */
  readonly next: { readonly person: string | null } | null;
};

/** Who is on call now and until when, and who comes next. */
export function onCallNow(rotation: Rotation, now: number): OnCallNow {
  // In growing steps: the next hand-over is mostly within days.
  for (let reach = 8 * DAY_MS; ; reach = Math.min(reach * 4, FURTHEST_MS)) {
    const [current, next] = rosterBetween(rotation, now, now + reach);
    const person = current?.person ?? null;
    if (next) return { person, to: next.from, next: { person: next.person } };
    if (reach === FURTHEST_MS) return { person, to: null, next: null };
  }
}

/** Whose turn it is; null outside the layer's hours, before its first turn, and where it has nobody. */
function turnAt(layer: Layer, at: number, zone: string): string | null {
  const { people } = layer;
  if (people.length === 0 || !isInHours(layer, at, zone)) return null;
  const turn = turnNumber(layer, at, zone);
  return turn < 0 ? null : (people[turn % people.length] ?? null);
}

/** Turns begin when their moment has come, not when the clocks show it: they may show it twice. */
function turnNumber({ firstTurn, turnMs }: Layer, at: number, zone: string): number {
  let turn = Math.floor((wallAt(at, zone) - firstTurn) / turnMs) + 1;
  while (placeWall(firstTurn + turn * turnMs, zone).at > at) turn -= 1;
  while (placeWall(firstTurn + (turn + 1) * turnMs, zone).at <= at) turn += 1;
  return turn;
}

function isInHours({ stretches }: Layer, at: number, zone: string): boolean {
  return stretches.length === 0 || isInStretches(stretches, at, zone);
}

/** Every instant at which somebody else may be on call than before, and some more. */
function* momentsOfChange(rotation: Rotation, from: number, to: number): Generator<number> {
  for (const change of rotation.changes) yield* [change.from, change.to];
  for (const layer of rotation.layers) {
    if (layer.people.length === 0) continue;
    yield* turnsBetween(layer, from, to, rotation.zone);
    yield* edgesBetween(layer, from, to, rotation.zone);
  }
}

function* turnsBetween(layer: Layer, from: number, to: number, zone: string): Generator<number> {
  const { firstTurn, turnMs, people } = layer;
  for (let turn = Math.max(0, turnNumber(layer, from, zone)); ; turn++) {
    const { at } = placeWall(firstTurn + turn * turnMs, zone);
    if (at >= to) return;
    yield at;
    if (people.length === 1) return; // all turns after are the same person's
  }
}

function* edgesBetween(layer: Layer, from: number, to: number, zone: string): Generator<number> {
  if (layer.stretches.length === 0) return;
  for (let monday = mondayOf(wallAt(from, zone)) - WEEK_MS; ; monday += WEEK_MS) {
    if (placeWall(monday, zone).at >= to) return;
    for (const stretch of layer.stretches) {
      yield placeWall(monday + stretch.from * MINUTE_MS, zone).at;
      yield placeWall(monday + stretch.to * MINUTE_MS, zone).at;
    }
  }
}
