import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { Viewer } from '../../core/ticket-card.ts';
import { readUntil } from '../assign/read-until.ts';
import type { OnCallBook } from './on-call-book.ts';
import { onCallWords } from './on-call-words.ts';
import type { Rotation } from './rotation.ts';

export type CoverParts = {
  readonly onCall: OnCallBook;
  readonly clock: Clock;
  /** Whether anybody of that name works here. */
  isKnown(name: string): Promise<boolean>;
};

const COVER = /^(.*?)\s*\b(?:until|till|for)\s+(\S.*)$/is;
const MYSELF = /^(?:me|myself)?$/i;

/**
 * Puts somebody on call from now on, whosever turn it is: "me until 18:00", "Nova Lee for 2 h", "night Nova Lee until monday 9:00".
 * Gives sentences about it; null for words that say nothing of the kind. Putting on call somebody else takes the right to assign.
 */
export async function coverOnCall(
  words: string,
  viewer: Viewer,
  { onCall, clock, isKnown }: CoverParts,
): Promise<readonly string[] | null> {
  const [, who, until] = COVER.exec(words.trim()) ?? [];
  if (who === undefined || until === undefined) return null;
  const { rotation, rest } = rotationIn(who, await onCall.rotations());
  const isThemself = checkMayCover(rest, viewer);
  const person = isThemself ? viewer.name : await knownAs(rest, rotation, isKnown);
  const now = clock.now();
  const to = readUntil(until, { now, zone: rotation.zone });
  if (to === null)
    throw new AskerError(`“${until}” is no time such as 18:00, monday 9:00, 24 dec or 2 h.`);
  const override = { kind: 'override', person, from: now, to } as const;
  const { id } = await onCall.change(rotation.name, override, viewer.name);
  const all = await onCall.now(now);
  return [
    ...all.filter((one) => one.rotation.name === rotation.name).map(onCallWords),
    `“deskhand oncall cancel ${id}” takes it back, and so does the console’s page “On call”.`,
  ];
}

/** Whether `words` are the viewer themself. Throws PermissionError for putting on call somebody else without the right to assign. */
export function checkMayCover(words: string, viewer: Viewer): boolean {
  const isThemself = MYSELF.test(words) || words.toLowerCase() === viewer.name.toLowerCase();
  viewer.check(isThemself ? 'oncall' : 'assign');
  return isThemself;
}

/** The rotation that is named first, else the only one there is. */
function rotationIn(words: string, rotations: readonly Rotation[]) {
  const [first = '', ...rest] = words.trim().split(/\s+/);
  const named = rotations.find(({ name }) => name === first.toLowerCase());
  if (named) return { rotation: named, rest: rest.join(' ') };
  const [only, ...others] = rotations;
  if (!only)
    throw new AskerError(
      'There is no rotation yet: config/escalation.yaml is where they are set up.',
    );
  if (others.length > 0) {
    const names = rotations.map(({ name }) => name).join(', ');
    throw new AskerError(`Say in which rotation first: ${names}.`);
  }
  return { rotation: only, rest: words.trim() };
}

/** The name of somebody in turn, or of anybody else who works here. Throws AskerError for nobody. */
export async function knownAs(
  words: string,
  { layers }: Rotation,
  isKnown: CoverParts['isKnown'],
): Promise<string> {
  const people = layers.flatMap((layer) => layer.people);
  const known = people.find((name) => name.toLowerCase() === words.toLowerCase());
  if (known !== undefined) return known;
  if (await isKnown(words)) return words;
  throw new AskerError(`Nobody here is called “${words}”: say the name that config/team.yaml has.`);
}
