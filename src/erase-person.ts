import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { settlePassages } from './assist/knowledge/passage-rows.ts';
import { forgetPerson } from './bot/forget-person.ts';
import type { Clock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { StateStore } from './core/state.ts';
import { forgetTexts } from './llm/forget-texts.ts';
import type { Database } from './store/database.ts';
import { type Erasure, eraseCustomer } from './store/erase-customer.ts';

export type EraseParts = {
  readonly db: Database;
  readonly state: StateStore;
  readonly config: Pick<Config, 'uploadsFolder' | 'configFolder'>;
  readonly clock: Clock;
};

/** What erasing somebody took out, or would take out, and where from. */
export type EraseReport = Pick<Erasure, 'removed' | 'blanked'> & {
  /** Questions and answers that mentioned them. */
  readonly turns: number;
  /** Files that waited to be imported, and mappings that named them. */
  readonly files: number;
};

/** Ends a transaction that was only to show what it would do. */
class Rehearsed extends Error {
  readonly erasure: Erasure;

  constructor(erasure: Erasure) {
    super('only looked at');
    this.erasure = erasure;
  }
}

/** What erasing the customer would take out of the store. Changes nothing. Throws AskerError for an agent’s address, or none. */
export async function rehearseErasing(
  email: string,
  { db, clock }: Pick<EraseParts, 'db' | 'clock'>,
): Promise<Pick<Erasure, 'removed' | 'blanked'>> {
  const now = new Date(clock.now()).toISOString();
  try {
    await db.write(async (writer) => {
      throw new Rehearsed(await eraseCustomer(writer, { email, now }));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.erasure;
    throw error;
  }
  throw new TypeError('a rehearsal ends by throwing');
}

/**
 * Removes a customer from everything Deskhand keeps: the store and the bytes of its file, threads, files waiting to be imported.
 * Copies made by `deskhand backup` are out of its reach. docs/decisions/007-keeping-and-erasing.md
 */
export async function erasePerson(
  email: string,
  { db, state, config, clock }: EraseParts,
): Promise<EraseReport> {
  const now = new Date(clock.now()).toISOString();
  const { removed, blanked, traces } = await db.write(async (writer) => {
    const erasure = await eraseCustomer(writer, { email, now });
    await settlePassages(writer);
    return erasure;
  });
  await forgetTexts(state);
  const { turns } = await forgetPerson(state, traces);
  const files =
    (await removeFiles(config.uploadsFolder, () => true)) +
    (await removeFiles(join(config.configFolder, 'imports'), (path) =>
      mentions(path, traces.emails),
    ));
  await db.rewrite();
  return { removed, blanked, turns, files };
}

async function mentions(path: string, emails: readonly string[]): Promise<boolean> {
  const text = (await readFile(path, 'utf8')).toLowerCase();
  return emails.some((address) => text.includes(address));
}

async function removeFiles(
  folder: string,
  isGoing: (path: string) => boolean | Promise<boolean>,
): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []); // there may be none
  let count = 0;
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(folder, entry.name);
    if (!(await isGoing(path))) continue;
    await rm(path, { force: true });
    count += 1;
  }
  return count;
}
