import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import { formatNumber } from '../../core/format.ts';
import type {
  ImportOverrides,
  ImportPreview,
  ImportSummary,
} from '../../sources/files/file-import.ts';

/** An upload nobody imported is deleted after this. */
const KEPT_MS = 3_600_000;

/** A file someone brought, and how far its import has come. */
export type Upload = {
  readonly id: string;
  readonly fileName: string;
  readonly path: string;
  readonly bytes: number;
  readonly receivedAt: number;
  readonly overrides: ImportOverrides;
  readonly preview: ImportPreview | null;
  readonly summary: ImportSummary | null;
  readonly isImporting: boolean;
};

type Progress = Partial<Pick<Upload, 'overrides' | 'preview' | 'summary' | 'isImporting'>>;

/** Files on their way in, on disk only. */
export interface Uploads {
  readonly limitBytes: number;
  /** Writes the bytes as they come. Throws AskerError beyond the limit; nothing is kept then. */
  receive(fileName: string, content: AsyncIterable<Uint8Array>): Promise<Upload>;
  get(id: string): Upload | null;
  update(id: string, progress: Progress): void;
  /** Deletes the file; what is known of the import stays for the hour. */
  deleteFile(id: string): Promise<void>;
  forget(id: string): Promise<void>;
  clear(): Promise<void>;
}

export function createUploads(parts: {
  readonly folder: string;
  readonly limitBytes: number;
  readonly clock: Clock;
}): Uploads {
  const { folder, limitBytes, clock } = parts;
  const known = new Map<string, Upload>();

  const forget = async (id: string): Promise<void> => {
    const upload = known.get(id);
    known.delete(id);
    if (upload) await rm(upload.path, { force: true });
  };

  const forgetOld = async (): Promise<void> => {
    const before = clock.now() - KEPT_MS;
    const old = [...known.values()].filter(({ receivedAt }) => receivedAt < before);
    await Promise.all(old.map(({ id }) => forget(id)));
    await deleteLeftovers(folder, before);
  };

  return {
    limitBytes,
    async receive(fileName, content) {
      await mkdir(folder, { recursive: true });
      await forgetOld();
      const id = randomUUID();
      const path = join(folder, `${id}${safeExtension(fileName)}`);
      const bytes = await writeLimited(path, content, limitBytes);
      const upload: Upload = {
        id,
        fileName: basename(fileName.replaceAll('\\', '/')) || 'file',
        path,
        bytes,
        receivedAt: clock.now(),
        overrides: {},
        preview: null,
        summary: null,
        isImporting: false,
      };
      known.set(id, upload);
      setTimeout(() => void forget(id), KEPT_MS).unref();
      return upload;
    },
    get: (id) => known.get(id) ?? null,
    update(id, progress) {
      const upload = known.get(id);
      if (upload) known.set(id, { ...upload, ...progress });
    },
    async deleteFile(id) {
      const upload = known.get(id);
      if (upload) await rm(upload.path, { force: true });
    },
    forget,
    async clear() {
      await Promise.all([...known.keys()].map(forget));
    },
  };
}

/** What a file beyond the limit is answered with. */
export function tooLarge(limitBytes: number): AskerError {
  return new AskerError(
    `The file is larger than the ${formatBytes(limitBytes)} an upload may have. Nothing was kept. Split it, or import it with the command line, which has no limit.`,
  );
}

/** "1.4 MB", in powers of 1 000 as file managers show them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${formatNumber(Math.round(bytes / 1_000))} kB`;
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${formatNumber(Math.round(size * 10) / 10)} ${unit}`;
}

async function writeLimited(
  path: string,
  content: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<number> {
  let bytes = 0;
  async function* counted() {
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > limitBytes) throw tooLarge(limitBytes);
      yield chunk;
    }
  }
  try {
    await pipeline(counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return bytes;
}

/** Files of an earlier run that nobody came back for. */
async function deleteLeftovers(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < before) await rm(path, { force: true });
  }
}

/** The name's ending, as far as it is harmless: formats are told by it. */
function safeExtension(fileName: string): string {
  const extension = extname(fileName).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
}
