import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.ts';
import { fixedClock } from '../../src/core/clock.ts';
import { resolveConfig } from '../../src/core/config.ts';
import { readEnv } from '../../src/core/env.ts';
import type { ModelVendor } from '../../src/llm/language-model.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The whole app over a copy of a database, with settings as they ship and this model; null: the one the variables set up. */
export async function openDesk(
  database: string,
  { zone, now, vendor }: { zone: string; now: string; vendor: ModelVendor | null },
  variables: NodeJS.ProcessEnv = {},
): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-eval-model-'));
  cpSync(join(ROOT, 'config'), join(folder, 'config'), { recursive: true });
  copyFileSync(database, join(folder, 'copy.duckdb'));
  const env = readEnv({
    ...(vendor && { GEMINI_API_KEY: 'none' }),
    ...variables,
    DESKHAND_CONFIG: join(folder, 'config'),
    DESKHAND_DATABASE: join(folder, 'copy.duckdb'),
    DESKHAND_ZONE: zone,
    DESKHAND_STATE: 'memory:',
    LOG_LEVEL: 'silent',
    MODEL_CALLS_A_DAY: '1000000',
    MODEL_CALLS_A_DAY_EACH: '1000000',
  });
  const { config, secrets } = resolveConfig(env, folder);
  const app = await createApp(config, {
    clock: fixedClock(now),
    modelSecrets: secrets.model,
    ...(vendor && { modelVendor: vendor }),
  });
  return {
    ...app,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
