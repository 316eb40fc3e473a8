import type { App } from './app.ts';
import { NOTHING_YET } from './ask/follow-up/thread.ts';
import type { Permit } from './ask/permit.ts';
import type { Messenger } from './core/messenger.ts';
import type { Readers } from './digests/build.ts';
import { createDigests } from './digests/create-digests.ts';
import { type DigestPart, LEASE_MS, type PostedDigest } from './digests/deliver.ts';
import type { Digests } from './digests/digests.ts';
import { createOnce, type DeedEntry } from './store/once.ts';

/** Where digests are posted, and what that takes. */
export type DigestsOutlet = {
  readonly messenger: Messenger<DigestPart>;
  /** What whoever reads a channel may be told there. */
  readonly permitFor?: (readers: Readers) => Promise<Permit>;
  readonly onPosted?: (posted: PostedDigest) => Promise<void>;
};

/** Digests, joined with what answers them and where they are posted; null: nowhere. */
export function joinDigests(app: App, outlet: DigestsOutlet | null): Digests {
  const { messenger = null, permitFor, onPosted } = outlet ?? {};
  const { workspace, settings, state, clock, logger } = app;
  return createDigests({
    file: app.digests,
    async ask({ question, plan, readers, ...moment }) {
      const permit = readers && permitFor ? await permitFor(readers) : undefined;
      return plan
        ? workspace.askPlan(question, plan, { ...moment, permit })
        : workspace.ask(question, NOTHING_YET, { ...moment, permit, plansOnly: true });
    },
    metrics: async () => (await workspace.knowledge()).catalogue.metrics,
    settings,
    state,
    once: createOnce({ space: state.space<DeedEntry>('digest-deeds'), clock, leaseMs: LEASE_MS }),
    messenger,
    ...(onPosted && { onPosted }),
    clock,
    logger,
  });
}
