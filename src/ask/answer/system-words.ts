import type { Facts, SystemFreshness } from '../../analytics/facts.ts';
import type { Provenance } from '../../core/answer.ts';
import { formatPercent, formatSeconds } from '../../core/format.ts';
import { formatDate, formatInstant, toLocal } from '../../core/format-time.ts';
import { joinWords } from './words.ts';

type Place = { readonly now: number; readonly zone: string };

/** What an answer may lack because a support system is being read for the first time, fails, or was not read lately. */
export function behindWords(system: SystemFreshness, { now, zone }: Place): string[] {
  const { label, readUntil, failingSince, running, staleAfterMs } = system;
  if (readUntil === null) return [firstReadWords(system, zone)];
  if (failingSince !== null && running === null) {
    return [
      `Reading ${label} has failed since ${formatInstant(failingSince, zone)}: what changed there after ${formatInstant(readUntil, zone)} is missing. The Data page says why.`,
    ];
  }
  const ageMs = now - Date.parse(readUntil);
  if (ageMs <= staleAfterMs) return [];
  return [
    `${label} was last read ${formatSeconds(ageMs / 1000)} ago: what changed there after ${formatInstant(readUntil, zone)} is missing.`,
  ];
}

function firstReadWords({ label, running, failingSince }: SystemFreshness, zone: string): string {
  if (running) {
    const soFar = running.part === null ? '' : `: ${formatPercent(running.part)} so far`;
    return `${label} is being read for the first time${soFar}.`;
  }
  const since = failingSince
    ? `; reading it has failed since ${formatInstant(failingSince, zone)}`
    : '';
  return `${label} has not been read to the end yet${since}. Figures may lack a part of it.`;
}

/** "HubSpot conversations older than 21 Nov 2025 are not kept (365 days)." */
export function notKeptWords(
  systems: readonly SystemFreshness[],
  from: string,
  zone: string,
): string[] {
  const short = systems.filter(({ keptFrom }) => keptFrom !== null && from < keptFrom);
  const [first] = short;
  if (!first?.keptFrom || first.keptDays === null) return [];
  const day = toLocal(first.keptFrom, zone).slice(0, 10);
  return [
    `${joinWords(short.map(({ label }) => label))} conversations older than ${formatDate(day)} are not kept (${first.keptDays} days).`,
  ];
}

/** Per source when it was filled, and up to when it has been read. */
export function freshnessOf({ sources, systems = [] }: Facts): Provenance['freshness'] {
  const read = systems.flatMap(({ source, label, newestAt, readAt, readUntil }) =>
    readAt === null || readUntil === null
      ? []
      : [{ source, shown: { source: label, newestAt, loadedAt: readAt, readUntil } }],
  );
  return [
    ...sources.filter(({ source }) => !read.some((one) => one.source === source)),
    ...read.map(({ shown }) => shown),
  ];
}
