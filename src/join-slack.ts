import type { App } from './app.ts';
import { createWho } from './bot/access/who.ts';
import { createDesk } from './bot/create-desk.ts';
import type { SlackSecrets } from './core/slack-config.ts';
import { createOnce } from './store/once.ts';
import { createSlackPeople } from './surfaces/slack/people.ts';
import { rightsOf } from './surfaces/slack/rights.ts';
import {
  createSlackSurface,
  type SlackParts,
  type SlackSurface,
} from './surfaces/slack/slack-surface.ts';
import { registerTalk } from './surfaces/slack/talk/register-talk.ts';

/** Slack, joined with what answers; null when it isn't set up. `waits` are for tests, which have less time. */
export function joinSlack(
  app: App,
  secrets: SlackSecrets | null,
  waits: Pick<SlackParts, 'pace' | 'patience' | 'socketWaits'> = {},
): SlackSurface | null {
  const { config, state, clock, logger, access, settings } = app;
  if (!config.slack || !secrets) return null;
  const desk = createDesk({ ...app, ...access, threads: 'slack' });
  const once = createOnce({ space: state.space('slack-once'), clock });
  return createSlackSurface({
    ...waits,
    config: config.slack,
    secrets,
    state,
    clock,
    logger,
    register(bolt, { clientOf }) {
      const directory = createSlackPeople({ clientOf, clock, logger });
      const who = createWho({ ...access, directory, clock });
      registerTalk(bolt, {
        ...{ desk, state, once, clock, logger, zone: settings.zone },
        rightsOf: (asker) => rightsOf(asker, who),
      });
    },
  });
}
