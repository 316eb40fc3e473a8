import type { Access, Audience, Place } from '../../core/access.ts';
import type { Clock } from '../../core/clock.ts';
import { type AccessParts, accessOf } from './access-of.ts';
import { audienceOf } from './audience.ts';

/** Who somebody is, and who reads along where they ask. */
export interface Who {
  /** Throws PermissionError for people of other workspaces, unless they are let in. */
  accessOf(person: string, place: Place): Promise<Access>;
  /** The least of all who read there; undefined where it is the asker alone. */
  audienceOf(asker: Access, place: Place): Promise<Audience | undefined>;
}

/** Somebody who joins is counted within so long, as the directory's own answers are. */
const AUDIENCE_LASTS_MS = 60_000;
const KEPT_AUDIENCES = 1000;

/** Looks everybody up by the directory; audiences are remembered for a minute. */
export function createWho(parts: AccessParts & { readonly clock: Clock }): Who {
  type Kept = { readonly at: number; readonly audience: Promise<Audience | undefined> };
  const kept = new Map<string, Kept>();
  return {
    accessOf: (person, place) => accessOf(person, place, parts),
    audienceOf(asker, place) {
      const key = JSON.stringify([asker.person, place.team, place.channel]);
      const known = kept.get(key);
      if (known && parts.clock.now() - known.at < AUDIENCE_LASTS_MS) return known.audience;
      const mine: Kept = { at: parts.clock.now(), audience: audienceOf(asker, place, parts) };
      kept.delete(key);
      kept.set(key, mine);
      mine.audience.catch(() => kept.get(key) === mine && kept.delete(key));
      const [oldest] = kept.keys();
      if (kept.size > KEPT_AUDIENCES && oldest !== undefined) kept.delete(oldest);
      return mine.audience;
    },
  };
}
