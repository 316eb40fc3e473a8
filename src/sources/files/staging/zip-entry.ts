import type { FileHandle } from 'node:fs/promises';
import { AskerError } from '../../../core/errors.ts';

/** Where the one file of an archive lies, and how it was packed. */
export type ZipEntry = {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
};

type Listing = {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  readonly headerAt: number;
};

const END_RECORD = 0x06054b50;
const LISTING = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_RECORD_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const IS_ZIP64 = 0xffffffff;
const OFFICE = /^(?:xl\/|word\/|ppt\/|content\.xml$|mimetype$)/;

/** Finds the archive's one file by its central directory; folders and macOS's shadow files don't count. Throws AskerError for anything else. */
export async function findZipEntry(
  file: FileHandle,
  bytes: number,
  fileName: string,
): Promise<ZipEntry> {
  const listings = await readDirectory(file, bytes, fileName);
  if (listings.some((listing) => OFFICE.test(listing.name))) {
    throw new AskerError(
      `${fileName} can't be imported. This is an Excel workbook or office document; save it as CSV.`,
    );
  }
  const files = listings.filter(
    ({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\._|\.DS_Store)/.test(name),
  );
  const [only] = files;
  if (!only || files.length > 1) {
    const names = files
      .map(({ name }) => name)
      .slice(0, 5)
      .join(', ');
    throw new AskerError(
      only
        ? `${fileName} holds ${files.length} files (${names}); a .zip must hold just one. Unpack it and import them one by one.`
        : `${fileName} is an archive with nothing in it.`,
    );
  }
  return locate(file, only, fileName);
}

async function readDirectory(
  file: FileHandle,
  bytes: number,
  fileName: string,
): Promise<readonly Listing[]> {
  const tailBytes = Math.min(bytes, END_RECORD_BYTES + LONGEST_COMMENT);
  const tail = await readAt(file, bytes - tailBytes, tailBytes);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || tail.readUInt32LE(at) !== END_RECORD) throw damaged(fileName);
  const count = tail.readUInt16LE(at + 10);
  const directory = await readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  const listings: Listing[] = [];
  for (let cursor = 0; listings.length < count; ) {
    if (cursor + 46 > directory.length || directory.readUInt32LE(cursor) !== LISTING) {
      throw damaged(fileName);
    }
    const nameBytes = directory.readUInt16LE(cursor + 28);
    listings.push({
      name: directory.toString('utf8', cursor + 46, cursor + 46 + nameBytes),
      method: directory.readUInt16LE(cursor + 10),
      encrypted: (directory.readUInt16LE(cursor + 8) & 1) === 1,
      packedBytes: directory.readUInt32LE(cursor + 20),
      headerAt: directory.readUInt32LE(cursor + 42),
    });
    cursor += 46 + nameBytes;
    cursor +=
      directory.readUInt16LE(cursor - nameBytes - 16) +
      directory.readUInt16LE(cursor - nameBytes - 14);
  }
  return listings;
}

async function locate(file: FileHandle, listing: Listing, fileName: string): Promise<ZipEntry> {
  if (listing.encrypted)
    throw new AskerError(`${fileName} is locked by a password; unpack it first.`);
  if (listing.packedBytes === IS_ZIP64 || (listing.method !== 0 && listing.method !== 8)) {
    throw new AskerError(`${fileName} is packed in a way that isn't read here; unpack it first.`);
  }
  const header = await readAt(file, listing.headerAt, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) throw damaged(fileName);
  const start = listing.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  return {
    name: listing.name.split('/').at(-1) ?? listing.name,
    method: listing.method === 0 ? 'stored' : 'deflated',
    start,
    end: start + listing.packedBytes,
  };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function damaged(fileName: string): AskerError {
  return new AskerError(`${fileName} is a damaged or incomplete .zip.`);
}
