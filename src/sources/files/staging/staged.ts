import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { link, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { AskerError } from '../../../core/errors.ts';
import type { FileFormat } from '../file-import.ts';
import type { Place } from './csv-records.ts';
import type { ByteSource } from './open-bytes.ts';
import type { Survey } from './survey.ts';

export type SourceFile = { readonly path: string; readonly fileName: string };

/** A file brought into the staging folder in a form DuckDB reads, whatever it was before. */
export type StagedFile = {
  readonly fileName: string;
  readonly bytes: number;
  readonly format: FileFormat;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly headers: readonly string[];
  /** What stands in FROM: columns c1, c2, … in the order of `headers`, all VARCHAR. */
  readonly relation: string;
  /** First rows, in the order of `headers`. */
  readonly sample: readonly (readonly (string | null)[])[];
  /** Rows in the whole file, going by the size of the first ones; exact when `isWhole` is not what it was guessed from. */
  readonly estimatedRows: number;
  /** false: only the beginning of a large file was staged. */
  readonly isWhole: boolean;
  /** Of the unpacked bytes; null while not all of them were read. */
  readonly hash: string | null;
  readonly warnings: readonly string[];
  /** After DuckDB refused it: throws AskerError naming the place, or gives the same rows in a form that can't be refused. */
  repair(): Promise<StagedFile>;
  /** The file was written to since: only a file that is read where it lies can. */
  hasChanged(): Promise<boolean>;
  remove(): Promise<void>;
};

export type Staging = {
  readonly source: ByteSource;
  readonly path: string;
  readonly survey: Survey;
  readonly fileName: string;
  readonly folder: string;
  /** Bytes after which staging stops, and the file counts as not whole. */
  readonly mostBytes: number;
};

/** The beginning of a file, as text. */
export type Head = { readonly text: string; readonly isWhole: boolean };

export const SAMPLE_ROWS = 1_000;

/** A new file in the staging folder. */
export type Stage = {
  readonly path: string;
  write(bytes: Buffer | string): Promise<void>;
  close(): Promise<void>;
  remove(): Promise<void>;
};

/** A second name for the file in the staging folder, where the disk allows it: nothing is copied. null where it doesn't. */
export async function linkStage(
  folder: string,
  path: string,
): Promise<
  (Omit<Stage, 'write' | 'close'> & { readonly hasChanged: () => Promise<boolean> }) | null
> {
  const linked = join(folder, `import-${randomUUID()}.csv`);
  try {
    await link(path, linked);
  } catch {
    return null; // another disk, or not ours to link: copying works everywhere
  }
  const before = await stat(linked);
  return {
    path: linked,
    async hasChanged() {
      const now = await stat(linked);
      return now.size !== before.size || now.mtimeMs !== before.mtimeMs;
    },
    remove: () => rm(linked, { force: true }),
  };
}

/** Written with back-pressure; removed when `fill` throws. */
export async function fillStage(
  folder: string,
  extension: string,
  fill: (stage: Stage) => Promise<void>,
): Promise<Stage> {
  const path = join(folder, `import-${randomUUID()}.${extension}`);
  const stream = createWriteStream(path, { highWaterMark: 1 << 22 });
  const stage: Stage = {
    path,
    async write(bytes) {
      if (!stream.write(bytes)) await once(stream, 'drain');
    },
    async close() {
      stream.end();
      await finished(stream);
    },
    async remove() {
      stream.destroy();
      await rm(path, { force: true });
    },
  };
  try {
    await fill(stage);
    await stage.close();
    return stage;
  } catch (error) {
    await stage.remove();
    throw error;
  }
}

/** `tickets.csv, line 5, column 12: …` */
export function faultAt(fileName: string, at: Place, what: string): AskerError {
  return new AskerError(
    `${fileName}, line ${at.line}, column ${at.column}: ${what}. Nothing was imported.`,
  );
}

/** `{'c1': 'VARCHAR', …}`, as read_csv and read_json want it. */
export function columnsOf(count: number): string {
  return `{${Array.from({ length: count }, (_, at) => `'c${at + 1}': 'VARCHAR'`).join(', ')}}`;
}
