import { showOffline } from './offline.js';
import { announce, find } from './page.js';

/** @typedef {{ source: string, isRunning: boolean, words: string, part: number | null, stamp: string }} Live */

/** Support systems on the Data page: buttons work in place, and a run's progress is drawn as it comes. */
export function startSyncing() {
  document.addEventListener('submit', press);
  const events = new EventSource('/sync/events');
  events.addEventListener('live', (event) => {
    /** @type {Live[]} */
    const live = JSON.parse(event.data);
    if (live.some(isNew)) void refresh();
    else for (const one of live) draw(one);
  });
  addEventListener('pagehide', () => events.close());
}

/** @param {string} source */
const systemOf = (source) => find(document, `[data-system="${source}"]`, HTMLElement);

/**
 * Whether the page shows this system as it was before its run began, or ended.
 * @param {Live} live
 */
export function isNew({ source, stamp, isRunning }) {
  const system = systemOf(source);
  const shows = system?.querySelector('[data-live-part]') !== null;
  return system !== null && (system.dataset.stamp !== stamp || shows !== isRunning);
}

/** @param {Live} live */
export function draw({ source, words, part, isRunning }) {
  const system = isRunning ? systemOf(source) : null;
  const meter = system && find(system, '[data-live-part]', HTMLProgressElement);
  const text = system?.querySelector('[data-live-words]');
  if (text) text.textContent = words;
  if (meter && part !== null) meter.value = part;
  else meter?.removeAttribute('value');
}

/** @param {SubmitEvent} event */
function press(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-sync')) return;
  event.preventDefault();
  void send(form);
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const system = form.closest('[data-system]');
  if (system) system.ariaBusy = 'true';
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const response = await fetch(form.action, { method: 'POST', body }).catch(() => null);
  if (response === null) {
    if (system) system.ariaBusy = 'false';
    return void showOffline();
  }
  replace(await response.text());
}

async function refresh() {
  const text = await fetch('/data').then(
    (response) => response.text(),
    () => null,
  );
  if (text !== null) replace(text);
}

/**
 * The section anew, with what was unfolded and where the focus was.
 * @param {string} text
 */
function replace(text) {
  const now = document.getElementById('systems');
  const next = new DOMParser().parseFromString(text, 'text/html').getElementById('systems');
  if (now === null || next === null) {
    // What went wrong has a page of its own.
    document.open();
    document.write(text);
    document.close();
    return;
  }
  const focused = now.contains(document.activeElement) ? document.activeElement : null;
  const before = statesIn(now);
  const open = [...now.querySelectorAll('details[open]')].map(placeOf);
  for (const details of next.querySelectorAll('details'))
    details.open = !details.matches('.confirm') && open.includes(placeOf(details));
  now.replaceWith(next);
  if (focused) refocus(next, focused);
  for (const [source, words] of statesIn(next))
    if (before.get(source) !== words) announce(`${source}: ${words}`);
}

/**
 * The same control, else what stands in its place: Stop where Sync was.
 * @param {HTMLElement} systems
 * @param {Element} focused
 */
function refocus(systems, focused) {
  const label = focused.getAttribute('aria-label');
  const system = focused.closest('[data-system]')?.id;
  const same = label && find(systems, `[aria-label="${CSS.escape(label)}"]`, HTMLElement);
  const instead = system && find(systems, `#${CSS.escape(system)} button`, HTMLElement);
  (same || instead || null)?.focus({ preventScroll: true });
}

/** @param {Element} details */
const placeOf = (details) =>
  `${details.closest('[data-system]')?.id} ${details.querySelector('summary')?.textContent}`;

/** @param {HTMLElement} systems */
function statesIn(systems) {
  return new Map(
    [...systems.querySelectorAll('[data-system]')].map((system) => [
      system.querySelector('h3')?.textContent ?? '',
      system.querySelector('.badge')?.textContent ?? '',
    ]),
  );
}
