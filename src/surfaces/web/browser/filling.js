import { find } from './page.js';
import { draw, isNew } from './syncing.js';

/** @import { Live } from './syncing.js' */

const LOOKS_EVERY_MS = 3000;

/** The first page while the store is empty: how far its sources are read, until there is something to ask about. */
export function startFilling() {
  let lookedAt = Date.now();
  const events = new EventSource('/sync/events');
  events.addEventListener('live', (event) => {
    /** @type {Live[]} */
    const live = JSON.parse(event.data);
    for (const one of live) if (!isNew(one)) draw(one);
    if (Date.now() - lookedAt < LOOKS_EVERY_MS && !live.some(isNew)) return;
    lookedAt = Date.now();
    void look();
  });
  addEventListener('pagehide', () => events.close());
}

/** Somebody who is choosing a file loses nothing: the page is only left once it has something better. */
async function look() {
  const text = await fetch('/').then(
    (response) => response.text(),
    () => null,
  );
  const now = find(document, '[data-filling]', HTMLElement);
  if (text === null || now === null) return;
  const next = find(
    new DOMParser().parseFromString(text, 'text/html'),
    '[data-filling]',
    HTMLElement,
  );
  if (next === null) location.reload();
  else now.replaceWith(next);
}
