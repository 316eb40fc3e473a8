import { cancelAsking, composerBox, editLast, stopEditing } from './asking.js';

const STEPS = new Map([
  ['ArrowRight', 1],
  ['ArrowDown', 1],
  ['ArrowLeft', -1],
  ['ArrowUp', -1],
]);

/** Keys that work anywhere, and the arrows over follow-ups. */
export function startKeyboard() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isTaken =
      event.key === 'Escape'
        ? leave()
        : moveOverFollowUps(event) || editOnArrow(event) || type(event);
    if (isTaken) event.preventDefault();
  });
}

function leave() {
  if (cancelAsking() || stopEditing()) return true;
  const box = composerBox();
  if (document.activeElement !== box) return false;
  box?.blur();
  return true;
}

/** @param {KeyboardEvent} event */
function type(event) {
  if (isWriting()) return false;
  if (event.key === '/') {
    searchedOrAsked()?.focus();
    return true;
  }
  if (event.key === '?') {
    document.getElementById('shortcuts')?.togglePopover();
    return true;
  }
  return false;
}

/** @param {KeyboardEvent} event */
function editOnArrow(event) {
  const box = composerBox();
  if (event.key !== 'ArrowUp' || document.activeElement !== box || box?.value !== '') return false;
  editLast();
  return true;
}

/** @param {KeyboardEvent} event */
function moveOverFollowUps(event) {
  const step = STEPS.get(event.key);
  const button = document.activeElement;
  const group = button?.closest('[data-arrows]');
  if (step === undefined || !group || !(button instanceof HTMLButtonElement)) return false;
  const buttons = [...group.querySelectorAll('button')];
  const next = (buttons.indexOf(button) + step + buttons.length) % buttons.length;
  buttons[next]?.focus();
  return true;
}

/** Where a page takes words: the composer, else its search. @returns {HTMLElement | null} */
function searchedOrAsked() {
  return composerBox() ?? document.querySelector('main input[type=search]');
}

function isWriting() {
  const active = document.activeElement;
  return active instanceof Element && active.matches('input, textarea, select');
}
