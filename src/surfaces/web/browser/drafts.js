import { askedNow, composerBox } from './asking.js';

const KEY = 'deskhand-draft';

/** Words written but not answered yet outlive a reload and a way back. */
export function startDrafts() {
  const box = composerBox();
  if (box === null) return;
  const kept = sessionStorage.getItem(KEY);
  const { path, words } = kept === null ? { path: '', words: '' } : JSON.parse(kept);
  sessionStorage.removeItem(KEY);
  if (path === location.pathname && box.value === '' && words !== lastQuestion()) box.value = words;
  addEventListener('pagehide', () => {
    const written = box.value.trim() || askedNow();
    if (written === '') sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, words: written }));
  });
}

/** The answer may have been kept although this page was left before it came. */
function lastQuestion() {
  return [...document.querySelectorAll('.turn .question h2')].at(-1)?.textContent;
}
