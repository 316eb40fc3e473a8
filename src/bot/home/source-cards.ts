import type { Facts, SystemFreshness } from '../../analytics/facts.ts';
import { formatSeconds } from '../../core/format.ts';
import { formatInstant } from '../../core/format-time.ts';
import type { SourceCard } from './home.ts';

type Moment = { readonly now: number; readonly zone: string };

/** Support systems first, then what was loaded from files. */
export function sourceCards(
  { sources, systems = [] }: Pick<Facts, 'sources' | 'systems'>,
  moment: Moment,
): readonly SourceCard[] {
  const live = new Set(systems.map(({ source }) => source));
  const files = sources
    .filter(({ source }) => !live.has(source))
    .map(({ source, newestAt, loadedAt }): SourceCard => {
      const until = newestAt ? `, newest record ${formatInstant(newestAt, moment.zone)}` : '';
      const words = `loaded ${formatInstant(loadedAt, moment.zone)}${until}`;
      return { label: source, state: 'once', words };
    });
  return [...systems.map((system) => systemCard(system, moment)), ...files];
}

function systemCard(system: SystemFreshness, { now, zone }: Moment): SourceCard {
  const { label, readUntil, failingSince, running, staleAfterMs } = system;
  const age = readUntil === null ? null : Math.max(0, (now - Date.parse(readUntil)) / 1000);
  const upTo =
    age === null ? 'not read to the end yet' : `up to date as of ${formatSeconds(age)} ago`;
  if (running) {
    const part = running.part === null ? '' : `, ${Math.floor(running.part * 100)} % done`;
    return { label, state: 'reading', words: `being read now${part}; ${upTo}` };
  }
  if (failingSince) {
    const since = formatInstant(failingSince, zone);
    return { label, state: 'failing', words: `failing since ${since}; ${upTo}` };
  }
  const isFresh = age !== null && age * 1000 <= staleAfterMs;
  return { label, state: isFresh ? 'fresh' : 'behind', words: upTo };
}
