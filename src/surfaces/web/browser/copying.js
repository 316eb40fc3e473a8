import { announce } from './page.js';

const SHOWN_MS = 1_600;

/** "Copy table" and "Copy SQL". */
export function startCopying() {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.hasAttribute('data-copy-table')) void copy(button, tableText(button));
    if (button?.hasAttribute('data-copy-sql')) void copy(button, sqlText(button));
  });
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
async function copy(button, text) {
  const label = button.textContent;
  const done = await navigator.clipboard.writeText(text).then(
    () => 'Copied',
    () => 'The browser did not allow it',
  );
  button.textContent = done;
  announce(done);
  setTimeout(() => (button.textContent = label), SHOWN_MS);
}

/**
 * Tab-separated, numbers unrounded, the way spreadsheets take it.
 * @param {Element} button
 */
function tableText(button) {
  const rows = button.closest('.exhibit')?.querySelectorAll('tr') ?? [];
  return [...rows].map((row) => [...row.cells].map(cellText).join('\t')).join('\n');
}

/** @param {HTMLTableCellElement} cell */
function cellText(cell) {
  const text = cell.dataset.exact ?? cell.textContent ?? '';
  const line = text.replace(/\s+/g, ' ').trim();
  // A spreadsheet would run text that begins like a formula.
  return cell.dataset.exact === undefined && /^[=+\-@]/.test(line) ? `'${line}` : line;
}

/** @param {Element} button */
function sqlText(button) {
  return button.closest('.sql')?.querySelector('code')?.textContent ?? '';
}
