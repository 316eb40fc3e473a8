import { AskerError, messageOf } from '../core/errors.ts';

const LOCKED = /Could not set lock/;
const HOLDER = /\(PID (\d+)\)/;

const REASONS: ReadonlyArray<readonly [RegExp, string]> = [
  [/not a valid DuckDB database|Is a directory/, 'is not a Deskhand database. Name another path.'],
  [
    /Corrupt|checksum|Could not read enough bytes|Failure while replaying WAL/,
    'is damaged and can’t be read. Put back the latest backup, or start with a new file.',
  ],
  [
    /newer|storage version|version number/i,
    'was written by a newer version of DuckDB than this one. Update Deskhand.',
  ],
  [/Permission denied|EACCES|EPERM/, 'can’t be opened: no permission to read and write there.'],
  [/Read-only file system|EROFS/, 'can’t be opened: the disk is read-only.'],
  [/No space left|ENOSPC/, 'can’t be opened: the disk is full.'],
  [
    /ENOTDIR|EEXIST|ENOENT|No such file/,
    'can’t be created: a folder of that name can’t be made there.',
  ],
];

/** What an operating system's or DuckDB's refusal to open the file means to whoever named it. */
export function openingError(path: string, cause: unknown): AskerError {
  const message = messageOf(cause);
  if (LOCKED.test(message)) return heldElsewhere(path, message, cause);
  const reason = REASONS.find(([pattern]) => pattern.test(message))?.[1];
  return new AskerError(`${path} ${reason ?? `can’t be opened: ${message}`}`, { cause });
}

function heldElsewhere(path: string, message: string, cause: unknown): AskerError {
  const holder = HOLDER.exec(message)?.[1];
  const who = holder ? `another process (pid ${holder})` : 'another process';
  return new AskerError(
    `${path} is in use by ${who}. Only one Deskhand at a time can have it open: stop the other one, or name another file.`,
    { cause },
  );
}
