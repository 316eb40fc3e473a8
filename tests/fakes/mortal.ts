import type { Messenger } from '../../src/core/messenger.ts';
import type { StateSpace, StateStore } from '../../src/core/state.ts';
import type { Database, Writer } from '../../src/store/database.ts';
import type { Pager } from '../../src/tickets/escalate/pager.ts';

class Died extends Error {}

/** A process that is killed at its n-th step outside itself: from then on nothing it waits for ever comes. */
export class Fate {
  steps = 0;
  isOver = false;
  readonly #at: number;
  readonly #when: 'before' | 'after';
  #die: () => void = () => {};
  readonly died = new Promise<'died'>((resolve) => {
    this.#die = () => resolve('died');
  });

  constructor(at: number, when: 'before' | 'after') {
    this.#at = at;
    this.#when = when;
  }

  readonly step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (this.#isKilled('before')) return this.end();
    const done = await work();
    return this.#isKilled('after') ? this.end() : done;
  };

  /** Within a transaction: what was begun is rolled back. */
  readonly stepInside = async <T>(work: () => Promise<T>): Promise<T> => {
    if (this.#isKilled('before')) throw new Died();
    const done = await work();
    if (this.#isKilled('after')) throw new Died();
    return done;
  };

  end(): Promise<never> {
    this.isOver = true;
    this.#die();
    return new Promise(() => {});
  }

  #isKilled(moment: 'before' | 'after'): boolean {
    if (moment === 'before') this.steps++;
    if (this.isOver || this.steps > this.#at) return true;
    return this.steps === this.#at && this.#when === moment;
  }
}

export function mortalDatabase(db: Database, fate: Fate): Database {
  return {
    ...db,
    read: (...args) => fate.step(() => db.read(...args)),
    write: (work, options) =>
      fate.step(() =>
        db
          .write((writer) => work(mortalWriter(writer, fate)), options)
          .catch((error: unknown) => {
            if (error instanceof Died) return fate.end();
            throw error;
          }),
      ),
  };
}

function mortalWriter(writer: Writer, { stepInside }: Fate): Writer {
  return {
    run: (...args) => stepInside(() => writer.run(...args)),
    rows: (...args) => stepInside(() => writer.rows(...args)),
  };
}

export function mortalState(state: StateStore, { step }: Fate): StateStore {
  return {
    ...state,
    space: <T>(name: string): StateSpace<T> => {
      const space = state.space<T>(name);
      return {
        get: (...args) => step(() => space.get(...args)),
        set: (...args) => step(() => space.set(...args)),
        delete: (...args) => step(() => space.delete(...args)),
        list: (...args) => step(() => space.list(...args)),
        claim: (...args) => step(() => space.claim(...args)),
        swap: (...args) => step(() => space.swap(...args)),
        update: (...args) => step(() => space.update(...args)),
      };
    },
  };
}

export function mortalMessenger<Content>(
  messenger: Messenger<Content>,
  { step }: Fate,
): Messenger<Content> {
  return {
    pieces: (content) => messenger.pieces(content),
    post: (posting, check) => step(() => messenger.post(posting, check)),
    find: (where) => step(() => messenger.find(where)),
    tell: (...args) => step(() => messenger.tell(...args)),
  };
}

/** `check` is asked as the process itself would, right before the page is sent. */
export function mortalPager(pager: Pager, { step }: Fate): Pager {
  return {
    page: (page, check) => step(() => pager.page(page, check)),
    find: (...args) => step(() => pager.find(...args)),
  };
}
