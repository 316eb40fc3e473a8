/**
 * Posts a form and gives the server's events as they come.
 * `EventSource` can only GET, and a question is a change.
 * @param {string} url
 * @param {FormData} form
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<{ event: string, data: string }>}
 */
export async function* postForEvents(url, form, signal) {
  const body = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === 'string') body.append(name, value);
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { Accept: 'text/event-stream' },
    signal,
  });
  if (response.status === 401) location.assign('/login');
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);

  let held = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    held += part.value;
    const events = held.split('\n\n');
    held = events.pop() ?? '';
    yield* events.map(readEvent);
  }
}

/**
 * @param {string} text
 * @returns {{ event: string, data: string }}
 */
function readEvent(text) {
  let event = 'message';
  /** @type {string[]} */
  const data = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('event: ')) event = line.slice(7);
    if (line.startsWith('data: ')) data.push(line.slice(6));
  }
  return { event, data: data.join('\n') };
}
