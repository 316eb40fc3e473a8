import { formatCounted, formatSeconds } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import type { OutboxEntry } from '../../../sources/outbox/outbox.ts';
import {
  changeWords,
  durationSeconds,
  healthOf,
  lagSeconds,
  OUTCOME_WORDS,
  rejectWords,
  stateWords,
} from '../../../sources/sync/sync-words.ts';
import type { SourceState } from '../../../sources/sync/syncing.ts';
import type { Canvas } from './chart.ts';

const MOST_REASONS = 5;

/** How each support system stands, what was refused and why, and what waits to go back. Nothing where none is set up. */
export function renderSystems(
  systems: readonly SourceState[],
  outbox: readonly OutboxEntry[],
  place: { readonly zone: string; readonly now: number },
  { paint }: Canvas,
): string {
  if (systems.length === 0 && outbox.length === 0) return '';
  const blocks = systems.flatMap((system) => ['', ...linesOf(system, place, paint)]);
  const waiting =
    outbox.length > 0
      ? [
          '',
          paint.warn(
            `! ${formatCounted(outbox.length, 'change waits', 'changes wait')} to be made in the support systems: deskhand outbox`,
          ),
        ]
      : [];
  return `${['', paint.strong('Support systems'), ...blocks.slice(1), ...waiting].join('\n')}\n`;
}

function linesOf(
  system: SourceState,
  place: { readonly zone: string; readonly now: number },
  paint: Canvas['paint'],
): readonly string[] {
  const { lastRun, nextAt, rejects } = system;
  const lag = lagSeconds(system, place.now);
  const isWell = healthOf(system) !== 'failing';
  const words = stateWords(system, place);
  return [
    `${paint.strong(system.label)}: ${isWell ? words : paint.warn(words)}`,
    ...(lastRun
      ? [
          `  last run   ${formatInstant(lastRun.startedAt, place.zone)}, ${OUTCOME_WORDS[lastRun.outcome]} after ${formatSeconds(durationSeconds(lastRun, place.now))}: ${changeWords(lastRun)}`,
        ]
      : []),
    `  next run   ${nextAt ? formatInstant(nextAt, place.zone) : 'by “deskhand sync”, or while the console runs'}`,
    `  behind by  ${lag === null ? 'unknown' : formatSeconds(lag)}`,
    ...(lastRun?.problem
      ? [paint.warn(`  ! ${lastRun.problem}`), ...(lastRun.remedy ? [`    ${lastRun.remedy}`] : [])]
      : []),
    ...rejects
      .slice(0, MOST_REASONS)
      .map((reject) => paint.warn(`  ! Left out, ${rejectWords(reject)}`)),
  ];
}
