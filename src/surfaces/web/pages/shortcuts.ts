import { type Html, html } from '../markup.ts';

const SHORTCUTS: readonly (readonly [keys: string, does: string])[] = [
  ['/', 'Write a question, or search the page'],
  ['↑', 'In an empty box: change the last question'],
  ['Enter', 'Ask'],
  ['Shift Enter', 'New line'],
  ['Esc', 'Cancel what is running, or leave the box'],
  ['← →', 'Move over the follow-ups'],
  ['?', 'Show this'],
];

/** A panel the browser opens and closes by itself. */
export function renderShortcuts(): Html {
  return html`<div class="panel" id="shortcuts" popover aria-labelledby="shortcuts-title">
<h2 id="shortcuts-title">Keyboard</h2>
<dl class="keys">${SHORTCUTS.map(
    ([keys, does]) =>
      html`<div><dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${does}</dd></div>`,
  )}</dl>
<button class="quiet" type="button" popovertarget="shortcuts" popovertargetaction="hide">Close</button>
</div>`;
}
