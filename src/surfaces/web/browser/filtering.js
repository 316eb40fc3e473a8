/** Narrows the thread list and the catalogue while typing; without scripts the forms do it. */
export function startFiltering() {
  wire('.rail-search', '#rail-threads', '.rail-thread', '.rail-day');
  wire('.catalogue-search', '#catalogue', '.catalogue-item', '[data-filter-group]');
}

/**
 * @param {string} formSelector
 * @param {string} listSelector
 * @param {string} itemSelector
 * @param {string} groupSelector
 */
function wire(formSelector, listSelector, itemSelector, groupSelector) {
  const form = document.querySelector(formSelector);
  const list = document.querySelector(listSelector);
  // A search for what isn't on the page is the server's.
  if (form === null || list === null) return;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', (event) => {
    const words = event.target instanceof HTMLInputElement ? event.target.value : '';
    narrow(list, words.trim().toLowerCase(), itemSelector, groupSelector);
  });
}

/**
 * @param {Element} list
 * @param {string} words
 * @param {string} itemSelector
 * @param {string} groupSelector
 */
function narrow(list, words, itemSelector, groupSelector) {
  let shown = 0;
  for (const item of list.querySelectorAll(itemSelector)) {
    const text = item.getAttribute('data-filter-text') ?? item.querySelector('a')?.textContent;
    const isShown = (text ?? '').toLowerCase().includes(words);
    if (item instanceof HTMLElement) item.hidden = !isShown;
    if (isShown) shown += 1;
  }
  for (const group of list.querySelectorAll(groupSelector)) {
    if (group instanceof HTMLElement) {
      group.hidden = group.querySelector(`${itemSelector}:not([hidden])`) === null;
    }
  }
  const none = list.querySelector('[data-no-match]');
  if (none instanceof HTMLElement) none.hidden = shown > 0;
}
