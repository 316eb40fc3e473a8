import type { Reader, Writer } from '../../../store/database.ts';
import { MEDIA } from '../documents/document.ts';
import type { Holdings, KnownDocument } from './library.ts';

export type DocumentRow = Omit<KnownDocument, 'passages'> & { readonly hash: string };

const DOCUMENTS = `SELECT d.id, d.source, d.kind, d.title, d.url, d.media, d.audience, d.pages, d.updated_at, d.added_by, d.added_at,
    d.checked_at, d.hash, (SELECT count(*) FROM passages p WHERE p.document_id = d.id) AS passages
  FROM documents d WHERE d.hash IS NOT NULL`;

/** By title. */
export async function listDocuments(reader: Reader): Promise<readonly KnownDocument[]> {
  const { rows } = await reader.read(`${DOCUMENTS} ORDER BY lower(d.title), d.source`);
  return rows.map(documentOf).map(({ hash, ...document }) => document);
}

export async function readDocumentOf(
  reader: Reader,
  id: string,
): Promise<(KnownDocument & Pick<DocumentRow, 'hash'>) | null> {
  const { rows } = await reader.read(`${DOCUMENTS} AND d.id = $id`, { id });
  return rows[0] ? documentOf(rows[0]) : null;
}

export async function readResolutions(reader: Reader): Promise<Holdings['resolutions']> {
  const { rows } = await reader.read(
    `SELECT count(*), max(updated_at) FROM passages WHERE kind = 'resolution'`,
  );
  const [count, newestAt] = rows[0] ?? [];
  return { count: Number(count ?? 0), newestAt: typeof newestAt === 'string' ? newestAt : null };
}

export async function writeDocument(writer: Writer, row: DocumentRow): Promise<void> {
  await removeDocument(writer, row.id);
  await writer.run(
    `INSERT INTO documents (id, source, kind, title, url, media, audience, pages, updated_at, added_by, added_at, checked_at, hash)
     VALUES ($id, $source, $kind, $title, $url, $media, $audience, $pages, $updatedAt::TIMESTAMPTZ::TIMESTAMP, $addedBy,
       $addedAt::TIMESTAMPTZ::TIMESTAMP, $checkedAt::TIMESTAMPTZ::TIMESTAMP, $hash)`,
    row,
  );
}

export async function markChecked(writer: Writer, id: string, at: string): Promise<void> {
  await writer.run('UPDATE documents SET checked_at = $at::TIMESTAMPTZ::TIMESTAMP WHERE id = $id', {
    id,
    at,
  });
}

export async function removeDocument(writer: Writer, id: string): Promise<void> {
  await writer.run('DELETE FROM documents WHERE id = $id', { id });
}

function documentOf(row: readonly unknown[]): KnownDocument & Pick<DocumentRow, 'hash'> {
  const [id, source, kind, title, url, media, audience, pages, updatedAt, addedBy, addedAt] = row;
  const [checkedAt, hash, passages] = row.slice(11);
  return {
    id: String(id),
    source: String(source),
    kind: kind === 'page' ? 'page' : 'file',
    title: String(title),
    url: url === null ? null : String(url),
    media: MEDIA.find((one) => one === media) ?? 'text',
    audience: audience === 'private' ? 'private' : 'public',
    pages: pages === null ? null : Number(pages),
    passages: Number(passages),
    updatedAt: String(updatedAt),
    addedBy: addedBy === null ? null : String(addedBy),
    addedAt: String(addedAt),
    checkedAt: String(checkedAt),
    hash: String(hash),
  };
}
