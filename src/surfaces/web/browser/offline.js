import { find } from './page.js';

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

let offline = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;

/** Says so when the server is gone, and comes back by itself. */
export function startOffline() {
  find(document, '[data-retry]', HTMLButtonElement)?.addEventListener(
    'click',
    () => void check(FIRST_RETRY_MS),
  );
  addEventListener('offline', () => void showOffline());
  addEventListener('online', () => void check(FIRST_RETRY_MS));
}

export function isOffline() {
  return offline;
}

/** After a request failed: tells a server that is gone from one that only dropped this request. */
export async function showOffline() {
  await check(FIRST_RETRY_MS);
}

/** @param {number} nextMs */
async function check(nextMs) {
  clearTimeout(retry);
  offline = !(await fetch('/healthz', { cache: 'no-store' }).then(
    (response) => response.ok,
    () => false,
  ));
  const banner = document.getElementById('offline');
  if (banner) banner.hidden = !offline;
  if (!offline) return;
  const words = find(document, '[data-offline-text]', HTMLElement);
  if (words) words.textContent = `Your words are kept. Trying again every ${nextMs / 1_000} s.`;
  retry = setTimeout(() => void check(Math.min(nextMs * 2, LONGEST_RETRY_MS)), nextMs);
}
