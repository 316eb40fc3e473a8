import { AskerError } from '../../../core/errors.ts';
import type { ReadDocument } from './document.ts';
import { readHtml } from './read-html.ts';

const MOST_UNPACKED_BYTES = 200 * 1024 * 1024;

/** A Word document by its heading styles; pictures are left out. Throws AskerError for what isn’t one. */
export async function readDocx(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (unpackedBytes(buffer) > MOST_UNPACKED_BYTES)
    throw new AskerError(`${name} unpacks to more than 200 MB. Save it without its pictures.`);
  const { default: mammoth } = await import('mammoth');
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer },
      {
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        styleMap: ['p[style-name="Title"] => h1:fresh', 'p[style-name="Subtitle"] => p:fresh'],
      },
    );
    return readHtml(value);
  } catch (cause) {
    throw new AskerError(
      `${name} can’t be read as a Word document. Open it in Word and save it anew.`,
      {
        cause,
      },
    );
  }
}

const LISTING = Buffer.from('PK\x01\x02', 'latin1');

/** What the archive’s own listing says: a small file can unpack to gigabytes. */
function unpackedBytes(zip: Buffer): number {
  let sum = 0;
  for (let at = zip.indexOf(LISTING); at >= 0; at = zip.indexOf(LISTING, at + 4))
    if (at + 28 <= zip.length) sum += zip.readUInt32LE(at + 24);
  return sum;
}
