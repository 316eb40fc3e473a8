import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import type { App } from './app.ts';
import type { Config, Secrets } from './core/config.ts';
import { AskerError } from './core/errors.ts';
import type { TeamSettings } from './core/settings.ts';
import type { Digests } from './digests/digests.ts';
import { reachService } from './reach-service.ts';
import { describeFailure } from './surfaces/cli/failure.ts';
import { instantOf } from './surfaces/cli/options.ts';
import type { CliParts, OpenStore, StoreChoice } from './surfaces/cli/parts.ts';
import { runCommandLine } from './surfaces/cli/program.ts';
import { createTerminal } from './surfaces/cli/terminal.ts';

const ROOT = join(import.meta.dirname, '..');

// What a command doesn't need is not loaded: `time` answers without the store.
async function readWhole(): Promise<{ readonly config: Config; readonly secrets: Secrets }> {
  const [{ readEnv }, { resolveConfig }] = await Promise.all([
    import('./core/env.ts'),
    import('./core/config.ts'),
  ]);
  return resolveConfig(readEnv(process.env), ROOT);
}

async function readConfig(): Promise<Config> {
  return (await readWhole()).config;
}

async function openStore(choice: StoreChoice): Promise<OpenStore> {
  const { path, zone, absent, threads } = choice;
  const { config: base, secrets } = await readWhole();
  const databasePath = path ?? base.databasePath;
  const isThere = existsSync(databasePath);
  if (!isThere && absent === 'existing') throw nothingThere(databasePath, path !== undefined);
  const config: Config = {
    ...base,
    databasePath: !isThere && absent === 'scratch' ? ':memory:' : databasePath,
    ...(choice.isLean && (await leanLimits(base))),
    stateUrl: threads === 'kept' ? stateBeside(base, path) : 'memory:',
    zone: zone ?? base.zone,
    logLevel: process.env.LOG_LEVEL || 'silent',
  };
  const [{ createApp }, { joinAssignments }, { joinEscalations }] = await Promise.all([
    import('./app.ts'),
    import('./join-assignments.ts'),
    import('./join-escalations.ts'),
  ]);
  await using opening = new AsyncDisposableStack();
  // What a model costs is counted, and what it is sent is kept, beyond a run that keeps nothing else.
  const modelState = secrets.model && opening.use(await openState(base.stateUrl));
  // Nor are verified questions a run's own; where there is no database there are none.
  const verifiedState =
    isThere && choice.threads !== 'kept'
      ? opening.use(await openState(stateBeside(base, choice.path)))
      : null;
  const app = await createApp(config, {
    secrets: secrets.sources,
    modelSecrets: secrets.model,
    ...(modelState && { modelState }),
    ...(verifiedState && { verifiedState }),
    isLean: choice.isLean ?? false,
  }).catch((error: unknown) => {
    throw error instanceof AskerError ? withConsole(error, choice) : error;
  });
  opening.use(app);
  const owned = opening.move();
  return {
    path: databasePath,
    zone: app.settings.zone,
    desk: app.desk,
    verified: app.workspace.verified,
    imports: app.imports,
    syncing: app.syncing,
    outbox: app.outbox,
    erasing: await eraseEverywhere(app),
    digests: await openDigests(app, secrets),
    assignments: joinAssignments(app).assignments,
    analyses: async () => (await (await import('./join-analyses.ts')).joinAnalyses(app)).analyses,
    escalations: joinEscalations(app, null),
    suggestions: () => openSuggestions(app),
    knowledge: async () => (await import('./join-knowledge.ts')).joinKnowledge(app),
    now: () => app.clock.now(),
    status: () => app.status(),
    catalogue: async () => (await app.workspace.knowledge()).catalogue,
    async loadDemo(options, onProgress) {
      const { loadDemo } = await import('./sources/demo/load-demo.ts');
      return loadDemo(app.db, { ...options, settings: app.settings }, onProgress);
    },
    backUp: (target) => app.db.backup(target),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Vectors on another server go too. */
async function eraseEverywhere(app: App): Promise<App['erasing']> {
  if (app.config.chromaUrl === null) return app.erasing;
  const { erasingWith, joinKnowledge } = await import('./join-knowledge.ts');
  return erasingWith(app.erasing, await joinKnowledge(app));
}

/** Past tickets that aren't known yet are read first. */
async function openSuggestions(app: App) {
  const [{ joinSuggestions }, { joinEscalations }, { joinKnowledge }, { createProgressLine }] =
    await Promise.all([
      import('./join-suggestions.ts'),
      import('./join-escalations.ts'),
      import('./join-knowledge.ts'),
      import('./surfaces/cli/progress.ts'),
    ]);
  const knowledge = await joinKnowledge(app);
  const progress = createProgressLine(terminal);
  await knowledge.refresh(
    ({ done, of }) => progress.show({ step: 'Reading past tickets', rows: done, of }),
    stopping.signal,
  );
  progress.clear();
  const escalations = () => joinEscalations(app, null);
  return (await joinSuggestions(app, { index: knowledge.index, escalations })).suggestions;
}

async function openState(url: string) {
  const { openStateStore } = await import('./store/state.ts');
  return openStateStore(url);
}

/** They are posted with the token that is set; where people install Deskhand themselves, only the service has one. */
async function openDigests(app: App, { slack }: Secrets): Promise<Digests> {
  const { joinDigests } = await import('./join-digests.ts');
  const { config, charts, logger } = app;
  if (!slack?.botToken || !config.slack) return joinDigests(app, null);
  const { messengerByToken } = await import('./surfaces/slack/digests/messenger-from-settings.ts');
  const draw: Parameters<typeof messengerByToken>[2]['draw'] = (chart) =>
    charts.draw(chart, { theme: 'light' });
  const { signal } = stopping;
  const calling = { draw, logger, signal };
  return joinDigests(app, { messenger: messengerByToken(slack.botToken, config.slack, calling) });
}

/** What somebody set stands. */
async function leanLimits(
  base: Config,
): Promise<Pick<Config, 'databaseMemory' | 'databaseThreads'>> {
  const { SYNC_MEMORY } = await import('./sources/sync/sync-memory.ts');
  return {
    databaseMemory: process.env.DATABASE_MEMORY ? base.databaseMemory : SYNC_MEMORY,
    databaseThreads: base.databaseThreads ?? 1,
  };
}

function nothingThere(path: string, isNamed: boolean): AskerError {
  const db = isNamed ? ` --db ${path}` : '';
  return new AskerError(
    `There is no data yet: ${path} does not exist. Load a file with “deskhand import FILE${db}”, or try it on demo data with “deskhand demo${db}”.`,
  );
}

/** Threads of a database that was named stay beside it: they mean nothing to another one. */
function stateBeside(base: Config, path: string | undefined): string {
  if (path === undefined || path === base.databasePath || process.env.DESKHAND_STATE)
    return base.stateUrl;
  return `sqlite:${join(dirname(path), `${basename(path, extname(path))}.state.sqlite`)}`;
}

function withConsole(
  error: AskerError,
  { heldHint = 'If the other one is the console, it answers there.' }: StoreChoice,
): AskerError {
  if (!/ is in use /.test(error.message)) return error;
  return new AskerError(`${error.message} ${heldHint}`, { cause: error });
}

async function readSettings(): Promise<TeamSettings> {
  const config = await readConfig();
  const { loadTeam } = await import('./core/team.ts');
  const settings = loadTeam(
    await readFile(join(config.configFolder, 'team.yaml'), 'utf8'),
    'config/team.yaml',
  );
  return config.zone ? { ...settings, zone: config.zone } : settings;
}

const readTime: CliParts['readTime'] = async (expression, at) => {
  const settings = await readSettings();
  const { parseTime } = await import('./ask/time/parse-time.ts');
  const zone = at.zone ?? settings.zone;
  const now = at.now === undefined ? Date.now() : Date.parse(instantOf(at.now, zone));
  return { time: parseTime(expression, { now, settings, zone }), zone };
};

const readCatalogue: CliParts['readCatalogue'] = async () => {
  const { configFolder } = await readConfig();
  const { loadCatalogue } = await import('./analytics/load-catalogue.ts');
  return loadCatalogue(
    await readFile(join(configFolder, 'metrics.yaml'), 'utf8'),
    'config/metrics.yaml',
  );
};

const readSources: CliParts['readSources'] = async () => {
  const { sources } = await readConfig();
  const set = [
    { name: 'hubspot', label: 'HubSpot', address: sources.hubspot?.baseUrl },
    { name: 'livechat', label: 'LiveChat', address: sources.livechat?.baseUrl },
    { name: 'zendesk', label: 'Zendesk', address: sources.zendesk?.baseUrl },
  ];
  return {
    sources: set.flatMap(({ address, ...one }) => (address ? [{ ...one, address }] : [])),
    every: sources.every.kind === 'cron' ? sources.every.line : `${sources.every.hours} h`,
    retentionDays: sources.retentionDays,
  };
};

const testSources: CliParts['testSources'] = async (names, signal) => {
  const [{ config, secrets }, { createSources }, { pickSources }, { systemClock }] =
    await Promise.all([
      readWhole(),
      import('./sources/create-sources.ts'),
      import('./sources/sync/pick-sources.ts'),
      import('./core/clock.ts'),
    ]);
  const sources = await createSources(config.sources, secrets.sources, systemClock);
  return Promise.all(pickSources(sources, names).map((source) => source.test(signal)));
};

const checkSlackSettings: CliParts['checkSlack'] = async () => {
  const { config, secrets } = await readWhole();
  if (!config.slack || !secrets.slack) return null;
  const { checkSlack } = await import('./surfaces/slack/check/check-slack.ts');
  if (config.slack.installing === 'token')
    return checkSlack({ config: config.slack, secrets: secrets.slack, installations: null });
  const [{ openStateStore }, { openInstallations }] = await Promise.all([
    import('./store/state.ts'),
    import('./surfaces/slack/install/installation-store.ts'),
  ]);
  await using state = await openStateStore(config.stateUrl);
  const installations = openInstallations(state, secrets.slack);
  return checkSlack({ config: config.slack, secrets: secrets.slack, installations });
};

const openModelSettings: CliParts['openModel'] = async () => {
  const { config, secrets } = await readWhole();
  if (!config.model || !secrets.model) return null;
  const { openModel } = await import('./open-model.ts');
  const promptsFolder = join(ROOT, 'prompts');
  return openModel(config.model, secrets.model, { stateUrl: config.stateUrl, promptsFolder });
};

const openVerified: CliParts['openVerified'] = async (path) => {
  const { createVerifiedBook } = await import('./ask/verified/verified-book.ts');
  const state = await openState(stateBeside(await readConfig(), path));
  return {
    ...createVerifiedBook(state),
    [Symbol.asyncDispose]: () => state[Symbol.asyncDispose](),
  };
};

const readFeedback: CliParts['readFeedback'] = async () => {
  const { stateUrl } = await readConfig();
  const [{ openStateStore }, { listFeedback }] = await Promise.all([
    import('./store/state.ts'),
    import('./bot/feedback.ts'),
  ]);
  await using state = await openStateStore(stateUrl);
  return await listFeedback(state);
};

/** Keeps what a bug left behind, for whoever is to find it. */
function report(error: unknown): string {
  const reference = randomBytes(3).toString('hex').toUpperCase();
  const path = join(tmpdir(), `deskhand-${reference}.log`);
  const details =
    error instanceof Error ? `${error.stack}\n${String(error.cause ?? '')}` : String(error);
  writeFileSync(
    path,
    `deskhand ${process.argv
      .slice(2)
      .join(' ')
      .replaceAll(/\S+@\S+/g, '…@…')}\nNode ${process.version}\n${details}\n`,
  );
  return `Reference ${reference}: please open an issue with ${path}.`;
}

const stopping = new AbortController();
let stoppedAt = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // npm passes on a signal the terminal has sent already: only a later one is a second one.
    if (stopping.signal.aborted && Date.now() - stoppedAt > 500) process.exit(130);
    stoppedAt ||= Date.now();
    stopping.abort();
  });
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // whoever read has seen enough
  throw error;
});

const terminal = createTerminal({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
});
try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    terminal,
    signal: stopping.signal,
    openStore,
    readTime,
    readCatalogue,
    readSources,
    testSources,
    checkSlack: checkSlackSettings,
    openModel: openModelSettings,
    openVerified,
    readFeedback,
    ...reachService(async () => (await readConfig()).databasePath),
  });
} catch (error) {
  const failure = describeFailure(error, stopping.signal, () => report(error));
  terminal.tell(`${failure.message}\n`);
  process.exitCode = failure.exitCode;
}
