/** What came instead of a JSON answer. */
export class UnreadableBodyError extends Error {}

/** The text of a body. Throws UnreadableBodyError past `limitBytes`, without reading the rest. */
export async function readText(
  body: AsyncIterable<Uint8Array> | null,
  limitBytes: number,
): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) {
      throw new UnreadableBodyError(`an answer over ${Math.round(limitBytes / 2 ** 20)} MB`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Throws UnreadableBodyError for what isn't JSON, or ends too early to be. An empty body is null. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = /^\s*</.test(text) ? 'a web page in place of JSON' : 'an answer cut short';
    throw new UnreadableBodyError(what, { cause });
  }
}

/** JSON where it is, else the text as it came: bodies of errors may be anything. */
export function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
