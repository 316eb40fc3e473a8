import { drawCharts } from './charts.js';
import { postForEvents } from './event-stream.js';
import { isOffline, showOffline } from './offline.js';
import { announce, find, nodesOf, scrolling } from './page.js';
import { catchUp, startTabs, tellTabs } from './tabs.js';

/** Before this nothing is shown to be busy, and most answers are there. */
const STATE_AFTER_MS = 300;
const CANCEL_AFTER_MS = 1_000;

const STATES = new Map([
  ['reading', 'Reading the question…'],
  ['running', 'Looking through the data…'],
]);

/** The server is there, and yet nothing came. */
const BROKE_OFF =
  '<div class="problem" role="alert"><p class="headline"><strong>The answer didn’t arrive.</strong></p><p class="problem-message">The connection broke off. Your words are below, to be sent again.</p></div>';

/** @type {AbortController | null} */
let running = null;
/** What is being answered; empty between questions. */
let asked = '';

/** Of what stands on the page. */
let shownPath = location.pathname;

/** Sends questions without leaving the page. */
export function startAsking() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-ask')) return;
    // A page without a thread on it goes to the one that answers.
    if (thread() === null) return;
    event.preventDefault();
    const fields = new FormData(form, event.submitter);
    void ask(fields, form.classList.contains('composer'));
  });
  composerBox()?.addEventListener('keydown', submitOnEnter);
  startTabs(
    () => thread()?.dataset.threadId ?? '',
    () => running !== null,
  );
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-edit]') : null;
    if (link === null) return;
    event.preventDefault();
    editLast();
  });
  // Back to a page this one was grown from: what it showed has to be fetched. A jump within the page is none.
  addEventListener('popstate', () => {
    if (location.pathname !== shownPath) location.reload();
  });
  // Without this the browser restores its own idea of the place before charts have their height.
  const last = thread()?.querySelector('.turn:last-of-type');
  if (location.hash === '' && last && thread()?.querySelectorAll('.turn').length !== 1) {
    last.scrollIntoView();
  }
}

/** The question an answer is awaited to, if one is. */
export function askedNow() {
  return asked;
}

/** Whether there was anything to cancel. */
export function cancelAsking() {
  if (running === null) return false;
  running.abort();
  return true;
}

/** Puts the last question back into the composer, to be asked differently. */
export function editLast() {
  const question = [...document.querySelectorAll('.turn .question h2')].at(-1)?.textContent;
  const box = composerBox();
  if (!question || box === null) return;
  setEditing(true);
  box.value = question;
  box.focus();
  box.setSelectionRange(question.length, question.length);
}

/** Whether an edit was under way. */
export function stopEditing() {
  const field = find(document, '.composer [name=edit]', HTMLInputElement);
  if (field === null || field.value === '') return false;
  setEditing(false);
  const box = composerBox();
  if (box) box.value = '';
  return true;
}

/** @returns {HTMLTextAreaElement | null} */
export function composerBox() {
  return find(document, '#question', HTMLTextAreaElement);
}

function thread() {
  return document.getElementById('thread');
}

/** @param {boolean} isEditing */
function setEditing(isEditing) {
  const field = find(document, '.composer [name=edit]', HTMLInputElement);
  if (field) field.value = isEditing ? '1' : '';
  const mode = find(document, '[data-editing]', HTMLElement);
  if (mode) mode.hidden = !isEditing;
}

/** @param {KeyboardEvent} event */
function submitOnEnter(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composerBox()?.form?.requestSubmit();
}

/**
 * @param {FormData} fields
 * @param {boolean} isTyped
 */
async function ask(fields, isTyped) {
  const place = thread();
  const question = String(fields.get('question') ?? '').trim();
  if (place === null || question === '' || running !== null || isOffline()) return;
  fields.set('question', question);
  fields.set('thread', place.dataset.threadId ?? '');

  const control = new AbortController();
  running = control;
  asked = question;
  const covered =
    fields.get('edit') === '1'
      ? find(place, '.turn:last-of-type', HTMLElement)
      : find(place, '[data-welcome]', HTMLElement);
  const pending = showPending(place, question, covered, control);
  if (isTyped) clearComposer();
  try {
    const event = await replyTo(fields, pending, control.signal);
    if (event === null) throw new Error('the answer broke off');
    if (event.event === 'answer') {
      showAnswer(JSON.parse(event.data), pending, place);
      covered?.remove();
    } else {
      showFailure(event.data, pending, covered);
      offerAgain(question);
    }
  } catch {
    await takeBack(pending, covered, control.signal);
    offerAgain(question);
    composerBox()?.focus();
  } finally {
    running = null;
    asked = '';
    catchUp();
  }
}

/**
 * The event that ends it, the states before it shown as they come.
 * @param {FormData} fields
 * @param {HTMLElement} pending
 * @param {AbortSignal} signal
 */
async function replyTo(fields, pending, signal) {
  for await (const event of postForEvents('/ask', fields, signal)) {
    if (event.event !== 'state') return event;
    const state = pending.querySelector('[data-state]');
    if (state) state.textContent = STATES.get(event.data) ?? '';
  }
  return null;
}

/**
 * What went wrong stands where the answer would, until the page is left; an edited turn comes back.
 * @param {string} markup
 * @param {HTMLElement} pending
 * @param {HTMLElement | null} covered
 */
function showFailure(markup, pending, covered) {
  pending.querySelector('.pending')?.replaceWith(nodesOf(`<div class="answer">${markup}</div>`));
  if (covered?.matches('.turn')) covered.hidden = false;
}

/**
 * @param {{ threadId: string, turn: string, threads: string, spoken: string }} message
 * @param {HTMLElement} pending
 * @param {HTMLElement} place
 */
function showAnswer(message, pending, place) {
  for (const link of place.querySelectorAll('[data-edit]')) link.remove();
  const turn = nodesOf(message.turn);
  pending.replaceWith(turn);
  drawCharts(place);
  document.getElementById('rail-threads')?.replaceChildren(nodesOf(message.threads));
  tellTabs(message.threadId);
  if (place.dataset.threadId !== message.threadId) {
    place.dataset.threadId = message.threadId;
    history.pushState(null, '', `/t/${message.threadId}`);
    shownPath = location.pathname;
    const current = document.querySelector('.rail-thread [aria-current]')?.textContent;
    if (current) nameThread(place, current);
  }
  announce(message.spoken);
}

/**
 * @param {HTMLElement} place
 * @param {string} title
 */
function nameThread(place, title) {
  document.title = `${title} · Deskhand`;
  place.prepend(nodesOf('<h1 class="sr"></h1>'));
  const heading = place.querySelector('h1');
  if (heading) heading.textContent = title;
}

/**
 * The question, at its place, and room below it for the answer.
 * @param {HTMLElement} place
 * @param {string} question
 * @param {HTMLElement | null} covered
 * @param {AbortController} control
 */
function showPending(place, question, covered, control) {
  const pending = document.createElement('article');
  pending.className = 'turn turn-pending';
  pending.append(
    nodesOf(
      '<div class="question"><h2></h2></div><div class="pending"><p hidden><span class="dot"></span><span data-state></span><button class="quiet" type="button" hidden>Cancel</button></p></div>',
    ),
  );
  const heading = pending.querySelector('h2');
  if (heading) heading.textContent = question;
  const line = find(pending, '.pending p', HTMLElement);
  const cancel = find(pending, '.pending button', HTMLElement);
  cancel?.addEventListener('click', () => control.abort());
  revealAfter(line, STATE_AFTER_MS);
  revealAfter(cancel, CANCEL_AFTER_MS);
  if (covered) covered.hidden = true;
  place.append(pending);
  pending.scrollIntoView({ block: 'start', behavior: scrolling() });
  return pending;
}

/**
 * @param {HTMLElement | null} element
 * @param {number} ms
 */
function revealAfter(element, ms) {
  setTimeout(() => {
    if (element) element.hidden = false;
  }, ms);
}

/**
 * Cancelled or without a server: as it was before. An answer that broke off all the same is said to have.
 * @param {HTMLElement} pending
 * @param {HTMLElement | null} covered
 * @param {AbortSignal} signal
 */
async function takeBack(pending, covered, signal) {
  if (!signal.aborted) await showOffline();
  if (!signal.aborted && !isOffline()) return showFailure(BROKE_OFF, pending, covered);
  pending.remove();
  if (covered) covered.hidden = false;
}

/** @param {string} question */
function offerAgain(question) {
  const box = composerBox();
  if (box?.value === '') box.value = question;
}

function clearComposer() {
  const box = composerBox();
  if (box) box.value = '';
  // A keyboard on the screen would stay and cover the answer.
  if (matchMedia('(hover: none)').matches) box?.blur();
  setEditing(false);
}
