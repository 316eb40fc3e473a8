import type { App } from './app.ts';
import type { Messenger } from './core/messenger.ts';
import { createDigests } from './digests/create-digests.ts';
import type { DigestPart, PostedDigest } from './digests/deliver.ts';
import type { Digests } from './digests/digests.ts';
import { createOnce, type DeedEntry } from './store/once.ts';

/** Digests, joined with what answers them and where they are posted; null: nowhere. */
export function joinDigests(
  app: App,
  messenger: Messenger<DigestPart> | null,
  onPosted?: (posted: PostedDigest) => Promise<void>,
): Digests {
  const { workspace, settings, state, clock, logger } = app;
  return createDigests({
    file: app.digests,
    ask: ({ question, plan, ...moment }) =>
      plan
        ? workspace.askPlan(question, plan, moment)
        : workspace.ask(question, { plans: [], keys: [] }, moment),
    metrics: async () => (await workspace.knowledge()).catalogue.metrics,
    settings,
    state,
    once: createOnce({ space: state.space<DeedEntry>('digest-deeds'), clock }),
    messenger,
    ...(onPosted && { onPosted }),
    clock,
    logger,
  });
}
