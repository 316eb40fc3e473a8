import { join } from 'node:path';
import { type App, createApp } from './app.ts';
import { createKnowledgeDesk } from './assist/knowledge/create-knowledge-desk.ts';
import { createModelDesk } from './bot/model-desk.ts';
import { createVerifiedDesk } from './bot/verified-desk.ts';
import { resolveConfig } from './core/config.ts';
import { readEnv } from './core/env.ts';
import { AppError, ConfigError } from './core/errors.ts';
import { formatCount } from './core/format.ts';
import { createLogger } from './core/logger.ts';
import { joinAnalyses } from './join-analyses.ts';
import { erasingWith, joinKnowledge } from './join-knowledge.ts';
import { joinSlack } from './join-slack.ts';
import { joinSuggestions } from './join-suggestions.ts';
import { joinTickets, type Tickets } from './join-tickets.ts';
import { DEMO_SIZE } from './sources/demo/generate-demo.ts';
import { loadDemo } from './sources/demo/load-demo.ts';
import { createProgressLine } from './surfaces/cli/progress.ts';
import { serveCommandLine } from './surfaces/cli/serve-command-line.ts';
import { createTerminal } from './surfaces/cli/terminal.ts';
import { createWebSurface } from './surfaces/web/web-surface.ts';

const ROOT = join(import.meta.dirname, '..');
const HOUR_MS = 3_600_000;
const CLOSING_TAKES_MS = 10_000;
/** Reading all conversations takes cores and memory: who has just opened Deskhand comes first. */
const FIRST_LOOK_TAKES_MS = 20_000;

const terminal = createTerminal({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
});

try {
  await serve(untilStopped());
} catch (error) {
  process.exitCode = 1;
  if (error instanceof ConfigError) {
    const lines = error.problems.map((problem) => `  ${problem}\n`);
    terminal.tell(`Deskhand can’t start like this:\n${lines.join('')}`);
  } else if (error instanceof AppError) terminal.tell(`${error.message}\n`);
  else createLogger('error').fatal({ err: error }, 'Deskhand stopped on a bug');
}

/** Builds everything, serves the console until `stopped`, and closes in reverse order. */
async function serve(stopped: Promise<void>): Promise<void> {
  const { config, secrets } = resolveConfig(readEnv(process.env), ROOT);
  await using app = await createApp(config, {
    secrets: secrets.sources,
    modelSecrets: secrets.model,
  });
  await fillWhenEmpty(app);
  const knowledge = await joinKnowledge(app);
  await using _syncing = app.syncing.start();
  await using _outbox = app.outbox.start();
  const { analyses, part: analysisPart } = await joinAnalyses(app);
  const suggesting = await joinSuggestions(app, {
    index: knowledge.index,
    escalations: () => tickets.escalations,
  });
  const tickets: Tickets = joinTickets(app, [analysisPart, suggesting.part], suggesting);
  await using _link = await serveCommandLine(app.db.stagingFolder, {
    backUp: (target) => app.db.backup(target),
    erasing: erasingWith(app.erasing, knowledge),
    assigning: { assignments: tickets.assigning.assignments, zone: app.settings.zone },
    escalations: tickets.escalations,
    knowledge,
    analyses,
    suggestions: suggesting.suggestions,
  });
  const knowledgeDesk = createKnowledgeDesk(knowledge, app.clock);
  const surface = createWebSurface({
    desk: app.desk,
    tickets: tickets.desk,
    onCall: tickets.onCallDesk,
    knowledge: knowledgeDesk,
    team: tickets.assigning.inWords,
    model: createModelDesk(
      app.config.model && app.model && { setUp: app.config.model, ...app.model },
    ),
    verified: createVerifiedDesk(app.verified),
    imports: app.imports,
    syncing: app.syncing,
    outbox: app.outbox,
    status: () => app.status(),
    catalogue: async () => (await app.workspace.knowledge()).catalogue,
    uploadsFolder: config.uploadsFolder,
    uploadLimitBytes: config.uploadLimitBytes,
    token: secrets.token,
    clock: app.clock,
    zone: app.settings.zone,
    logger: app.logger,
  });
  const slack = joinSlack(app, secrets.slack, {}, tickets, knowledgeDesk);
  await using _escalations = tickets.escalations.start();
  await using _reading = startLater(() => [analyses.start(), knowledge.start()]);
  await using _assignments = tickets.assigning.assignments.start();
  const console = await surface.listen(config.web);
  await using _open = {
    // What doesn't end in time is cut off: the store survives that, an open browser tab must not keep us here.
    async [Symbol.asyncDispose]() {
      setTimeout(() => process.exit(1), CLOSING_TAKES_MS).unref();
      await Promise.all([console.close(), slack?.[Symbol.asyncDispose]()]);
    },
  };
  terminal.write(`Deskhand is at ${console.url}\n`);
  if (secrets.token) terminal.write('It asks everyone for the token set as DESKHAND_TOKEN.\n');
  if (slack) {
    await slack.start();
    terminal.write('It takes questions in Slack as well.\n');
  }
  await stopped;
}

/** Starts what may wait until the first look is over; ends it, or never starts it, when disposed. */
function startLater(start: () => readonly AsyncDisposable[]): AsyncDisposable {
  let started: readonly AsyncDisposable[] = [];
  const timer = setTimeout(() => {
    started = start();
  }, FIRST_LOOK_TAKES_MS);
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await Promise.all(started.map((one) => one[Symbol.asyncDispose]()));
    },
  };
}

/** A first look needs something to look at. Real data takes its place at the first import. */
async function fillWhenEmpty(app: App): Promise<void> {
  if (app.syncing.sources.length > 0) return; // theirs is on its way
  const { tables } = await app.status();
  if (tables.some(({ table, rows }) => rows > 0 && (table === 'tickets' || table === 'chats')))
    return;
  const endsAt = new Date(Math.floor(app.clock.now() / HOUR_MS) * HOUR_MS).toISOString();
  const { tickets, chats } = DEMO_SIZE;
  terminal.tell(
    `Preparing demo data, ${formatCount(tickets)} tickets and ${formatCount(chats)} chats …\n`,
  );
  const progress = createProgressLine(terminal);
  const { zone } = app.settings;
  await loadDemo(
    app.db,
    { seed: 1, tickets, chats, endsAt, zone, settings: app.settings },
    ({ rows, of }) => progress.show({ step: 'Writing conversations', rows, of }),
  );
  progress.clear();
}

/** Resolves at the first signal to stop; a second one ends at once. */
function untilStopped(): Promise<void> {
  let stoppedAt: number | null = null;
  return new Promise((resolve) => {
    const stop = () => {
      // npm and the starting script pass on what the terminal has sent already: only a later one is a second one.
      if (stoppedAt !== null && Date.now() - stoppedAt > 500) process.exit(1);
      stoppedAt ??= Date.now();
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}
