import { announce, find, nodesOf } from './page.js';

/** What somebody thinks of an answer is said without leaving it. */
export function startVerdicts() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-verdict')) return;
    event.preventDefault();
    void send(form, new FormData(form, event.submitter));
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {FormData} fields
 */
async function send(form, fields) {
  const body = new URLSearchParams();
  for (const [name, value] of fields) body.append(name, String(value));
  const text = await fetch(form.action, { method: 'POST', body }).then(
    (response) => response.text(),
    () => null,
  );
  const page = nodesOf(text ?? '');
  const taken = find(page, '[data-verdict-taken]', HTMLElement);
  if (taken === null) {
    const problem = find(page, '.problem-message', HTMLElement)?.textContent;
    return say(problem ?? 'That didn’t arrive. Try again.', form);
  }
  const place = form.closest('[data-verdict-taken]') ?? form;
  place.replaceWith(taken);
  announce(find(taken, '[role=status]', HTMLElement)?.textContent ?? '');
  find(taken, 'select', HTMLSelectElement)?.focus();
}

/**
 * For who sees and who hears.
 * @param {string} problem
 * @param {HTMLFormElement} form
 */
function say(problem, form) {
  const note = find(form, '.field-problem', HTMLElement) ?? document.createElement('p');
  note.className = 'field-problem';
  note.textContent = problem;
  form.append(note);
  announce(problem);
}
