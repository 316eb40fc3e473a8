import { formatCount, formatCounted, formatSeconds } from '../../core/format.ts';
import { formatInstant } from '../../core/format-time.ts';
import type { OutboxEntry } from '../outbox/outbox.ts';
import type { RunRecord, SourceState, SyncProgress } from './syncing.ts';
import type { SourceCheck, TicketChange } from './ticket-source.ts';

type Place = { readonly zone: string; readonly now: number };

/** What was done and what came of it: `done`, `failed`. */
export const OUTCOME_WORDS: Readonly<Record<RunRecord['outcome'], string>> = {
  running: 'running',
  done: 'done',
  stopped: 'stopped',
  failed: 'failed',
  interrupted: 'cut off',
};

export const TRIGGER_WORDS: Readonly<Record<RunRecord['trigger'], string>> = {
  schedule: 'by schedule',
  person: 'by hand',
  start: 'at the start',
};

export type Health = 'never' | 'running' | 'failing' | 'well';

/** The run under way. Null: there is none. */
export function runningOf({ running, lastRun }: SourceState): RunRecord | null {
  return running ?? (lastRun?.outcome === 'running' ? lastRun : null);
}

export function healthOf(state: SourceState): Health {
  const { lastRun, lastDone } = state;
  if (runningOf(state)) return 'running';
  if (lastRun?.outcome === 'failed') return 'failing';
  return lastDone ? 'well' : 'never';
}

/** How a source stands, in a sentence. */
export function stateWords(state: SourceState, { zone, now }: Place): string {
  const { lastRun, lastDone, readUntil } = state;
  const running = runningOf(state);
  const upTo = readUntil
    ? `everything up to ${formatInstant(readUntil, zone)} is here`
    : 'it has not been read to the end yet';
  switch (healthOf(state)) {
    case 'running':
      return `Being read now${running?.kind === 'full' ? ', all of it' : ''}; ${upTo}.`;
    case 'failing': {
      const since = lastDone?.finishedAt ?? lastRun?.startedAt ?? null;
      const when = since ? ` since ${formatInstant(since, zone)}` : '';
      return lastDone ? `Failing: no complete read${when}; ${upTo}.` : `Failing; ${upTo}.`;
    }
    case 'never':
      return lastRun ? 'Not read to the end yet; the next run goes on.' : 'Not read yet.';
    case 'well': {
      const lag = lagSeconds(state, now);
      return `Up to date as of ${formatSeconds(lag ?? 0)} ago; ${upTo}.`;
    }
  }
}

/** How far behind the store may be. Null: never read to the end. */
export function lagSeconds({ readUntil }: SourceState, now: number): number | null {
  return readUntil === null ? null : Math.max(0, (now - Date.parse(readUntil)) / 1000);
}

export function durationSeconds({ startedAt, finishedAt }: RunRecord, now: number): number {
  return Math.max(0, ((finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt)) / 1000);
}

/** "tickets, 1 200 of 4 000" */
export function runProgressWords({
  step,
  done,
  of,
}: Pick<RunRecord, 'step' | 'done' | 'of'>): string {
  if (step === null) return 'starting';
  if (of === null || of === 0) return done > 0 ? `${step}, ${formatCount(done)}` : step;
  return `${step}, ${formatCount(Math.min(done, of))} of ${formatCount(of)}`;
}

/** "tickets, 1 200 of 4 000 · 310 a second · 2 min left" */
export function progressWords(progress: SyncProgress): string {
  const { rowsPerSecond, secondsLeft } = progress;
  return [
    runProgressWords(progress),
    ...(rowsPerSecond >= 1 ? [`${formatCount(rowsPerSecond)} a second`] : []),
    ...(secondsLeft === null ? [] : [`${formatSeconds(secondsLeft)} left`]),
  ].join(' · ');
}

/** What a run changed: "12 new, 3 changed, 1 deleted". */
export function changeWords(run: RunRecord): string {
  const parts = [
    `${formatCount(run.inserted)} new`,
    `${formatCount(run.updated)} changed`,
    `${formatCount(run.deleted)} deleted`,
    ...(run.rejected > 0 ? [`${formatCount(run.rejected)} rejected`] : []),
  ];
  return parts.join(', ');
}

/** "2 tickets: no date" */
export function rejectWords({ entity, reason, rows }: SourceState['rejects'][number]): string {
  return `${formatCounted(rows, entity.replace(/s$/, ''), entity)}: ${reason}`;
}

/** "4 312 tickets, 3 Mar 2024 – 20 Nov 2026" and what else was seen. */
export function seenWords({ seen }: SourceCheck, zone: string): string {
  const counts = [
    seen.tickets === null ? null : formatCounted(seen.tickets, 'ticket'),
    seen.chats === null ? null : formatCounted(seen.chats, 'chat'),
    seen.agents === null ? null : formatCounted(seen.agents, 'agent'),
    seen.pipelines === null ? null : formatCounted(seen.pipelines, 'pipeline'),
    seen.oldestAt === null ? null : `oldest ${formatInstant(seen.oldestAt, zone)}`,
    seen.newestAt === null ? null : `newest ${formatInstant(seen.newestAt, zone)}`,
  ];
  return counts.filter((words) => words !== null).join(', ');
}

/** What was found, without the remedy where the message ends in it: that is shown by itself. */
export function findingWords({ words, remedy }: SourceCheck['findings'][number]): string {
  const cut = remedy && words.endsWith(remedy) ? words.slice(0, -remedy.length).trim() : words;
  return cut === '' ? words : cut;
}

/** What a change on its way would do. */
export function changeAskedWords(change: TicketChange): string {
  switch (change.kind) {
    case 'set-owner':
      return change.agentRef === null ? 'unassign' : `assign to ${change.agentRef}`;
    case 'set-priority':
      return `set priority to ${change.priority}`;
    case 'set-status':
      return `set status to ${change.status}`;
    case 'add-note':
      return 'add a note';
  }
}

export const OUTBOX_WORDS: Readonly<Record<OutboxEntry['state'], string>> = {
  waiting: 'waiting',
  sending: 'being sent',
  unsure: 'being looked for',
  done: 'made',
  refused: 'refused',
  cancelled: 'cancelled',
};

/** What to do where no support system is set up. */
export const NOTHING_SET_UP =
  'No support system is connected. Put its token into .env, then start Deskhand again:';
export const SET_UP_LINES: readonly { readonly label: string; readonly variables: string }[] = [
  { label: 'HubSpot', variables: 'HUBSPOT_TOKEN' },
  { label: 'LiveChat', variables: 'LIVECHAT_ACCOUNT_ID and LIVECHAT_TOKEN' },
  { label: 'Zendesk', variables: 'ZENDESK_SUBDOMAIN, ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET' },
];
