import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { StateSpace } from '../core/state.ts';

/** What shall happen once, and a way to see whether it has. */
export type Deed<T> = {
  /** Where much comes before what can't be taken back, `hold` is renewed in between. */
  act(hold: Hold): Promise<T>;
  /** Looks where it happens: null when it hasn't. Asked when somebody may have stopped in the middle of it. */
  find(): Promise<T | null>;
};

/** That a key is ours, for now. */
export interface Hold {
  /** Renews the lease now: false when somebody has taken over. */
  renew(): Promise<boolean>;
}

export type OnceResult<T> =
  /** Now, by us; found to have happened, although nobody got to say so; or done before. */
  | { readonly kind: 'did' | 'found' | 'done'; readonly value: T }
  /** Somebody else is at it. */
  | { readonly kind: 'held' };

/** Makes things happen once, over crashes, restarts and several processes. */
export interface Once {
  /**
   * Does it unless it is done or in somebody's hands; `value` must survive JSON and is kept for `keepMs`.
   * What `act` or `find` throws rises; then it may have happened or not, and the next try looks before it acts.
   */
  run<T>(key: string, deed: Deed<T>, options: { readonly keepMs: number }): Promise<OnceResult<T>>;
  /** Keys that were begun and left: whoever had them is gone, or failed. */
  unfinished(prefix?: string): Promise<readonly string[]>;
}

/** In the space of deeds, by key. */
export type DeedEntry =
  | { readonly state: 'held'; readonly owner: string; readonly until: number }
  | { readonly state: 'left' }
  | { readonly state: 'done'; readonly value: unknown };

type Held = Extract<DeedEntry, { state: 'held' }>;

/** Long enough for a process to be slow, short enough to wait for after a crash. */
const LEASE_MS = 15_000;

export type OnceParts = {
  readonly space: StateSpace<DeedEntry>;
  readonly clock: Clock;
  readonly leaseMs?: number;
};

/** A key belongs to whoever claims it, for a lease that is renewed while they act; one that ran out may be taken over. */
export function createOnce({ space, clock, leaseMs = LEASE_MS }: OnceParts): Once {
  const lease = (): Held => ({
    state: 'held',
    owner: randomUUID(), // of this one try, so that nobody renews another's
    until: clock.now() + leaseMs,
  });
  const isFree = (entry: DeedEntry) =>
    entry.state === 'left' || (entry.state === 'held' && entry.until <= clock.now());

  type Work<T> = (hold: Hold) => Promise<OnceResult<T>>;

  const perform = async <T>(
    key: string,
    mine: Held,
    work: Work<T>,
    keepMs: number,
  ): Promise<OnceResult<T>> => {
    const lease = renew(key, mine, { space, clock, leaseMs, keepMs });
    let result: OnceResult<T>;
    try {
      result = await work(lease);
    } catch (error) {
      const held = await lease.stop();
      // Where this fails too, the lease runs out by itself; what matters is why the work failed.
      await space.swap(key, held, { state: 'left' }, { ttlMs: keepMs }).catch(() => {});
      throw error;
    }
    const held = await lease.stop();
    if (result.kind === 'held') return result;
    await space.swap(key, held, { state: 'done', value: result.value }, { ttlMs: keepMs });
    return result;
  };

  return {
    async run<T>(key: string, deed: Deed<T>, { keepMs }: { readonly keepMs: number }) {
      const mine = lease();
      if (await space.claim(key, mine, { ttlMs: keepMs }))
        return perform(
          key,
          mine,
          async (hold) => ({ kind: 'did', value: await deed.act(hold) }),
          keepMs,
        );
      const known = await space.get(key);
      if (known?.state === 'done') return { kind: 'done', value: known.value as T }; // what act gave under this key
      if (!known || !isFree(known)) return { kind: 'held' };
      if (!(await space.swap(key, known, mine, { ttlMs: keepMs }))) return { kind: 'held' };
      const lookFirst: Work<T> = async (hold) => {
        const found = await deed.find();
        if (found !== null) return { kind: 'found', value: found };
        // Looking may have taken longer than the lease, in a process that was held up.
        if (!(await hold.renew())) return { kind: 'held' };
        return { kind: 'did', value: await deed.act(hold) };
      };
      return perform(key, mine, lookFirst, keepMs);
    },
    async unfinished(prefix) {
      const entries = await space.list(prefix);
      return entries.filter(({ value }) => isFree(value)).map(({ key }) => key);
    },
  };
}

/** Renews a lease until it is told to stop, and then gives it as it stands. */
function renew(
  key: string,
  mine: Held,
  { space, clock, leaseMs, keepMs }: Required<OnceParts> & { readonly keepMs: number },
): Hold & { stop(): Promise<Held> } {
  let held = mine;
  let renewing: Promise<unknown> = Promise.resolve();
  const renewOnce = async (): Promise<boolean> => {
    const next: Held = { ...held, until: clock.now() + leaseMs };
    const isOurs = await space.swap(key, held, next, { ttlMs: keepMs });
    if (isOurs) held = next;
    return isOurs;
  };
  const inTurn = (): Promise<boolean> => {
    const turn = renewing.then(renewOnce);
    renewing = turn.catch(() => {}); // the lease goes on as it was; the next renewal tries again
    return turn;
  };
  const timer = setInterval(() => {
    inTurn().catch(() => {});
  }, leaseMs / 3);
  timer.unref();
  return {
    renew: inTurn,
    async stop() {
      clearInterval(timer);
      await renewing;
      return held;
    },
  };
}
