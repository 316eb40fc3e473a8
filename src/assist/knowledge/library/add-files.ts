import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { AppError, AskerError } from '../../../core/errors.ts';
import { isReadable, READABLE } from '../documents/read-document.ts';
import type { Added, AddOptions, KnownDocument, Library } from './library.ts';

export type FileOutcome =
  | (Added & { readonly kind: 'read'; readonly source: string })
  | { readonly kind: 'refused'; readonly source: string; readonly why: string };

export type AddedFiles = {
  readonly files: readonly FileOutcome[];
  /** Documents of the folder that aren’t in it any more. */
  readonly gone: readonly KnownDocument[];
};

const MOST_FILES = 10_000;

/**
 * Adds a file, or every readable file of a folder and those in it; documents of the folder that are no longer there go. Files are known by
 * their path from `from`, so that a folder can be moved together with what it is in. Throws AskerError for a path that holds nothing to read.
 */
export async function addFiles(
  path: string,
  {
    library,
    from,
    onFile,
    signal,
    ...options
  }: AddOptions & {
    readonly library: Library;
    readonly from: string;
    readonly onFile?: (source: string, done: number, of: number) => void;
    readonly signal?: AbortSignal;
  },
): Promise<AddedFiles> {
  const whole = resolve(from, path);
  const found = await stat(whole).catch((cause: unknown) => {
    throw new AskerError(`There is no file or folder ${path}.`, { cause });
  });
  const paths = found.isDirectory() ? await listFiles(whole) : [whole];
  if (paths.length === 0)
    throw new AskerError(`${path} holds nothing to read: Deskhand reads ${READABLE}.`);
  const files: FileOutcome[] = [];
  for (const [nth, one] of paths.entries()) {
    signal?.throwIfAborted();
    const source = sourceOf(one, from);
    onFile?.(source, nth, paths.length);
    files.push(await addOne(one, source, { library, options, isAlone: !found.isDirectory() }));
  }
  const sources = files.map(({ source }) => source);
  const gone = found.isDirectory() ? await library.keepOnly(sourceOf(whole, from), sources) : [];
  return { files, gone };
}

/** One bad file in a folder doesn’t keep the others out. */
async function addOne(
  path: string,
  source: string,
  { library, options, isAlone }: { library: Library; options: AddOptions; isAlone: boolean },
): Promise<FileOutcome> {
  try {
    const [bytes, { mtime }] = await Promise.all([readFile(path), stat(path)]);
    const sent = { source, bytes, changedAt: mtime.toISOString() };
    return { kind: 'read', source, ...(await library.add(sent, options)) };
  } catch (error) {
    if (isAlone || !(error instanceof AppError)) throw error;
    return { kind: 'refused', source, why: error.message };
  }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && isReadable(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[/\\](?:\.|node_modules[/\\])/.test(path.slice(folder.length)))
    .sort();
  if (paths.length > MOST_FILES)
    throw new AskerError(
      `${folder} holds ${paths.length} files; up to ${MOST_FILES} are read at once.`,
    );
  return paths;
}

/** Within the folder it is told from, the way from there; else the whole path. */
function sourceOf(path: string, from: string): string {
  const way = relative(from, path);
  const shown = way === '' || way.startsWith('..') ? path : way;
  return shown.split(sep).join('/');
}
