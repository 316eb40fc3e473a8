import { DateTime } from 'luxon';
import { createTask } from 'node-cron';
import type { Clock } from '../core/clock.ts';
import { AskerError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { Messenger } from '../core/messenger.ts';
import type { TeamSettings } from '../core/settings.ts';
import type { StateStore } from '../core/state.ts';
import type { Once } from '../store/once.ts';
import { type BuildParts, buildDigest } from './build.ts';
import { type ActiveDigest, type CatchUpParts, catchUp } from './catch-up.ts';
import { readCron } from './cron.ts';
import { type DigestPart, deliver, HeldElsewhere, type PostedDigest } from './deliver.ts';
import type { Digest, DigestSpec } from './digest.ts';
import { createDigestBook, nameFrom } from './digest-book.ts';
import type { Added, Digests, DigestView, NewDigest } from './digests.ts';
import { isMoving } from './move-plan.ts';
import { readSchedule } from './read-schedule.ts';
import { createSlotRuns } from './slot-runs.ts';
import { nextSlot, type Slot } from './slots.ts';

export type DigestsParts = {
  /** Those of config/digests.yaml. */
  readonly file: readonly DigestSpec[];
  readonly ask: BuildParts['ask'];
  readonly metrics: BuildParts['metrics'];
  readonly settings: TeamSettings;
  readonly state: StateStore;
  readonly once: Once;
  /** null: there is nowhere to post; listing and previewing work all the same. */
  readonly messenger: Messenger<DigestPart> | null;
  readonly onPosted?: (posted: PostedDigest) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
};

const EVERY_MINUTE = '* * * * *';
const GRACE_IN_CHAT_MS = 3 * 3_600_000;
const SKEW_MS = 5 * 60_000;

/** What is posted by itself: kept, listed, and brought out at its slots. */
export function createDigests(parts: DigestsParts): Digests {
  const { clock, settings, state, messenger, once, logger, onPosted } = parts;
  const book = createDigestBook(parts);
  const runs = createSlotRuns(state);
  const drafts = state.space<Digest>('digest-drafts');

  const viewOf = async (spec: DigestSpec): Promise<DigestView> => ({
    ...{ name: spec.name, title: spec.title, words: spec.schedule.words, zone: spec.zone },
    ...{ channel: spec.channel, owner: spec.owner, paused: spec.paused, from: spec.from },
    questions: spec.sections.map(({ question }) => question),
    nextAt: isActive(spec) ? (nextOf(spec, clock.now())?.at ?? null) : null,
    runs: await runs.recent(spec.name),
  });
  const build = (spec: DigestSpec, slot: Slot, late = false, signal?: AbortSignal) =>
    buildDigest(spec, { slot, late, signal }, parts);

  const look = async (signal: AbortSignal): Promise<void> => {
    if (messenger === null) return;
    const posting = { messenger, once, drafts, ...(onPosted && { onPosted }) };
    await tick(book, { ...posting, runs, build, clock, logger, signal });
  };

  return {
    list: async () => Promise.all((await book.list()).map(viewOf)),
    async preview(name, signal) {
      const spec = await book.get(name);
      return build(spec, slotNow(spec, clock.now()), false, signal);
    },
    async run(name, key) {
      const spec = await book.get(name);
      if (messenger === null)
        throw new AskerError('There is nowhere to post to: set Slack up first.');
      if (!hasChannel(spec)) throw withoutChannel(spec);
      const now = clock.now();
      const named = { key: `digest:${spec.name}:run:${key}`, since: iso(now - SKEW_MS) };
      const making = { messenger, once, drafts, ...(onPosted && { onPosted }) };
      try {
        // Asked for by somebody: it is posted even where there is nothing to say.
        const wanted = { ...spec, skipWhenEmpty: false };
        const draft = () => build(spec, slotNow(spec, now));
        const outcome = await deliver(wanted, named, { ...making, build: draft });
        return outcome.kind === 'posted' ? { kind: 'posted', channel: spec.channel } : outcome;
      } catch (error) {
        if (error instanceof HeldElsewhere) return { kind: 'running' };
        throw error;
      }
    },
    pause: async (name) => viewOf(await book.change(name, { paused: true })),
    async resume(name) {
      const spec = await book.get(name);
      if (!hasChannel(spec)) throw withoutChannel(spec);
      return viewOf(await book.change(name, { paused: false }));
    },
    async move(name, channel, owner) {
      const spec = await book.get(name);
      const owned = spec.owner === null && owner !== null ? { owner } : {};
      return viewOf(await book.change(name, { channel, ...owned }));
    },
    remove: async (name) => viewOf(await book.remove(name)),
    async add(request): Promise<Added> {
      const read = readSchedule(request.schedule);
      if (read.kind === 'unclear') return read;
      const zone = read.zone ?? request.zone ?? settings.zone;
      const { line, words } = read;
      const spec = await book.add(specOf(request, { line, words }, zone), request.key);
      const isFixed = request.plan !== null && !isMoving(request.plan, settings);
      return { kind: 'added', digest: await viewOf(spec), isFixed };
    },
    catchUp: () => look(new AbortController().signal),
    start() {
      const stopping = new AbortController();
      return startTicking(() => look(stopping.signal), stopping, logger);
    },
  };
}

/** Looks at every digest once; one that fails keeps no other from its time. */
async function tick(book: ReturnType<typeof createDigestBook>, parts: CatchUpParts): Promise<void> {
  const all = await book.list();
  await Promise.all(
    all.map(async (spec) => {
      try {
        const since = await book.countsSince(spec);
        if (isActive(spec)) await catchUp(spec, since, parts);
      } catch (error) {
        parts.logger.warn({ digest: spec.name, err: error }, 'digest not looked after');
      }
    }),
  );
}

/** At once, then every minute; a tick that takes longer is not overtaken. */
function startTicking(
  work: () => Promise<void>,
  stopping: AbortController,
  logger: Logger,
): AsyncDisposable {
  let running: Promise<void> | null = null;
  const run = (): Promise<void> => {
    running ??= work()
      .catch((error: unknown) => logger.warn({ err: error }, 'digests not looked after'))
      .finally(() => {
        running = null;
      });
    return running;
  };
  const task = createTask(EVERY_MINUTE, run, { unref: true, suppressMissedWarning: true });
  void task.start();
  void run();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await task.destroy();
      await running;
    },
  };
}

function specOf(
  { question, plan, channel, owner }: NewDigest,
  schedule: DigestSpec['schedule'],
  zone: string,
): DigestSpec {
  const title = question.charAt(0).toUpperCase() + question.slice(1);
  return {
    ...{ name: nameFrom(question), title: title.slice(0, 120), schedule, zone, channel, owner },
    sections: [{ title: null, question, plan, bound: null }],
    ...{ compare: 'before', skipWhenEmpty: false, mentionOnBreach: null },
    ...{ graceMs: GRACE_IN_CHAT_MS, paused: false, from: 'chat', judged: true },
  };
}

function hasChannel(spec: DigestSpec): spec is ActiveDigest {
  return spec.channel !== null;
}

function isActive(spec: DigestSpec): spec is ActiveDigest {
  return hasChannel(spec) && !spec.paused;
}

function withoutChannel({ name }: DigestSpec): AskerError {
  return new AskerError(
    `The digest “${name}” has no channel yet: say “/digest here ${name}” in the channel it is for.`,
  );
}

function nextOf({ schedule, zone }: DigestSpec, now: number): Slot | null {
  const cron = readCron(schedule.line);
  return 'problem' in cron ? null : nextSlot({ cron, zone }, now);
}

/** What a slot at this moment would be. */
function slotNow({ zone }: DigestSpec, now: number): Slot {
  const local = DateTime.fromMillis(now, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
  return { local, at: iso(now) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
