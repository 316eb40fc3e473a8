import type { App } from './app.ts';
import type { SlackSecrets } from './core/slack-config.ts';
import { createSlackSurface, type SlackSurface } from './surfaces/slack/slack-surface.ts';

/** Slack, joined with what answers; null when it isn't set up. */
export function joinSlack(app: App, secrets: SlackSecrets | null): SlackSurface | null {
  const { config, state, clock, logger } = app;
  if (!config.slack || !secrets) return null;
  return createSlackSurface({
    config: config.slack,
    secrets,
    state,
    clock,
    logger,
    register: () => {},
  });
}
