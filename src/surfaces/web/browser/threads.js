import { announce, find, nodesOf } from './page.js';

const UNDO_MS = 5_000;

/** Deletes threads in place, with a way back for five seconds. */
export function startThreads() {
  document.querySelector('.rail-thread:has([aria-current])')?.scrollIntoView({ block: 'nearest' });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-delete')) return;
    const item = form.closest('[data-thread]');
    // Deleting the thread that is open leaves it; the page that follows offers the way back.
    if (!(item instanceof HTMLElement) || item.querySelector('[aria-current]')) return;
    event.preventDefault();
    void remove(form.action, item);
  });
  for (const toast of document.querySelectorAll('.toast')) {
    setTimeout(() => toast.remove(), UNDO_MS);
  }
}

/**
 * @param {string} action
 * @param {HTMLElement} item
 */
async function remove(action, item) {
  const response = await fetch(action, { method: 'POST', redirect: 'manual' }).catch(() => null);
  if (response === null) return;
  const hadFocus = item.contains(document.activeElement);
  item.hidden = true;
  const id = item.dataset.thread ?? '';
  const toast = showToast(() => {
    item.hidden = false;
    void fetch(`/t/${encodeURIComponent(id)}/restore`, { method: 'POST', redirect: 'manual' });
  });
  announce('Thread deleted.');
  if (hadFocus) find(toast ?? document, 'button', HTMLButtonElement)?.focus();
  setTimeout(() => {
    toast?.remove();
    if (item.hidden) item.remove();
  }, UNDO_MS);
}

/** @param {() => void} onUndo */
function showToast(onUndo) {
  const toasts = document.getElementById('toasts');
  toasts?.append(
    nodesOf(
      '<div class="toast"><p>Thread deleted.</p><button class="quiet" type="button">Undo</button></div>',
    ),
  );
  const toast = toasts?.lastElementChild ?? null;
  if (toast === null) return null;
  find(toast, 'button', HTMLButtonElement)?.addEventListener('click', () => {
    onUndo();
    toast.remove();
  });
  return toast;
}
