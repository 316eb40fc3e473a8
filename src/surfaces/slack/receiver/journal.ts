import type { Clock } from '../../../core/clock.ts';
import type { Seal } from '../../../core/seal.ts';
import type { StateSpace } from '../../../core/state.ts';
import type { RequestBody } from './job-name.ts';

/** A request that was acknowledged and is not yet worked. */
export type JournalEntry = {
  /** The request as it came, sealed. */
  readonly sealed: string;
  readonly receivedAt: number;
  /** Which process has it in hand, until when; past that another may take it. */
  readonly owner: string;
  readonly heldUntil: number;
  /** How often it was tried, and not before when it is tried again. */
  readonly tries: number;
  readonly notBefore: number;
};

/** An entry that is ours, as it stands in the store. */
export type HeldJob = { readonly key: string; readonly body: RequestBody; entry: JournalEntry };

export type JournalParts = {
  readonly jobs: StateSpace<JournalEntry>;
  readonly done: StateSpace<true>;
  readonly seal: Seal;
  readonly clock: Clock;
  /** Names this process among those that share the store. */
  readonly owner: string;
  readonly holdMs: number;
};

/** What was promised to Slack by acknowledging it, kept until it is done. */
export interface Journal {
  /** Writes the request down as ours. Null: it is known already, from an earlier delivery. */
  accept(key: string, body: RequestBody): Promise<HeldJob | null>;
  /** Takes up to `limit` requests nobody has in hand, oldest first, but none of `inHand` (keys). */
  takeOver(limit: number, inHand: ReadonlySet<string>): Promise<readonly HeldJob[]>;
  /** Keeps it ours; false when it is no longer. */
  hold(job: HeldJob): Promise<boolean>;
  /** Gives it back, to be tried again after `waitMs`. */
  postpone(job: HeldJob, waitMs: number): Promise<void>;
  finish(key: string): Promise<void>;
  /** Gives it back untried. */
  release(job: HeldJob): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Past this nobody waits for it any longer. */
const KEPT_MS = DAY_MS;
/** Slack's last retry comes after an hour at most. */
const DONE_KEPT_MS = DAY_MS;

export function createJournal({ jobs, done, seal, clock, owner, holdMs }: JournalParts): Journal {
  async function replace(job: HeldJob, entry: JournalEntry): Promise<boolean> {
    const isOurs = await jobs.swap(job.key, job.entry, entry, { ttlMs: KEPT_MS });
    if (isOurs) job.entry = entry;
    return isOurs;
  }

  async function finish(key: string): Promise<void> {
    // In this order: a delivery that comes in between meets one or the other.
    await done.set(key, true, { ttlMs: DONE_KEPT_MS });
    await jobs.delete(key);
  }

  async function take(key: string, entry: JournalEntry): Promise<HeldJob | null> {
    if (await done.get(key)) {
      await jobs.delete(key);
      return null;
    }
    const text = seal.open(entry.sealed, placeOf(key));
    if (text === null) {
      await jobs.swap(key, entry, undefined); // sealed by a secret that was changed since
      return null;
    }
    const taken = { ...entry, owner, heldUntil: clock.now() + holdMs };
    const isOurs = await jobs.swap(key, entry, taken, { ttlMs: KEPT_MS });
    return isOurs ? { key, body: JSON.parse(text), entry: taken } : null;
  }

  return {
    async accept(key, body) {
      const now = clock.now();
      const entry: JournalEntry = {
        sealed: seal.seal(JSON.stringify(body), placeOf(key)),
        receivedAt: now,
        owner,
        heldUntil: now + holdMs,
        tries: 0,
        notBefore: now,
      };
      if (!(await jobs.claim(key, entry, { ttlMs: KEPT_MS }))) return null;
      if (!(await done.get(key))) return { key, body, entry };
      await jobs.delete(key);
      return null;
    },
    async takeOver(limit, inHand) {
      const now = clock.now();
      const free = (await jobs.list())
        .filter(({ value }) => value.heldUntil <= now && value.notBefore <= now)
        .filter(({ key }) => !inHand.has(key))
        .sort((a, b) => a.value.receivedAt - b.value.receivedAt)
        .slice(0, limit);
      const taken: HeldJob[] = [];
      for (const { key, value } of free) {
        const job = await take(key, value);
        if (job) taken.push(job);
      }
      return taken;
    },
    hold: (job) => replace(job, { ...job.entry, heldUntil: clock.now() + holdMs }),
    async postpone(job, waitMs) {
      const now = clock.now();
      const tries = job.entry.tries + 1;
      await replace(job, { ...job.entry, tries, heldUntil: now, notBefore: now + waitMs });
    },
    finish,
    async release(job) {
      await replace(job, { ...job.entry, heldUntil: clock.now() });
    },
  };
}

const placeOf = (key: string) => `slack-jobs ${key}`;
