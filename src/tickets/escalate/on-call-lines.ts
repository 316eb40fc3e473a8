import type { Clock } from '../../core/clock.ts';
import type { OnCallBook } from './on-call-book.ts';
import { onCallWords, rosterWords } from './on-call-words.ts';

const ROSTER_MS = 14 * 86_400_000;
const NONE = 'There is no rotation yet: config/escalation.yaml is where they are set up.';

/** Who is on call now and next, a sentence a rotation; of one that is named, everybody's turns in the next two weeks. Throws AskerError where there is none of that name. */
export async function onCallLines(
  rotation: string,
  { onCall, clock }: { readonly onCall: OnCallBook; readonly clock: Clock },
): Promise<readonly string[]> {
  if (rotation.trim() === '') {
    const now = await onCall.now();
    return now.length === 0 ? [NONE] : now.map(onCallWords);
  }
  const from = clock.now();
  const roster = await onCall.roster(rotation, from, from + ROSTER_MS);
  return rosterWords(roster.rotation, roster.shifts);
}
