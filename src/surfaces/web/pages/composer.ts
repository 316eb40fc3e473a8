import { type Html, html } from '../markup.ts';
import { icon } from './icon.ts';

/** Longer than any question; a pasted file belongs in an upload. */
export const LONGEST_QUESTION = 2_000;

/** Where questions are written. `editing`: the last question, to be asked differently. */
export function renderComposer(threadId: string | null, editing: string | null): Html {
  return html`<div class="composer-dock">
<form class="composer" method="post" action="/ask" data-ask>
  <input type="hidden" name="thread" value="${threadId ?? ''}">
  <input type="hidden" name="edit" value="${editing === null ? '' : '1'}">
  <p class="composer-mode" data-editing${editing === null ? html` hidden` : ''}>Changing the last question <kbd>Esc</kbd> keeps it</p>
  <div class="composer-row">
    <a class="icon-button" href="/upload" data-pick-file aria-label="Bring a file">${icon('file')}</a>
    <label class="sr" for="question">Question</label>
    <textarea id="question" name="question" dir="auto" rows="1" required maxlength="${LONGEST_QUESTION}" placeholder="Ask about your tickets and chats" enterkeyhint="send" autocomplete="off">${editing ?? ''}</textarea>
    <button class="send" type="submit" aria-label="Ask">${icon('send')}</button>
  </div>
</form>
<p class="composer-hint"><kbd>/</kbd> to write, <kbd>↑</kbd> to change the last question, <kbd>?</kbd> for all keys</p>
</div>`;
}
