import { createHash } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { AppError, AskerError } from '../../core/errors.ts';

/** Longest socket path every system takes. */
const LONGEST_PATH = 100;
const request = z.object({ backUpTo: z.string() });
const outcome = z.object({ problem: z.string().nullable() });

/**
 * Takes requests for a backup from the command line on this machine: while a service holds the database, nobody else can read it.
 * The socket lies in the store's own staging folder, so whoever may use it may read the database anyway.
 */
export async function serveBackups(
  stagingFolder: string,
  backUp: (target: string) => Promise<void>,
): Promise<AsyncDisposable> {
  const address = addressOf(stagingFolder);
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy()); // whoever asked is gone
    answer(socket, backUp).then(
      (problem) => socket.end(JSON.stringify({ problem })),
      () => socket.destroy(),
    );
  });
  if (address !== null) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(address, resolve);
    });
  }
  return {
    async [Symbol.asyncDispose]() {
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What went wrong, for whoever asked; null when the copy is written. */
async function answer(
  socket: Socket,
  backUp: (target: string) => Promise<void>,
): Promise<string | null> {
  const { backUpTo } = request.parse(JSON.parse(await text(socket)));
  try {
    await backUp(backUpTo);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

/** Has the service at that staging folder write the copy; false when there is none. Throws AskerError with what it says. */
export async function requestBackup(stagingFolder: string, target: string): Promise<boolean> {
  const address = addressOf(stagingFolder);
  const socket = address === null ? null : await reach(address);
  if (socket === null) return false;
  socket.end(JSON.stringify({ backUpTo: target }));
  const said = await text(socket).catch(() => '');
  if (said === '')
    throw new AskerError('The running Deskhand did not write the backup; its log says why.');
  const { problem } = outcome.parse(JSON.parse(said));
  if (problem !== null) throw new AskerError(problem);
  return true;
}

function reach(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ path: address, allowHalfOpen: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null)); // nobody listens there
  });
}

/** null where the path is too long for a socket. */
function addressOf(stagingFolder: string): string | null {
  if (platform() === 'win32') {
    const name = createHash('sha256').update(stagingFolder).digest('hex').slice(0, 24);
    return `\\\\.\\pipe\\deskhand-${name}`;
  }
  const path = join(stagingFolder, 'backup.sock');
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : null;
}
