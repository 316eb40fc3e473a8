import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import { formatZone } from '../../core/format-time.ts';
import type { Viewer } from '../../core/ticket-card.ts';
import { readUntil } from '../assign/read-until.ts';
import { checkMayCover, knownAs } from './cover-on-call.ts';
import type { KeptChange, OnCallBook } from './on-call-book.ts';
import { at, changeWords, nowWords } from './on-call-words.ts';
import type { OnCallChange, Rotation } from './rotation.ts';

export type RotationInWords = {
  readonly name: string;
  readonly zone: string;
  /** Who is on call now; `**…**` marks who. */
  readonly now: string;
  /** Everybody's time on call in the next two weeks. */
  readonly turns: readonly Readonly<Record<'from' | 'until' | 'person', string>>[];
  /** Who takes turns in it. */
  readonly people: readonly string[];
  /** Overrides and swaps that aren’t over; `id` null: of the file, where it is taken back. */
  readonly changes: readonly { readonly id: string | null; readonly words: string }[];
};

type Stretch = {
  readonly rotation: string;
  /** As people say it; empty: now. */
  readonly from: string;
  readonly until: string;
};

/** Who is on call, and changing it for once, for surfaces that speak in sentences. Throws AskerError for people and times there are none of, PermissionError for whoever may not. */
export interface OnCallDesk {
  rotations(viewer: Viewer): Promise<readonly RotationInWords[]>;
  /** Everybody who can be put on call, by name. */
  people(viewer: Viewer): Promise<readonly string[]>;
  /** Puts somebody on call, whosever turn it is. */
  override(wish: Stretch & { readonly person: string }, viewer: Viewer): Promise<string>;
  /** Has two people take each other's turns. */
  swap(wish: Stretch & Readonly<Record<'one' | 'other', string>>, viewer: Viewer): Promise<string>;
  cancel(id: string, viewer: Viewer): Promise<string>;
}

export type OnCallDeskParts = {
  readonly onCall: OnCallBook;
  readonly clock: Clock;
  /** Whether anybody of that name works here. */
  isKnown(name: string): Promise<boolean>;
  /** Those who work here and are known by name. */
  colleagues(): Promise<readonly string[]>;
};

const AHEAD_MS = 14 * 86_400_000;
/** Nobody’s turn ends just because nobody looks further. */
const AND_ON = 'and on';

export function createOnCallDesk({
  onCall,
  clock,
  isKnown,
  colleagues,
}: OnCallDeskParts): OnCallDesk {
  const find = async (name: string) => (await onCall.roster(name, 0, 0)).rotation;

  const change = async (rotation: Rotation, wished: OnCallChange, viewer: Viewer) => {
    const kept = await onCall.change(rotation.name, wished, viewer.name);
    return `${changeWords(kept, rotation.zone)} (${formatZone(rotation.zone)}).`;
  };

  return {
    async rotations(viewer) {
      viewer.check('oncall');
      const now = clock.now();
      const end = now + AHEAD_MS;
      const kept = await onCall.changes();
      return Promise.all(
        (await onCall.now(now)).map(async (current) => {
          const { rotation } = current;
          const { name, zone } = rotation;
          const { shifts } = await onCall.roster(name, now, end);
          return {
            ...{ name, zone: formatZone(zone), now: nowWords(current) },
            turns: shifts.map(({ from, to, person }) => ({
              ...{ from: at(from, zone), person: person ?? 'nobody' },
              until: to === end ? AND_ON : at(to, zone),
            })),
            people: peopleOf(rotation),
            changes: changesOf(rotation, kept, now),
          };
        }),
      );
    },
    async people(viewer) {
      viewer.check('oncall');
      const inTurn = (await onCall.rotations()).flatMap(peopleOf);
      return [...new Set([...inTurn, ...(await colleagues())])];
    },
    async override({ person, ...stretch }, viewer) {
      const rotation = await find(stretch.rotation);
      checkMayCover(person, viewer);
      const known = await knownAs(person.trim(), rotation, isKnown);
      const times = timesOf(stretch, rotation, clock.now());
      return change(rotation, { kind: 'override', person: known, ...times }, viewer);
    },
    async swap({ one, other, ...stretch }, viewer) {
      const rotation = await find(stretch.rotation);
      viewer.check('assign');
      const between = [inTurn(one, rotation), inTurn(other, rotation)] as const;
      const times = timesOf(stretch, rotation, clock.now());
      const { shifts } = await onCall.roster(rotation.name, times.from, times.to);
      const isAnybodysTurn = shifts.some(
        ({ person }) => person !== null && between.includes(person),
      );
      if (between[0] !== between[1] && !isAnybodysTurn)
        throw new AskerError(
          `Neither ${between[0]} nor ${between[1]} has a turn then, so there is nothing to swap.`,
        );
      return change(rotation, { kind: 'swap', between, ...times }, viewer);
    },
    async cancel(id, viewer) {
      const made = (await onCall.changes()).find((kept) => kept.id === id);
      viewer.check(made?.madeBy === viewer.name ? 'oncall' : 'assign');
      const kept = await onCall.cancel(id, viewer.name);
      const { zone } = await find(kept.rotation);
      return `Taken back: ${changeWords(kept, zone)}.`;
    },
  };
}

const peopleOf = ({ layers }: Rotation): readonly string[] => [
  ...new Set(layers.flatMap(({ people }) => people)),
];

function changesOf(
  { name, zone, changes }: Rotation,
  kept: readonly KeptChange[],
  now: number,
): RotationInWords['changes'] {
  const ofFile = changes.filter((one) => one.to > now && !('id' in one));
  return [
    ...ofFile.map((one) => ({ id: null, words: changeWords(one, zone) })),
    ...kept
      .filter(({ rotation }) => rotation === name)
      .map((one) => ({ id: one.id, words: changeWords(one, zone) })),
  ];
}

/** The name of somebody who takes turns, in any capitals. Throws AskerError for whoever takes none: turns can be swapped by those who have any. */
export function inTurn(words: string, rotation: Rotation): string {
  const people = peopleOf(rotation);
  const known = people.find((name) => name.toLowerCase() === words.trim().toLowerCase());
  if (known !== undefined) return known;
  throw new AskerError(
    `“${words}” takes no turns in ${rotation.name}. ${people.length === 0 ? 'Nobody does yet.' : `Those who do: ${people.join(', ')}.`}`,
  );
}

/** The end is read from the beginning on, so that “2 h” lasts two hours; tomorrow is tomorrow all the same. */
function timesOf(
  { from, until }: Stretch,
  { zone }: Rotation,
  now: number,
): { readonly from: number; readonly to: number } {
  const beginning = from.trim() === '' ? now : timeOf(from, { now, zone });
  const isFromNow = /^(?:until |till )?(?:today|tomorrow)\b/i.test(until.trim());
  return { from: beginning, to: timeOf(until, { now: isFromNow ? now : beginning, zone }) };
}

function timeOf(words: string, place: { readonly now: number; readonly zone: string }): number {
  const time = readUntil(words, place);
  if (time !== null) return time;
  throw new AskerError(
    words.trim() === ''
      ? 'Say until when, such as 18:00, monday 9:00, 24 dec or 2 h.'
      : `“${words}” is no time such as 18:00, monday 9:00, 24 dec or 2 h.`,
  );
}
