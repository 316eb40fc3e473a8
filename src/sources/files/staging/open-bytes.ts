import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { AskerError } from '../../../core/errors.ts';
import { type Container, sniffContainer } from './container.ts';
import { findZipEntry } from './zip-entry.ts';

/** A file whose bytes can be had again and again, unpacked. */
export type ByteSource = {
  readonly container: Container;
  /** Size of the file as it lies there. */
  readonly bytes: number;
  /** Name without `.gz`, or of the one file in the archive. */
  readonly innerName: string;
  open(): AsyncIterable<Buffer>;
};

const CHUNK_BYTES = 1 << 20;
const HEAD_BYTES = 64;
const MOST_UNPACKED_BYTES = 64 * 2 ** 30;

/** Throws AskerError when there is no such file, or it can't hold a table. */
export async function openBytes(path: string, fileName: string): Promise<ByteSource> {
  const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'There is no such file' : 'The file can not be read';
    throw new AskerError(`${why}: ${fileName}.`, { cause });
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new AskerError(`${fileName} is not a file.`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const container = sniffContainer(buffer.subarray(0, bytesRead), fileName);
    const bytes = stat.size;
    if (container === 'gzip') {
      const innerName = fileName.replace(/\.gz$/i, '');
      return { container, bytes, innerName, open: () => unpack(path, fileName, 'gzip') };
    }
    if (container === 'zip') {
      const entry = await findZipEntry(file, bytes, fileName);
      const how = entry.method;
      return {
        container,
        bytes,
        innerName: entry.name,
        open: () => unpack(path, fileName, how, entry),
      };
    }
    return { container, bytes, innerName: fileName, open: () => unpack(path, fileName, 'stored') };
  } finally {
    await file.close();
  }
}

async function* unpack(
  path: string,
  fileName: string,
  how: 'gzip' | 'deflated' | 'stored',
  part?: { readonly start: number; readonly end: number },
): AsyncGenerator<Buffer> {
  if (part && part.end <= part.start) return;
  const range = part ? { start: part.start, end: part.end - 1 } : {};
  const packed = createReadStream(path, { highWaterMark: CHUNK_BYTES, ...range });
  let bytes = 0;
  try {
    for await (const chunk of how === 'stored' ? packed : unpacked(packed, how)) {
      bytes += chunk.length;
      if (bytes > MOST_UNPACKED_BYTES)
        throw new AskerError(`${fileName} unpacks to more than 64 GB.`);
      yield chunk;
    }
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    throw new AskerError(`${fileName} is damaged or incomplete: it can't be unpacked.`, { cause });
  } finally {
    packed.destroy();
  }
}

function unpacked(packed: Readable, how: 'gzip' | 'deflated'): Readable {
  const options = { chunkSize: CHUNK_BYTES };
  const inflate = how === 'gzip' ? createGunzip(options) : createInflateRaw(options);
  return pipeline(packed, inflate, () => {}); // an error reaches the reader of `inflate` too
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}
