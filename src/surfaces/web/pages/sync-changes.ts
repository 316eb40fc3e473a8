import { formatInstant } from '../../../core/format-time.ts';
import type { OutboxEntry } from '../../../sources/outbox/outbox.ts';
import { changeAskedWords, OUTBOX_WORDS } from '../../../sources/sync/sync-words.ts';
import { type Html, html } from '../markup.ts';

/** Changes on their way back; what waits can be taken back. Nothing where none were asked for. */
export function renderChanges(changes: readonly OutboxEntry[], zone: string): Html | '' {
  if (changes.length === 0) return '';
  return html`<section id="outbox" aria-labelledby="outbox-title"><h3 id="outbox-title">Changes on their way back</h3>
<ul class="changes">${changes.map((change) => renderChange(change, zone))}</ul></section>`;
}

function renderChange(entry: OutboxEntry, zone: string): Html {
  const what = `${changeAskedWords(entry.change)}, ${entry.source} ${entry.ticketRef}`;
  const came = entry.outcome ?? entry.problem;
  return html`<li><p><span class="badge" data-health="${entry.state === 'refused' ? 'failing' : 'well'}">${OUTBOX_WORDS[entry.state]}</span> ${what}</p>
<p class="note">asked by ${entry.askedBy}, ${formatInstant(entry.askedAt, zone)}${came ? `; ${came}` : ''}</p>
${entry.state === 'waiting' ? html`<form method="post" action="/outbox/${entry.id}/cancel" data-sync><button class="quiet" type="submit" aria-label="Take back: ${what}">Take it back</button></form>` : ''}</li>`;
}
