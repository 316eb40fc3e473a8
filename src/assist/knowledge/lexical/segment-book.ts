import type { Reader, Writer } from '../../../store/database.ts';
import { mergeSegments } from './merge-segments.ts';
import { MOST_PASSAGES, type Segment } from './segment.ts';
import { decodeSegment, encodeSegment, FORMAT } from './segment-bytes.ts';
import { type Sized, worthJoining } from './tiers.ts';

/** Bytes of a segment that stand in one row. */
const PIECE = 1 << 20;

/** The segments as they stand, kept in memory for as long as they do. */
export interface SegmentCache {
  /** Oldest first; those of the committed state. */
  read(reader: Reader): Promise<readonly Segment[]>;
}

export function createSegmentCache(): SegmentCache {
  let known = new Map<number, Segment>();
  let version: string | null = null;
  let loading: Promise<readonly Segment[]> = Promise.resolve([]);

  const load = async (reader: Reader): Promise<readonly Segment[]> => {
    const now = await readVersion(reader);
    if (now === version) return [...known.values()];
    const { rows } = await reader.read(
      'SELECT id FROM passage_segments WHERE piece = 0 ORDER BY first_number',
    );
    const fresh = new Map<number, Segment>();
    for (const [id] of rows) {
      const segment = known.get(Number(id)) ?? (await readSegment(reader, Number(id)));
      if (segment) fresh.set(Number(id), segment);
    }
    known = fresh;
    version = now;
    return [...known.values()];
  };

  return {
    read(reader) {
      // One after another: two searches at once would read everything twice.
      loading = loading.then(
        () => load(reader),
        () => load(reader),
      );
      return loading;
    },
  };
}

const VERSION = `SELECT value FROM meta WHERE key = 'knowledge_version'`;

async function readVersion(reader: Reader): Promise<string> {
  const { rows } = await reader.read(VERSION);
  return String(rows[0]?.[0] ?? '0');
}

const PIECES = 'SELECT bytes FROM passage_segments WHERE id = $id ORDER BY piece';

async function readSegment(reader: Reader, id: number): Promise<Segment | null> {
  return decodePieces((await reader.read(PIECES, { id })).rows);
}

function decodePieces(rows: readonly (readonly unknown[])[]): Segment | null {
  const pieces = rows.flatMap(([bytes]) => (bytes instanceof Uint8Array ? [bytes] : []));
  return pieces.length === 0 ? null : decodeSegment(new Uint8Array(Buffer.concat(pieces)));
}

/** Adds a segment to those there are, and joins what is worth it. */
export async function addSegment(writer: Writer, segment: Segment): Promise<void> {
  if (segment.numbers.length === 0) return;
  await writeSegment(writer, segment);
  await moveVersion(writer);
  for (;;) {
    const joined = worthJoining(await listSegments(writer));
    if (joined.length === 0) return;
    await replace(writer, joined, await aliveNumbers(writer));
  }
}

/** Takes passages that are no more out of every segment that has some. Gives how many went. */
export async function dropDead(writer: Writer): Promise<number> {
  const alive = await aliveNumbers(writer);
  const segments = await listSegments(writer);
  const indexed = segments.reduce((sum, { passages }) => sum + passages, 0);
  if (indexed === alive.size) return 0;
  for (const sized of segments) {
    const segment = await segmentOf(writer, sized.id);
    if (!segment || segment.numbers.every((number) => alive.has(number))) continue;
    await replace(writer, [sized], alive);
  }
  return indexed - alive.size;
}

/** Where a segment was written by another version of Deskhand, every passage is to be indexed anew. */
export async function forgetUnreadable(writer: Writer): Promise<void> {
  if (!isUnreadable((await writer.rows(UNREADABLE, FORMAT_RANGE)).rows)) return;
  await writer.run('DELETE FROM passage_segments');
  await writer.run('UPDATE passages SET number = NULL, id = NULL');
  await writer.run('DELETE FROM passage_vectors WHERE vector IS NOT NULL');
  await moveVersion(writer);
}

export async function hasUnreadable(reader: Reader): Promise<boolean> {
  return isUnreadable((await reader.read(UNREADABLE, FORMAT_RANGE)).rows);
}

/** The format stands in the first four bytes. */
const UNREADABLE = `SELECT count(*) FROM passage_segments WHERE piece = 0 AND (bytes < $first OR bytes >= $after)`;
const FORMAT_RANGE = {
  first: Uint8Array.of(FORMAT, 0, 0, 0),
  after: Uint8Array.of(FORMAT, 0, 0, 1),
};
const isUnreadable = ([row]: readonly (readonly unknown[])[]): boolean => Number(row?.[0]) > 0;

export async function moveVersion(writer: Writer): Promise<void> {
  await nextNumbers(writer, 'knowledge_version', 1);
}

/** The first of so many numbers that nobody has had. */
export async function nextNumbers(
  writer: Writer,
  counter: 'passage_number' | 'segment_number' | 'knowledge_version',
  count: number,
): Promise<number> {
  const { rows } = await writer.rows(
    `UPDATE meta SET value = (value::BIGINT + $count)::VARCHAR WHERE key = $counter RETURNING value::BIGINT`,
    { counter, count },
  );
  return Number(rows[0]?.[0] ?? count) - count + 1;
}

async function replace(
  writer: Writer,
  sized: readonly Sized[],
  alive: ReadonlySet<number>,
): Promise<void> {
  const read: Segment[] = [];
  for (const { id } of sized) {
    const segment = await segmentOf(writer, id);
    if (segment) read.push(segment);
    await writer.run('DELETE FROM passage_segments WHERE id = $id', { id });
  }
  const joined = mergeSegments(read, (number) => alive.has(number));
  if (joined.numbers.length > 0) await writeSegment(writer, joined);
  await moveVersion(writer);
}

async function writeSegment(writer: Writer, segment: Segment): Promise<void> {
  if (segment.numbers.length > MOST_PASSAGES) throw new RangeError('the segment is too large');
  const id = await nextNumbers(writer, 'segment_number', 1);
  const first = segment.numbers[0] ?? 0;
  const bytes = encodeSegment(segment);
  for (let piece = 0; piece * PIECE < bytes.length; piece++)
    await writer.run(
      'INSERT INTO passage_segments VALUES ($id, $piece, $first, $passages, $bytes)',
      {
        ...{ id, piece, first, passages: segment.numbers.length },
        bytes: bytes.subarray(piece * PIECE, (piece + 1) * PIECE),
      },
    );
}

async function segmentOf(writer: Writer, id: number): Promise<Segment | null> {
  return decodePieces((await writer.rows(PIECES, { id })).rows);
}

async function listSegments(writer: Writer): Promise<readonly Sized[]> {
  const { rows } = await writer.rows(
    'SELECT id, passages FROM passage_segments WHERE piece = 0 ORDER BY first_number',
  );
  return rows.map(([id, passages]) => ({ id: Number(id), passages: Number(passages) }));
}

async function aliveNumbers(writer: Writer): Promise<ReadonlySet<number>> {
  const { rows } = await writer.rows('SELECT number FROM passages WHERE number IS NOT NULL');
  return new Set(rows.map(([number]) => Number(number)));
}
