import { postForEvents } from './event-stream.js';
import { showOffline } from './offline.js';
import { announce, find, nodesOf } from './page.js';

const ROWS = new Intl.NumberFormat('en', { useGrouping: true });
const STEPS = new Map([
  ['reading', 'Reading'],
  ['checking', 'Checking'],
  ['writing', 'Storing'],
  ['deriving', 'Working out replies and repeats'],
]);

/** Files by drag and drop, by button and by paste, and the import with its progress. */
export function startUploading() {
  watchDrops();
  watchPaste();
  document.addEventListener('click', pickFile);
  find(document, '#file', HTMLInputElement)?.addEventListener('change', (event) => {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file) void send(file);
  });
  document.addEventListener('change', resettle);
  document.addEventListener('submit', runImport);
}

function watchDrops() {
  const veil = document.getElementById('drop-veil');
  let depth = 0;
  /** @param {number} next */
  const show = (next) => {
    depth = Math.max(0, next);
    if (veil) veil.hidden = depth === 0;
  };
  addEventListener('dragenter', (event) => {
    if (event.dataTransfer?.types.includes('Files')) show(depth + 1);
  });
  addEventListener('dragleave', () => show(depth - 1));
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    show(0);
    const file = event.dataTransfer?.files[0];
    if (file) void send(file);
  });
}

function watchPaste() {
  addEventListener('paste', (event) => {
    const file =
      event.clipboardData?.files[0] ?? pastedRows(event.clipboardData?.getData('text/plain'));
    if (!file) return;
    event.preventDefault();
    void send(file);
  });
}

/**
 * Cells copied from a spreadsheet: several lines of as many tabs. Anything else is left to the box it was pasted into.
 * @param {string | undefined} text
 */
function pastedRows(text = '') {
  const lines = text.trim().split(/\r?\n/);
  const tabs = lines.map((line) => line.split('\t').length);
  const isTable = lines.length >= 2 && (tabs[0] ?? 1) > 1 && tabs.every((n) => n === tabs[0]);
  return isTable ? new File([text], 'pasted.tsv', { type: 'text/tab-separated-values' }) : null;
}

/** @param {MouseEvent} event */
function pickFile(event) {
  const link = event.target instanceof Element ? event.target.closest('[data-pick-file]') : null;
  if (link === null) return;
  event.preventDefault();
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) void send(file);
  });
  input.click();
}

/**
 * @param {File} file
 */
async function send(file) {
  const place = uploadPlace();
  const { bar, words, problem } = place;
  problem.replaceChildren();
  bar.hidden = false;
  words.textContent = `Sending ${file.name}`;
  const meter = find(bar, 'progress', HTMLProgressElement);
  const response = await upload(file, (part) => {
    if (meter) meter.value = part;
    if (part === 1) words.textContent = `Reading ${file.name}`;
  });
  bar.hidden = true;
  if (response === null) return void showOffline();
  if (response.type.includes('json')) return location.assign(JSON.parse(response.text).location);
  problem.replaceChildren(nodesOf(response.text));
  problem.scrollIntoView({ block: 'nearest' });
}

/**
 * `fetch` tells nothing of how much has been sent.
 * @param {File} file
 * @param {(part: number) => void} onProgress
 * @returns {Promise<{ text: string, type: string } | null>}
 */
function upload(file, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('load', () =>
      resolve({
        text: request.responseText,
        type: request.getResponseHeader('Content-Type') ?? '',
      }),
    );
    request.addEventListener('error', () => resolve(null));
    request.send(file);
  });
}

/** Where progress and problems of an upload are shown: its page's own place, else one above the page. */
function uploadPlace() {
  const root = document.querySelector('[data-upload]') ?? noticeOnTop();
  const bar = find(root, '[data-progress]', HTMLElement);
  const words = find(root, '[data-progress-text]', HTMLElement);
  const problem = find(root, '[data-problem]', HTMLElement);
  if (!bar || !words || !problem) throw new Error('no place for an upload');
  return { bar, words, problem };
}

function noticeOnTop() {
  const shown = document.querySelector('.notice');
  if (shown) return shown;
  const notice = document.createElement('div');
  notice.className = 'notice';
  notice.append(
    nodesOf(
      '<div class="progress" data-progress><progress max="1" aria-label="Uploading"></progress><p data-progress-text></p></div><div data-problem></div>',
    ),
  );
  document.getElementById('main')?.prepend(notice);
  return notice;
}

/**
 * A changed select of a preview is read again at once, and the page keeps its place.
 * @param {Event} event
 */
function resettle(event) {
  const field = event.target;
  if (!(field instanceof HTMLSelectElement || field instanceof HTMLInputElement)) return;
  const form = field.form;
  if (!form?.hasAttribute('data-settle')) return;
  void replacePreview(form, field.id || field.name);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} focusOn
 */
async function replacePreview(form, focusOn) {
  form.ariaBusy = 'true';
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const text = await fetch(form.action, { method: 'POST', body }).then(
    (response) => response.text(),
    () => null,
  );
  form.ariaBusy = 'false';
  if (text === null) return void showOffline();
  const page = new DOMParser().parseFromString(text, 'text/html').getElementById('import');
  const scrolled = document.querySelector('.columns-scroll')?.scrollTop ?? 0;
  if (page) document.getElementById('import')?.replaceWith(page);
  announce(`Read again: ${document.querySelector('#import .context')?.textContent ?? ''}`);
  const columns = document.querySelector('.columns-scroll');
  if (columns) columns.scrollTop = scrolled;
  find(document, `[name="${CSS.escape(focusOn)}"]`, HTMLElement)?.focus({ preventScroll: true });
}

/** @param {SubmitEvent} event */
function runImport(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-import')) return;
  event.preventDefault();
  const bar = form.parentElement;
  if (bar) void followImport(form, bar);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} bar
 */
async function followImport(form, bar) {
  const control = new AbortController();
  const cancel = find(bar, '[data-cancel]', HTMLButtonElement);
  cancel?.addEventListener('click', () => control.abort(), { once: true });
  setImporting(bar, true);
  try {
    for await (const event of postForEvents(form.action, new FormData(form), control.signal)) {
      if (event.event === 'progress') showProgress(bar, JSON.parse(event.data));
      if (event.event === 'done') return location.assign(event.data);
      if (event.event === 'failed') {
        bar.querySelector('[data-problem]')?.replaceChildren(nodesOf(event.data));
      }
    }
  } catch {
    if (!control.signal.aborted) void showOffline();
  }
  setImporting(bar, false);
}

/**
 * @param {HTMLElement} bar
 * @param {boolean} isRunning
 */
function setImporting(bar, isRunning) {
  const progress = find(bar, '[data-progress]', HTMLElement);
  if (progress) progress.hidden = !isRunning;
  for (const part of bar.querySelectorAll(':scope > form, :scope > .note')) {
    if (part instanceof HTMLElement) part.hidden = isRunning;
  }
}

/**
 * @param {HTMLElement} bar
 * @param {{ step: string, rows: number, of: number | null }} progress
 */
function showProgress(bar, { step, rows, of }) {
  const meter = find(bar, 'progress', HTMLProgressElement);
  if (meter && of) meter.value = rows / of;
  else meter?.removeAttribute('value');
  const words = bar.querySelector('[data-progress-text]');
  const count = of === null ? ROWS.format(rows) : `${ROWS.format(rows)} of ${ROWS.format(of)}`;
  if (words)
    words.textContent = `${STEPS.get(step) ?? step}: ${count.replaceAll(',', '\u2009')} ${(of ?? rows) === 1 ? 'row' : 'rows'}`;
}
