const channel = new BroadcastChannel('deskhand-threads');

let isBehind = false;

/**
 * A follow-up goes on from the thread's last turn, so two tabs with one thread have to show the same.
 * @param {() => string} currentThread
 * @param {() => boolean} isBusy
 */
export function startTabs(currentThread, isBusy) {
  channel.addEventListener('message', ({ data }) => {
    if (data === '' || data !== currentThread()) return;
    isBehind = true;
    if (!isBusy()) catchUp();
  });
}

/**
 * Tells the other tabs that a thread has changed here.
 * @param {string} threadId
 */
export function tellTabs(threadId) {
  channel.postMessage(threadId);
}

/** Fetches what another tab added meanwhile, if it did. */
export function catchUp() {
  if (isBehind) location.reload();
}
