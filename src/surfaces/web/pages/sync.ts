import { formatCount, formatSeconds } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import { unbroken } from '../../../core/readable.ts';
import type { OutboxEntry } from '../../../sources/outbox/outbox.ts';
import {
  durationSeconds,
  type Health,
  healthOf,
  lagSeconds,
  OUTCOME_WORDS,
  progressWords,
  runningOf,
  runProgressWords,
  SET_UP_LINES,
  stateWords,
  TRIGGER_WORDS,
} from '../../../sources/sync/sync-words.ts';
import { type Html, html } from '../markup.ts';
import type { SystemView } from '../sync-desk.ts';
import { plainTable } from './plain-table.ts';
import { renderChanges } from './sync-changes.ts';
import { renderCheck, renderRejects } from './sync-findings.ts';

type Place = { readonly zone: string; readonly now: number };

const HEALTH_WORDS = {
  never: 'Not read yet',
  running: 'Being read',
  failing: 'Failing',
  well: 'Up to date',
} as const;

/** What a script redraws while a source is being read, and by what it knows that there is more to fetch. */
export type Live = {
  readonly source: string;
  readonly isRunning: boolean;
  readonly words: string;
  /** 0–1; null while nobody knows. */
  readonly part: number | null;
  /** Moves when anything beside the progress did. */
  readonly stamp: string;
};

export function liveOf({ state, tested }: SystemView): Live {
  const run = runningOf(state);
  const { progress, lastRun } = state;
  const told = progress ?? run;
  const words = progress ? progressWords(progress) : run ? runProgressWords(run) : '';
  return {
    source: state.source,
    isRunning: run !== null,
    words: unbroken(words),
    part: told?.of ? Math.min(1, told.done / told.of) : null,
    stamp: [lastRun?.id, lastRun?.outcome, tested?.at].join(' '),
  };
}

/** Support systems: how each stands, what can be done about it, and what waits to go back. */
export function renderSystems(
  systems: readonly SystemView[],
  changes: readonly OutboxEntry[],
  place: Place,
): Html {
  return html`<section id="systems" class="systems" aria-labelledby="systems-title"${systems.length > 0 ? html` data-systems` : ''}>
<h2 id="systems-title">Support systems</h2>
${systems.length === 0 ? renderNone() : systems.map((system) => renderSystem(system, place))}
${renderChanges(changes, place.zone)}
</section>`;
}

function renderNone(): Html {
  return html`<p class="context">No support system is connected. Deskhand can read tickets, chats and messages by itself, every few hours.</p>
<details class="steps"><summary>Connect one</summary>
<ol>
<li>Make a key that may read, in the support system; README.md, “Connect your support system”, says where and with which scopes.</li>
<li>Put it into the file <code>.env</code> beside Deskhand:
<ul>${SET_UP_LINES.map(({ label, variables }) => html`<li>${label}: <code>${variables}</code></li>`)}</ul></li>
<li>Start Deskhand again. The first read begins by itself; it shows here.</li>
</ol>
<p class="note">Messages of a Facebook page come as a file: bring it like any other.</p>
</details>`;
}

function renderSystem(system: SystemView, place: Place): Html {
  const { state, tested } = system;
  const id = `system-${state.source}`;
  const health = healthOf(state);
  return html`<article class="system" id="${id}" aria-labelledby="${id}-title" data-system="${state.source}" data-stamp="${liveOf(system).stamp}">
<header class="system-head"><h3 id="${id}-title">${state.label}</h3><span class="badge" data-health="${health}">${badgeWords(state, health)}</span></header>
<p class="context">${unbroken(stateWords(state, place))}</p>
${renderProblem(state.lastRun)}
${health === 'running' ? renderProgress(system) : ''}
${renderActions(state.source, state.label, health === 'running')}
${tested ? renderCheck(tested, place) : ''}
${renderFacts(system, place)}
${renderRejects(state.rejects)}
${renderLog(system, place)}
</article>`;
}

/** A system by which an empty store is being filled: how far that is, or what stands in its way. */
export function renderFilling(system: SystemView, place: Place): Html {
  const { state } = system;
  const id = `system-${state.source}`;
  const health = healthOf(state);
  return html`<article class="system" id="${id}" aria-labelledby="${id}-title" data-system="${state.source}" data-stamp="${liveOf(system).stamp}">
<header class="system-head"><h2 id="${id}-title">${state.label}</h2><span class="badge" data-health="${health}">${badgeWords(state, health)}</span></header>
${health === 'running' ? renderProgress(system) : html`<p class="context">${unbroken(stateWords(state, place))}</p>${renderProblem(state.lastRun)}`}
</article>`;
}

function badgeWords({ lastRun }: SystemView['state'], health: Health): string {
  return health === 'never' && lastRun ? 'Not read to the end' : HEALTH_WORDS[health];
}

function renderProblem(run: SystemView['state']['lastRun']): Html | '' {
  if (!run?.problem) return '';
  const words = run.remedy && run.problem.endsWith(run.remedy) ? '' : run.remedy;
  return html`<div class="problem"><p class="problem-message">${run.problem}</p>${words ? html`<p class="remedy">${words}</p>` : ''}</div>`;
}

function renderProgress(system: SystemView): Html {
  const { words, part } = liveOf(system);
  return html`<div class="progress"><progress max="1"${part === null ? '' : html` value="${part}"`} aria-label="Reading ${system.state.label}" data-live-part></progress><p data-live-words>${words}</p><a class="no-js" href="/data#system-${system.state.source}">Look again</a></div>`;
}

function renderActions(source: string, label: string, isRunning: boolean): Html {
  const url = `/sync/${source}`;
  const test = html`<form method="post" action="${url}/test" data-sync><button class="quiet" type="submit" aria-label="Test ${label}">Test</button></form>`;
  if (isRunning) {
    return html`<div class="system-actions"><form method="post" action="${url}/stop" data-sync><button class="button" type="submit" aria-label="Stop reading ${label}">Stop</button></form>${test}</div>`;
  }
  return html`<div class="system-actions">
<form method="post" action="${url}/run" data-sync><button class="button" type="submit" aria-label="Sync ${label} now">Sync now</button></form>
${test}
<details class="confirm"><summary class="quiet">Full sync…</summary>
<form method="post" action="${url}/run" data-sync><input type="hidden" name="kind" value="full"><p>Everything is read again, and what was deleted there is found. It may take a while and many requests; answers go on meanwhile.</p><button class="button" type="submit" aria-label="Read everything of ${label} again">Read everything again</button></form></details>
</div>`;
}

function renderFacts({ state }: SystemView, { zone, now }: Place): Html {
  const { lastRun, nextAt } = state;
  const lag = lagSeconds(state, now);
  const facts: readonly (readonly [string, string])[] = [
    ...(lastRun
      ? ([
          [
            'Last run',
            `${formatInstant(lastRun.startedAt, zone)}, ${OUTCOME_WORDS[lastRun.outcome]}`,
          ],
          ['Took', formatSeconds(durationSeconds(lastRun, now))],
          ['New', formatCount(lastRun.inserted)],
          ['Changed', formatCount(lastRun.updated)],
          ['Deleted', formatCount(lastRun.deleted)],
          ['Rejected', formatCount(lastRun.rejected)],
        ] as const)
      : []),
    ...(runningOf(state) ? [] : [['Next run', nextWords(nextAt, { zone, now })] as const]),
    ['Behind by', lag === null ? 'unknown' : formatSeconds(lag)],
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${unbroken(value)}</dd></div>`)}</dl>`;
}

function nextWords(nextAt: string | null, { zone, now }: Place): string {
  if (nextAt === null) return 'not planned';
  return Date.parse(nextAt) <= now ? 'due now' : formatInstant(nextAt, zone);
}

function renderLog({ state, log }: SystemView, { zone, now }: Place): Html | '' {
  if (log.length === 0) return '';
  return html`<details data-keeps="log-${state.source}"><summary>Runs</summary>
${plainTable(
  `Runs of ${state.label}`,
  [
    'Began',
    'How',
    'Outcome',
    'Took',
    '#New',
    '#Changed',
    '#Unchanged',
    '#Deleted',
    '#Rejected',
    '#Requests',
    'What went wrong',
  ],
  log.map((run) => [
    formatInstant(run.startedAt, zone),
    `${run.kind === 'full' ? 'full, ' : ''}${TRIGGER_WORDS[run.trigger]}`,
    OUTCOME_WORDS[run.outcome],
    formatSeconds(durationSeconds(run, now)),
    ...[run.inserted, run.updated, run.unchanged, run.deleted, run.rejected, run.requests].map(
      formatCount,
    ),
    run.problem ?? '–',
  ]),
)}</details>`;
}
