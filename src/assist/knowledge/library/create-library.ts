import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { Clock } from '../../../core/clock.ts';
import { AskerError } from '../../../core/errors.ts';
import type { Database } from '../../../store/database.ts';
import { type FetchLimits, fetchPage, readAddress } from '../documents/fetch-page.ts';
import { READING, readDocument, type Sent } from '../documents/read-document.ts';
import { splitPassages } from '../documents/split-passages.ts';
import { putPassages, removePassages } from '../passage-rows.ts';
import {
  type DocumentRow,
  listDocuments,
  markChecked,
  readDocumentOf,
  readResolutions,
  removeDocument,
  writeDocument,
} from './document-rows.ts';
import type { Added, AddOptions, KnownDocument, Library } from './library.ts';

export type LibraryParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly fetching?: Partial<FetchLimits>;
};

const FETCHING: FetchLimits = { timeoutMs: 20_000, mostBytes: 20 * 1_048_576 };
const MOST_BYTES = 100 * 1_048_576;

export function createLibrary({ db, clock, fetching }: LibraryParts): Library {
  const now = () => new Date(clock.now()).toISOString();

  const take = async (
    sent: Sent,
    place: Pick<DocumentRow, 'source' | 'kind' | 'url'> & { readonly changedAt: string | null },
    { audience: wanted, by }: AddOptions,
  ): Promise<Added> => {
    const id = idOf(place.source);
    const known = await readDocumentOf(db, id);
    const audience = wanted ?? known?.audience ?? 'public';
    const hash = createHash('sha256')
      .update(`${READING} ${audience} `)
      .update(sent.bytes)
      .digest('hex');
    if (known?.hash === hash) {
      await db.write((writer) => markChecked(writer, id, now()), { keepVersion: true });
      return { outcome: 'unchanged', document: { ...known, checkedAt: now() } };
    }
    const read = await readDocument(sent);
    const { source, kind, url } = place;
    const title = read.title ?? titleOf(source);
    const updatedAt = place.changedAt ?? now();
    const passages = splitPassages(read, { title, audience, url, updatedAt });
    const row: DocumentRow = {
      ...{ id, source, kind, title, url, audience, updatedAt, hash },
      ...{ media: read.media, pages: read.pages, checkedAt: now() },
      addedBy: known?.addedBy ?? by,
      addedAt: known?.addedAt ?? now(),
    };
    await db.write(
      async (writer) => {
        await writeDocument(writer, row);
        await putPassages(writer, [{ sourceId: id, passages }]);
      },
      { keepVersion: true },
    );
    const document = await readDocumentOf(db, id);
    if (!document) throw new AskerError(`${source} was removed while it was added.`);
    return { outcome: known ? 'updated' : 'added', document };
  };

  const drop = (documents: readonly KnownDocument[]) =>
    db.write(
      async (writer) => {
        for (const { id } of documents) await removeDocument(writer, id);
        await removePassages(
          writer,
          documents.map(({ id }) => id),
        );
      },
      { keepVersion: true },
    );

  return {
    async add({ source, bytes, changedAt }, options) {
      if (bytes.length > MOST_BYTES)
        throw new AskerError(`${source} is larger than ${MOST_BYTES / 1_048_576} MB. Split it.`);
      const place = { source, kind: 'file', url: null, changedAt } as const;
      return take({ name: basename(source), bytes }, place, options);
    },
    async addPage(address, options, signal) {
      const source = readAddress(address).href;
      const page = await fetchPage(source, { ...FETCHING, ...fetching }, signal);
      const { bytes, contentType, lastModified } = page;
      const place = { source, kind: 'page', url: page.url, changedAt: lastModified } as const;
      return take({ name: nameOf(page.url), bytes, contentType }, place, options);
    },
    async holdings() {
      const [documents, resolutions] = await Promise.all([listDocuments(db), readResolutions(db)]);
      return { documents, resolutions };
    },
    async remove(words) {
      const document = pick(await listDocuments(db), words);
      await drop([document]);
      return document;
    },
    async keepOnly(folder, sources) {
      const within = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
      const kept = new Set(sources);
      const gone = (await listDocuments(db)).filter(
        ({ kind, source }) => kind === 'file' && source.startsWith(within) && !kept.has(source),
      );
      if (gone.length > 0) await drop(gone);
      return gone;
    },
  };
}

/** The same for what is added from one place; says nothing of it. */
const idOf = (source: string): string =>
  `d${createHash('sha256').update(source).digest('hex').slice(0, 12)}`;

const titleOf = (source: string): string => {
  const name = basename(source.replace(/[?#].*$/, '').replace(/\/$/, ''));
  const bare = name
    .slice(0, name.length - extname(name).length)
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return bare === '' ? source : `${bare.charAt(0).toUpperCase()}${bare.slice(1)}`;
};

const nameOf = (url: string): string => {
  const { pathname, host } = new URL(url);
  return decodeName(basename(pathname)) || host;
};

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a stray percent sign
  }
}

function pick(documents: readonly KnownDocument[], words: string): KnownDocument {
  const wanted = words.trim().toLowerCase();
  const ways: readonly ((document: KnownDocument) => boolean)[] = [
    ({ id, source }) => id === wanted || source.toLowerCase() === wanted,
    ({ title }) => title.toLowerCase() === wanted,
    ({ source, title }) =>
      wanted.length > 2 &&
      (source.toLowerCase().includes(wanted) || title.toLowerCase().includes(wanted)),
  ];
  const found = ways.map((is) => documents.filter(is)).find((some) => some.length > 0) ?? [];
  const [only, ...others] = found;
  if (!only)
    throw new AskerError(
      `No document is called “${words}”. “deskhand knowledge list” shows what is there.`,
    );
  if (others.length > 0)
    throw new AskerError(
      `“${words}” may be ${found
        .map(({ source, id }) => `${source} (${id})`)
        .slice(0, 5)
        .join(', ')}. Name one of them.`,
    );
  return only;
}
