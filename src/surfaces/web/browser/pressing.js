import { announce } from './page.js';

const LONG_MS = 300;

/** Shows of a form that takes longer than a blink that it is on its way. */
export function startPressing() {
  document.addEventListener('submit', (event) => {
    const { submitter } = event;
    setTimeout(() => {
      // Some forms are a script's, which shows by itself how it goes on.
      if (event.defaultPrevented || submitter === null) return;
      submitter.ariaBusy = 'true';
      announce('One moment …');
    }, LONG_MS);
  });
  // A page that is come back to waits for nothing any more.
  addEventListener('pageshow', () => {
    for (const button of document.querySelectorAll('button[aria-busy]'))
      button.removeAttribute('aria-busy');
  });
}
