import { join, resolve } from 'node:path';
import { type AutoDraftConfig, resolveAutoDrafts } from './draft-config.ts';
import type { Env } from './env.ts';
import { ConfigError } from './errors.ts';
import { type ModelConfig, type ModelSecrets, resolveModel } from './model-config.ts';
import { resolveSlack, type SlackConfig, type SlackSecrets } from './slack-config.ts';
import { resolveSources, type SourceSecrets, type SourcesConfig } from './source-config.ts';

/** Everything that is set from outside, but secrets; frozen at start. Paths are absolute. */
export type Config = {
  readonly databasePath: string;
  readonly databaseMemory: string;
  readonly databaseThreads: number | null;
  readonly questionDeadlineMs: number;
  /** `memory:`, `sqlite:PATH`, `postgres://…`, `redis://…`. */
  readonly stateUrl: string;
  /** Folder of metrics.yaml, language.yaml, team.yaml and imports/. */
  readonly configFolder: string;
  readonly uploadsFolder: string;
  readonly uploadLimitBytes: number;
  /** Files of a Facebook page's messages are read up to this size. */
  readonly pageMessagesLimitBytes: number;
  /** Overrides the team's zone. */
  readonly zone: string | null;
  readonly web: { readonly host: string; readonly port: number };
  readonly logLevel: string;
  readonly sources: SourcesConfig;
  /** Null: not set up. */
  readonly slack: SlackConfig | null;
  /** Null: nothing is drafted before anybody asks. */
  readonly autoDrafts: AutoDraftConfig | null;
  /** Where a Chroma server keeps vectors; null: the database does. */
  readonly chromaUrl: string | null;
  /** Null: the rules read alone. */
  readonly model: ModelConfig | null;
};

export type Secrets = {
  readonly token: string | null;
  readonly sources: SourceSecrets;
  readonly slack: SlackSecrets | null;
  readonly model: ModelSecrets | null;
};

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1|\[::1\])$/;
const MEGABYTE = 1024 * 1024;

/** `root`: the project's folder, which relative defaults start from. Throws ConfigError with every setting that doesn't fit the others. */
export function resolveConfig(
  env: Env,
  root: string,
): { readonly config: Config; readonly secrets: Secrets } {
  const host = env.HOST ?? '127.0.0.1';
  const token = env.DESKHAND_TOKEN ?? null;
  const sources = resolveSources(env);
  const slack = resolveSlack(env);
  const model = resolveModel(env);
  const autoDrafts = resolveAutoDrafts(env);
  const problems = [
    !LOOPBACK.test(host) && token === null
      ? `HOST=${host} can be reached from other machines: set DESKHAND_TOKEN (16 characters at least) as well, or leave HOST out`
      : null,
    ...sources.problems,
    ...slack.problems,
    ...model.problems,
    ...autoDrafts.problems,
  ].filter((problem) => problem !== null);
  if (problems.length > 0) throw new ConfigError(problems);
  const databasePath = resolve(root, env.DESKHAND_DATABASE ?? join('data', 'deskhand.duckdb'));
  const config: Config = {
    databasePath,
    databaseMemory: env.DATABASE_MEMORY ?? '1GB',
    databaseThreads: env.DATABASE_THREADS ?? null,
    questionDeadlineMs: (env.QUESTION_DEADLINE_SECONDS ?? 30) * 1000,
    stateUrl: env.DESKHAND_STATE ?? `sqlite:${join(root, 'data', 'state.sqlite')}`,
    configFolder: resolve(root, env.DESKHAND_CONFIG ?? 'config'),
    uploadsFolder: join(root, 'data', 'uploads'),
    ...fileLimits(env),
    zone: env.DESKHAND_ZONE ?? null,
    web: { host, port: env.PORT ?? 3000 },
    logLevel: env.LOG_LEVEL ?? 'info',
    sources: sources.config,
    slack: slack.config,
    autoDrafts: autoDrafts.config,
    chromaUrl: env.CHROMA_URL ?? null,
    model: model.config,
  };
  const secrets: Secrets = {
    token,
    sources: sources.secrets,
    slack: slack.secrets,
    model: model.secrets,
  };
  return { config: Object.freeze(config), secrets: Object.freeze(secrets) };
}

function fileLimits(env: Env): Pick<Config, 'uploadLimitBytes' | 'pageMessagesLimitBytes'> {
  return {
    uploadLimitBytes: (env.UPLOAD_LIMIT_MB ?? 1024) * MEGABYTE,
    pageMessagesLimitBytes: (env.FACEBOOK_LIMIT_MB ?? 50) * MEGABYTE,
  };
}
