import type { Thread } from '../../../bot/desk.ts';
import { type Html, html } from '../markup.ts';
import { renderComposer } from './composer.ts';
import type { Shell } from './shell.ts';
import { renderTurn } from './turn.ts';

/** A thread from its first question, with the composer below. */
export function renderThread(thread: Thread, shell: Shell, isEditing: boolean): Html {
  const last = thread.messages.at(-1);
  return html`<div class="thread" id="thread" data-thread-id="${thread.id}">
<h1 class="sr">${thread.title}</h1>
${thread.messages.map((turn) =>
  renderTurn(turn, {
    threadId: thread.id,
    now: shell.now,
    zone: shell.zone,
    isLast: turn === last,
  }),
)}
</div>
${renderComposer(thread.id, isEditing ? (last?.question ?? null) : null)}`;
}
