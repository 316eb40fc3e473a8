import type { FollowUp } from '../../../core/answer.ts';
import type { DataStatus } from '../../../core/data-status.ts';
import { untilWords } from '../../../core/days.ts';
import { formatCounted } from '../../../core/format.ts';
import { type Html, html } from '../markup.ts';
import type { SystemView } from '../sync-desk.ts';
import { renderComposer } from './composer.ts';
import type { Shell } from './shell.ts';
import { liveOf, renderFilling } from './sync.ts';
import { renderFollowUps } from './turn.ts';

/** Enough to show what can be asked, few enough to be read. */
export const STARTERS = 4;

/** What a first visit, and every new chat, begins with. */
export function renderWelcome(
  shell: Shell,
  data: DataStatus,
  suggestions: readonly FollowUp[],
  systems: readonly SystemView[],
): Html {
  const held = heldWords(data, shell);
  return html`<div class="thread" id="thread" data-thread-id="">
<section class="welcome" data-welcome>
<h1>Ask your support data a question.</h1>
${
  held === null
    ? renderNothingYet(systems, shell)
    : html`<p class="context">Every figure comes from the ${held}, and shows how it was made.</p>
${renderFollowUps(suggestions.slice(0, STARTERS), null, 'Questions that work on this data', 'starters')}
<p class="welcome-own"><a href="/upload" data-pick-file>Bring your own file</a> or drop it anywhere: CSV, JSON, JSONL, Parquet.</p>`
}
</section>
</div>
${held === null ? '' : renderComposer(null, null)}`;
}

/** Where a support system is connected, its rows are on their way: there a file is beside the point. */
function renderNothingYet(systems: readonly SystemView[], shell: Shell): Html {
  if (systems.length === 0)
    return html`<p class="context">There is no data yet. Bring a ticket or chat export to begin: CSV, JSON, JSONL or Parquet.</p>
<p><a class="button" href="/upload" data-pick-file>Bring your own file</a></p>`;
  const isRead = systems.some((system) => liveOf(system).isRunning);
  return html`<p class="context">${isRead ? 'Your data is being read. Questions can be asked here as soon as the first of it is in.' : 'Nothing has been read yet.'}</p>
<div class="systems" data-filling>${systems.map((system) => renderFilling(system, shell))}</div>
<p class="welcome-own"><a href="/data">Support systems</a> can be tested and read anew on the Data page. Or <a href="/upload" data-pick-file>bring your own file</a>.</p>`;
}

/** "5 000 tickets and 4 500 chats, demo data, to this morning"; null for an empty store. */
function heldWords(data: DataStatus, { now, zone }: Pick<Shell, 'now' | 'zone'>): string | null {
  const held = data.tables.filter(({ table, rows }) => rows > 0 && /^(tickets|chats)$/.test(table));
  if (held.length === 0) return null;
  const counts = held
    .map(({ table, rows }) => formatCounted(rows, table.slice(0, -1)))
    .join(' and ');
  const newest = held
    .map(({ to }) => to ?? '')
    .toSorted()
    .at(-1);
  const origin = data.sources.some(({ source }) => source === 'demo') ? ', demo data' : '';
  return `${counts}${origin}${newest ? `, to ${untilWords(newest, now, zone)}` : ''}`;
}
