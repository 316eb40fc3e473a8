import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type App, createApp, type Overrides } from '../../src/app.ts';
import { fixedClock } from '../../src/core/clock.ts';
import { resolveConfig } from '../../src/core/config.ts';
import { readEnv } from '../../src/core/env.ts';

const CONFIG = join(import.meta.dirname, '..', '..', 'config');

/** The whole app over the files of one folder, on Friday 20 November 2026, 10:00 in Halifax. Opened again, it finds what it left. */
export async function openApp(
  folder: string,
  now = '2026-11-20T14:00:00Z',
  { variables = {}, ...overrides }: Overrides & { readonly variables?: NodeJS.ProcessEnv } = {},
): Promise<App> {
  const config = join(folder, 'config');
  cpSync(CONFIG, config, { recursive: true, force: false });
  const env = readEnv({
    DESKHAND_CONFIG: config,
    DESKHAND_ZONE: 'America/Halifax',
    LOG_LEVEL: 'silent',
    ...variables,
  });
  const { config: resolved, secrets } = resolveConfig(env, folder);
  const clock = fixedClock(now);
  return createApp(resolved, { clock, modelSecrets: secrets.model, ...overrides });
}
