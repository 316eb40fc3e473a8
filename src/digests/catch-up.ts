import type { Clock } from '../core/clock.ts';
import { AskerError, UpstreamError } from '../core/errors.ts';
import { formatDateTime, formatInstant, formatZone } from '../core/format-time.ts';
import type { Logger } from '../core/logger.ts';
import type { Messenger } from '../core/messenger.ts';
import type { StateSpace } from '../core/state.ts';
import type { Once } from '../store/once.ts';
import { type Attempts, afterFailure } from './attempts.ts';
import { readCron } from './cron.ts';
import { type DigestPart, deliver, HeldElsewhere, KEEP_MS, type PostedDigest } from './deliver.ts';
import type { Digest, DigestSpec } from './digest.ts';
import type { SlotRun, SlotRuns } from './slot-runs.ts';
import { type Slot, slotsBetween } from './slots.ts';

const MINUTE_MS = 60_000;
/** What was begun within its grace has so long to be finished. */
const FINISHING_MS = 30 * MINUTE_MS;
const LATE_MS = 10 * MINUTE_MS;
/** Clocks of two machines differ. */
const SKEW_MS = 5 * MINUTE_MS;
/** Of slots missed in a long silence, so many are noted one by one. */
const MOST_NOTED = 20;

export type ActiveDigest = DigestSpec & { readonly channel: string };

export type CatchUpParts = {
  readonly messenger: Messenger<DigestPart>;
  readonly once: Once;
  readonly drafts: StateSpace<Digest>;
  readonly runs: SlotRuns;
  readonly build: (spec: DigestSpec, slot: Slot, late: boolean) => Promise<Digest>;
  readonly onPosted?: (posted: PostedDigest) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Nothing new is begun once it has fired. */
  readonly signal: AbortSignal;
};

/** Brings every slot of a digest that is due, since `since` (ms), to its end: posted, empty, or too late for it. */
export async function catchUp(
  spec: ActiveDigest,
  since: number,
  parts: CatchUpParts,
): Promise<void> {
  const { runs, clock, signal } = parts;
  const cron = readCron(spec.schedule.line);
  if ('problem' in cron) throw new TypeError(cron.problem); // it was checked when it was made
  const after = Math.max(since, await runs.through(spec.name));
  const due = slotsBetween({ cron, zone: spec.zone }, after, clock.now());
  const over = new Set((await runs.recent(spec.name)).map(({ slot }) => slot.at));
  let allOver = true;
  for (const slot of await withoutMissed(spec, due, parts)) {
    if (signal.aborted) return;
    const run = over.has(slot.at) ? null : await bring(spec, slot, parts);
    if (run) await runs.over(run);
    allOver &&= run !== null || over.has(slot.at);
    if (allOver) await runs.advance(spec.name, slot);
  }
}

export function keyOf(name: string, slot: Slot): string {
  return `digest:${name}:${slot.local}`;
}

/** Leaves out what nobody was there for in time, and notes it. */
async function withoutMissed(
  spec: ActiveDigest,
  due: readonly Slot[],
  { runs, drafts, clock, logger }: CatchUpParts,
): Promise<readonly Slot[]> {
  const isLate = (slot: Slot) => clock.now() - Date.parse(slot.at) > spec.graceMs;
  const open: Slot[] = [];
  const missed: Slot[] = [];
  for (const slot of due) {
    const key = keyOf(spec.name, slot);
    const isBegun = !isLate(slot) || (await runs.attempts(key)) || (await drafts.get(key));
    (isBegun ? open : missed).push(slot);
  }
  const last = missed.at(-1);
  if (last === undefined) return open;
  logger.warn({ digest: spec.name, slots: missed.length, last: last.local }, 'digest slots missed');
  const endedAt = new Date(clock.now()).toISOString();
  for (const slot of missed.slice(-MOST_NOTED)) {
    const ended = { late: false, endedAt, message: null, problem: null };
    await runs.over({ name: spec.name, slot, state: 'skipped', ...ended });
  }
  if (open.every(({ at }) => at > last.at)) await runs.advance(spec.name, last);
  return open;
}

/** One slot, as far as it goes now; null: it is not over. */
async function bring(spec: ActiveDigest, slot: Slot, parts: CatchUpParts): Promise<SlotRun | null> {
  const { runs, drafts, clock, logger } = parts;
  const key = keyOf(spec.name, slot);
  const attempts = await runs.attempts(key);
  const age = clock.now() - Date.parse(slot.at);
  const finishing = attempts === undefined ? FINISHING_MS : 0;
  if (age > spec.graceMs + finishing) return giveUp(spec, slot, attempts, parts);
  if (attempts && Date.parse(attempts.nextAt) > clock.now()) return null;
  const late = age > LATE_MS;
  const since = new Date(Date.parse(slot.at) - SKEW_MS).toISOString();
  const build = () => parts.build(spec, slot, late);
  try {
    const outcome = await deliver(spec, { key, since }, { ...parts, drafts, build });
    const message = outcome.kind === 'posted' ? outcome.message : null;
    logger.info({ digest: spec.name, slot: slot.local, late, outcome: outcome.kind }, 'digest');
    const ended = { late, endedAt: new Date(clock.now()).toISOString(), message, problem: null };
    return { name: spec.name, slot, state: outcome.kind, ...ended };
  } catch (error) {
    if (error instanceof HeldElsewhere) return null;
    await noteFailure(spec, slot, error, parts);
    return null;
  }
}

async function noteFailure(
  spec: ActiveDigest,
  slot: Slot,
  error: unknown,
  parts: CatchUpParts,
): Promise<void> {
  const { runs, clock, logger } = parts;
  const key = keyOf(spec.name, slot);
  const problem = wordsFor(error);
  const retryAfterMs = error instanceof UpstreamError ? error.retryAfterMs : undefined;
  const at = { now: clock.now(), retryAfterMs };
  const attempts = afterFailure(await runs.attempts(key), problem, at);
  await runs.failed(key, attempts);
  const { count, nextAt } = attempts;
  logger.warn({ digest: spec.name, slot: slot.local, count, nextAt, err: error }, 'digest failed');
  // What somebody has to put right is told while there is still time for it.
  if (error instanceof AskerError) await tellOwner(spec, slot, problem, true, parts);
}

async function giveUp(
  spec: ActiveDigest,
  slot: Slot,
  attempts: Attempts | undefined,
  parts: CatchUpParts,
): Promise<SlotRun | null> {
  const problem = attempts?.problem ?? 'it was begun, but not finished in time';
  if (!(await tellOwner(spec, slot, problem, false, parts))) return null;
  const endedAt = new Date(parts.clock.now()).toISOString();
  return { name: spec.name, slot, state: 'failed', late: false, endedAt, message: null, problem };
}

/** Once a slot. Whether it is done: where the owner can't be reached now, the next tick tries again, for a day. */
async function tellOwner(
  spec: ActiveDigest,
  slot: Slot,
  problem: string,
  goesOn: boolean,
  { messenger, once, clock, logger }: CatchUpParts,
): Promise<boolean> {
  const { owner, title, name, zone } = spec;
  if (owner === null) return true;
  const key = `${keyOf(name, slot)}:told`;
  const until = new Date(Date.parse(slot.at) + spec.graceMs).toISOString();
  const meant = `The digest “${title}” of ${formatDateTime(slot.local)} (${formatZone(zone)})`;
  const words = goesOn
    ? `${meant} can’t be posted: ${problem}. I go on trying until ${formatInstant(until, zone)}.`
    : `${meant} was not posted: ${problem}. “/digest run ${name}” posts it now.`;
  const act = async () => {
    await messenger.tell(owner, words, key);
    return true;
  };
  try {
    const told = await once.run(key, { act, find: async () => null }, { keepMs: KEEP_MS });
    return told.kind !== 'held';
  } catch (error) {
    logger.warn({ digest: name, slot: slot.local, err: error }, 'digest’s owner not reached');
    return clock.now() - Date.parse(slot.at) > spec.graceMs + DAY_MS;
  }
}

const DAY_MS = 86_400_000;

/** What the owner reads; a bug of ours is only said to be one. */
function wordsFor(error: unknown): string {
  if (error instanceof AskerError || error instanceof UpstreamError) {
    return error.message.replace(/[.\s]+$/, '');
  }
  return 'something went wrong on our side';
}
