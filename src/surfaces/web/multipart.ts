import { AskerError } from '../../core/errors.ts';

const HEADERS_END = Buffer.from('\r\n\r\n');
const LONGEST_HEADERS = 16_384; // bytes

/** The boundary a form's body is cut with; null when it isn't such a form. */
export function boundaryOf(contentType: string): string | null {
  const found = /^multipart\/form-data;.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}

/**
 * The first part of a form's body, which has to be a file: its name, and its bytes as they come in.
 * Throws AskerError when no file was chosen or the upload breaks off.
 */
export async function readFilePart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): Promise<{ readonly fileName: string; readonly content: AsyncIterable<Uint8Array> }> {
  const chunks = body[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  while (held.indexOf(HEADERS_END) < 0) {
    if (held.length > LONGEST_HEADERS) throw brokenOff();
    held = Buffer.concat([held, await nextChunk(chunks)]);
  }
  const end = held.indexOf(HEADERS_END);
  const fileName = /filename="([^"\r\n]*)"/i.exec(held.toString('utf8', 0, end))?.[1] ?? '';
  if (fileName === '') throw new AskerError('No file was chosen. Choose one and try again.');
  return {
    fileName: fileName.replaceAll('%22', '"'),
    content: contentOf(
      chunks,
      held.subarray(end + HEADERS_END.length),
      Buffer.from(`\r\n--${boundary}`),
    ),
  };
}

async function* contentOf(
  chunks: AsyncIterator<Uint8Array>,
  first: Buffer,
  delimiter: Buffer,
): AsyncGenerator<Uint8Array> {
  let held = first;
  for (let at = held.indexOf(delimiter); ; at = held.indexOf(delimiter)) {
    if (at >= 0) {
      yield held.subarray(0, at);
      return;
    }
    // The last bytes may be the beginning of the delimiter.
    const sure = Math.max(0, held.length - delimiter.length + 1);
    yield held.subarray(0, sure);
    held = Buffer.concat([held.subarray(sure), await nextChunk(chunks)]);
  }
}

async function nextChunk(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const next = await chunks.next();
  if (next.done) throw brokenOff();
  return next.value;
}

function brokenOff(): AskerError {
  return new AskerError(
    'The upload broke off before the file was complete. Nothing was kept; try again.',
  );
}
