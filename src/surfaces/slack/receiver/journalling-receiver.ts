import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { type Log, messageOf } from '../log.ts';
import { jobName } from './job-name.ts';
import type { HeldJob, Journal } from './journal.ts';
import { Postponed } from './postponed.ts';
import { createWorkQueue, type Work } from './work-queue.ts';

/** Where requests come in: Bolt's own receivers, one of ours in tests. */
export interface Entrance {
  /** Whom requests are given to. To be called once, before `open`. */
  deliverTo(deliver: (event: ReceiverEvent) => Promise<void>): void;
  open(): Promise<void>;
  close(): Promise<void>;
}

export type ReceiverParts = {
  readonly entrance: Entrance;
  readonly journal: Journal;
  readonly logger: Log;
  readonly pace: Pace;
};

/** Waits in milliseconds. */
export type Pace = {
  /** How many of a lane are worked at once. */
  readonly atOnce: number;
  /** How many acknowledged requests are kept in memory; more wait in the journal. */
  readonly inMemory: number;
  readonly holdMs: number;
  readonly sweepEveryMs: number;
  /** How long what is in hand may take once we are told to stop. */
  readonly closingMs: number;
  /** A request that met a service that is down is tried again after these, and then every last one. */
  readonly retryAfterMs: readonly number[];
};

export const PACE: Pace = {
  atOnce: 8,
  inMemory: 500,
  holdMs: 20_000,
  sweepEveryMs: 5_000,
  closingMs: 8_000,
  retryAfterMs: [5_000, 15_000, 60_000, 300_000],
};

/**
 * A receiver that writes each request down, acknowledges it, and only then has it worked, once, whatever becomes of this process.
 * Listeners find the name of what they work on as `context.jobKey`; after a crash they are called again with the same one.
 * What can't be written down is not acknowledged: Slack then sends it again.
 */
export function createJournallingReceiver(parts: ReceiverParts): Receiver {
  const { entrance, journal, logger, pace } = parts;
  const queue = createWorkQueue(pace.atOnce);
  const held = new Map<Work, HeldJob>();
  const answering = new Set<Promise<void>>();
  let app: Pick<App, 'processEvent'>;
  let isClosing = false;
  let sweeping: Promise<void> = Promise.resolve();
  const timers: NodeJS.Timeout[] = [];

  async function receive(event: ReceiverEvent): Promise<void> {
    const envelopeId = event.customProperties?.envelopeId ?? null;
    const name = jobName(event.body, envelopeId);
    if (name === null) return answerAtOnce(event);
    const job = await journal.accept(name.key, event.body);
    await event.ack().catch(() => {}); // the connection is gone: Slack sends it again, and it will be known
    if (job === null) return;
    if (isClosing || held.size >= pace.inMemory) await journal.release(job);
    else enqueue(job, event);
  }

  /** What is answered by its acknowledgement can't be put off; stopping waits for it. */
  async function answerAtOnce(event: ReceiverEvent): Promise<void> {
    const over = app.processEvent(event);
    answering.add(over);
    await over.finally(() => answering.delete(over));
  }

  function enqueue(job: HeldJob, event?: ReceiverEvent): void {
    const { lane, thread } = jobName(job.body, null) ?? { lane: 'talk', thread: null };
    const work: Work = { lane, thread, run: () => workOn(work, job, event) };
    held.set(work, job);
    queue.add(work);
  }

  async function workOn(work: Work, job: HeldJob, event?: ReceiverEvent): Promise<void> {
    try {
      await app.processEvent({
        body: job.body,
        ack: async () => {}, // it was acknowledged before
        ...(event?.retryNum !== undefined && { retryNum: event.retryNum }),
        ...(event?.retryReason !== undefined && { retryReason: event.retryReason }),
        customProperties: { jobKey: job.key, jobTries: job.entry.tries },
      });
      held.delete(work);
      await journal.finish(job.key);
    } catch (error) {
      held.delete(work);
      await putAside(job, error);
    }
  }

  async function putAside(job: HeldJob, error: unknown): Promise<void> {
    try {
      if (error instanceof Postponed) {
        const { tries } = job.entry;
        const waitMs = pace.retryAfterMs[tries] ?? pace.retryAfterMs.at(-1) ?? 0;
        logger.info(
          { job: job.key, tries: tries + 1, waitMs },
          'Slack request is tried again later',
        );
        await journal.postpone(job, waitMs);
      } else {
        logger.error(
          { job: job.key, problem: messageOf(error) },
          'Slack request could not be worked',
        );
        await journal.finish(job.key);
      }
    } catch (again) {
      // It stays in the journal, and is taken up from there once the state answers.
      logger.warn(
        { job: job.key, problem: messageOf(again) },
        'Slack journal could not be written',
      );
    }
  }

  async function sweep(): Promise<void> {
    const room = pace.inMemory - held.size;
    if (isClosing || room <= 0) return;
    const inHand = new Set([...held.values()].map(({ key }) => key));
    for (const job of await journal.takeOver(room, inHand)) {
      if (isClosing) await journal.release(job);
      else enqueue(job);
    }
  }

  async function holdAll(): Promise<void> {
    for (const [work, job] of [...held]) {
      if (held.has(work)) await journal.hold(job);
    }
  }

  function every(ms: number, what: string, act: () => Promise<void>): void {
    const timer = setInterval(() => {
      sweeping = sweeping
        .then(act)
        .catch((error) =>
          logger.warn({ problem: messageOf(error) }, `Slack journal: ${what} failed`),
        );
    }, ms);
    timer.unref();
    timers.push(timer);
  }

  return {
    init(given) {
      app = given;
      entrance.deliverTo(receive);
    },
    async start() {
      every(pace.sweepEveryMs, 'looking for what is left', sweep);
      every(pace.holdMs / 3, 'holding what is in hand', holdAll);
      await entrance.open();
      sweeping = sweep().catch((error) =>
        logger.warn({ problem: messageOf(error) }, 'Slack journal could not be read'),
      );
      await sweeping;
    },
    async stop() {
      isClosing = true;
      for (const timer of timers) clearInterval(timer);
      const closed = entrance.close();
      await atMost(
        pace.closingMs,
        Promise.all([closed, sweeping, Promise.allSettled(answering), queue.close()]),
      );
      // What is not over by now stays in the journal, free for whoever comes next.
      for (const job of held.values()) await journal.release(job);
    },
  };
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
