import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from './analytics/catalogue.ts';
import { checkExpressions } from './analytics/check-expressions.ts';
import { readCatalogueFile } from './analytics/load-catalogue.ts';
import { loadFacts } from './analytics/load-facts.ts';
import { type Language, loadLanguage } from './ask/read/language.ts';
import { createVerifiedBook, type VerifiedBook } from './ask/verified/verified-book.ts';
import { createWorkspace, type Workspace, type WorkspaceParts } from './ask/workspace.ts';
import type { AccessParts } from './bot/access/access-of.ts';
import { createFindAgent } from './bot/access/find-agent.ts';
import { grantorsOf } from './bot/access/refusal.ts';
import { createDesk, type DeskParts } from './bot/create-desk.ts';
import type { Desk } from './bot/desk.ts';
import type { ChartRenderer } from './charts/chart-renderer.ts';
import { createLocalRenderer } from './charts/local-renderer.ts';
import type { AssignmentSettings } from './core/assignment-settings.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { DataStatus } from './core/data-status.ts';
import { ConfigError, messageOf } from './core/errors.ts';
import { createLogger, type Logger } from './core/logger.ts';
import type { ModelSecrets } from './core/model-config.ts';
import { loadPermissions, type Permissions, USUAL_PERMISSIONS } from './core/permissions.ts';
import { createPrecedence, type Precedence } from './core/precedence.ts';
import type { TeamSettings } from './core/settings.ts';
import type { SourceSecrets } from './core/source-config.ts';
import type { StateStore } from './core/state.ts';
import { loadTeam } from './core/team.ts';
import type { DigestSpec } from './digests/digest.ts';
import { loadDigests } from './digests/load-digests.ts';
import { type EraseReport, erasePerson, rehearseErasing } from './erase-person.ts';
import { joinModel } from './join-model.ts';
import type { WatchedModel } from './llm/create-language-model.ts';
import type { ModelVendor } from './llm/language-model.ts';
import { createSources } from './sources/create-sources.ts';
import { withPageMessages } from './sources/facebook/create-page-imports.ts';
import { createFileImports } from './sources/files/create-file-imports.ts';
import type { FileImports } from './sources/files/file-import.ts';
import { createOutbox } from './sources/outbox/create-outbox.ts';
import type { Outbox } from './sources/outbox/outbox.ts';
import { createSyncing } from './sources/sync/create-syncing.ts';
import type { Syncing } from './sources/sync/syncing.ts';
import type { TicketSource } from './sources/sync/ticket-source.ts';
import type { Database } from './store/database.ts';
import { deriveConversationFacts } from './store/derive.ts';
import { openDatabase } from './store/open-database.ts';
import { readDataStatus } from './store/read-data-status.ts';
import { openStateStore } from './store/state.ts';
import { type EscalationSetup, NO_ESCALATION } from './tickets/escalate/escalation-setup.ts';
import { loadEscalation } from './tickets/escalate/load-escalation.ts';
import { createOnCallBook, type OnCallBook } from './tickets/escalate/on-call-book.ts';

/** Every real part, built and joined. */
export interface App extends AsyncDisposable {
  readonly config: Config;
  readonly settings: TeamSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly db: Database;
  readonly workspace: Workspace;
  readonly verified: VerifiedBook;
  readonly desk: Desk;
  readonly imports: FileImports;
  readonly charts: ChartRenderer;
  readonly syncing: Syncing;
  readonly outbox: Outbox;
  /** Questions go first. */
  readonly precedence: Precedence;
  readonly state: StateStore;
  /** null: none is set up. */
  readonly model: WatchedModel | null;
  readonly erasing: {
    rehearse(email: string): ReturnType<typeof rehearseErasing>;
    erase(email: string): Promise<EraseReport>;
  };
  /** Those of config/digests.yaml. */
  readonly digests: readonly DigestSpec[];
  /** How tickets find whoever works on them, as config/team.yaml says. */
  readonly assignment: AssignmentSettings;
  /** What config/escalation.yaml sets. */
  readonly escalation: EscalationSetup;
  /** Who is on call, by that and the changes made since. */
  readonly onCall: OnCallBook;
  /** Who may do what; a surface adds who is who on its platform. */
  readonly access: Omit<AccessParts, 'directory'> & Required<Pick<DeskParts, 'grantors' | 'audit'>>;
  status(): Promise<DataStatus>;
}

/** Secrets, which are in no configuration, and what tests and the command line put in place of the real thing. */
export type Overrides = {
  readonly secrets?: SourceSecrets;
  readonly modelSecrets?: ModelSecrets | null;
  readonly modelVendor?: ModelVendor;
  /** Where a model's use is kept, when that isn't with everything else. */
  readonly modelState?: StateStore;
  /** Where verified questions are kept, when that isn't with everything else. */
  readonly verifiedState?: StateStore;
  readonly sources?: readonly TicketSource[];
  /** The process does nothing but read sources, and is to stay small. */
  readonly isLean?: boolean;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly state?: StateStore;
};

const NO_SECRETS: SourceSecrets = { hubspot: null, livechat: null, zendesk: null };

/** Reads the team's files, opens the store and the state, and joins everything. Throws ConfigError with every problem found. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock;
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const { catalogue, lineOf, language, settings, permissions, digests, escalation } =
    await readTeamFiles(config);
  await using opening = new AsyncDisposableStack();
  const db = opening.use(
    await openDatabase({
      path: config.databasePath,
      memoryLimit: config.databaseMemory,
      ...(config.databaseThreads && { threads: config.databaseThreads }),
      isLean: overrides.isLean ?? false,
    }),
  );
  await checkAgainstStore({ catalogue, lineOf, settings, db, clock });
  await refoldPeople(db, settings);
  const state = opening.use(overrides.state ?? (await openStateStore(config.stateUrl)));
  const charts = createLocalRenderer();
  const asked: WorkspaceParts['db'] = {
    version: () => db.version(),
    read: (sql, params, options) =>
      db.read(sql, params, { deadlineMs: config.questionDeadlineMs, ...options }),
  };
  const sources =
    overrides.sources ??
    (await createSources(
      config.sources,
      overrides.secrets ?? NO_SECRETS,
      clock,
      settings.autoresponses,
    ));
  const precedence = createPrecedence();
  const systems = systemsOf(sources, config);
  const joined =
    config.model && overrides.modelSecrets
      ? await joinModel(config.model, overrides.modelSecrets, {
          ...{ db: asked, state: overrides.modelState ?? state, clock, logger },
          ...(overrides.modelVendor && { vendor: overrides.modelVendor }),
          promptsFolder: join(import.meta.dirname, '..', 'prompts'),
          adhocFor: permissions.adhoc,
          deadlineMs: config.questionDeadlineMs,
        })
      : null;
  const verified = createVerifiedBook(overrides.verifiedState ?? state);
  const workspace = createWorkspace({
    verified,
    ...{ db: asked, catalogue, language, settings, clock, systems, precedence },
    ...(joined && { modelReader: joined.reader, adhoc: joined.adhoc ?? undefined }),
  });
  const grantors = grantorsOf(permissions, settings.people);
  const onCall = createOnCallBook({ file: escalation.rotations, db, clock });
  const desk = createDesk({ workspace, state, charts, clock, grantors, onCall });
  const files = createFileImports({
    db,
    settings,
    clock,
    importsFolder: join(config.configFolder, 'imports'),
  });
  const limitBytes = config.pageMessagesLimitBytes;
  const imports = withPageMessages(files, { db, settings, clock, limitBytes });
  const syncing = await createSyncing({
    db,
    sources,
    settings,
    clock,
    schedule: config.sources.every,
    retentionDays: config.sources.retentionDays,
    precedence,
    logger,
  });
  const outbox = await createOutbox({
    db,
    sources,
    clock,
    logger,
    refresh: (source, refs) => syncing.refresh(source, refs),
  });
  const owned = opening.move();
  return {
    config,
    settings,
    clock,
    logger,
    db,
    workspace,
    verified,
    desk,
    imports,
    charts,
    syncing,
    outbox,
    precedence,
    state,
    model: joined?.watched ?? null,
    erasing: {
      rehearse: (email) => rehearseErasing(email, { db, clock }),
      erase: (email) => erasePerson(email, { db, state, config, clock }),
    },
    digests,
    escalation,
    onCall,
    assignment: settings.assignment,
    access: {
      ...{ permissions, people: settings.people, findAgent: createFindAgent(db), grantors },
      audit: (refused) => logger.info(refused, 'refused: it takes more rights'),
    },
    status: () =>
      readDataStatus(db, {
        now: new Date(clock.now()).toISOString(),
        people: settings.people,
      }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const HOUR_MS = 3_600_000;

/** Twice the interval without a complete read is late; where there is none, a day is. */
function systemsOf(
  sources: readonly TicketSource[],
  { sources: { every, retentionDays } }: Config,
): NonNullable<WorkspaceParts['systems']> {
  const hours = every.kind === 'interval' ? 2 * every.hours : 24;
  return { sources, staleAfterMs: hours * HOUR_MS, retentionDays };
}

type TeamFiles = {
  readonly catalogue: Catalogue;
  readonly lineOf: (id: string) => string;
  readonly language: Language;
  readonly settings: TeamSettings & { readonly assignment: AssignmentSettings };
  readonly permissions: Permissions;
  readonly digests: readonly DigestSpec[];
  readonly escalation: EscalationSetup;
};

/** All files are read before any problem is told, so that everything can be put right at once. */
async function readTeamFiles(config: Config): Promise<TeamFiles> {
  await mkdir(join(config.configFolder, 'imports'), { recursive: true });
  const problems: string[] = [];
  const load = async <T>(
    name: string,
    parse: (text: string, shown: string) => T,
  ): Promise<T | null> => {
    const shown = `config/${name}`;
    try {
      return parse(await readFile(join(config.configFolder, name), 'utf8'), shown);
    } catch (error) {
      if (error instanceof ConfigError) problems.push(...error.problems);
      else problems.push(`${shown}: ${messageOf(error)}`);
      return null;
    }
  };
  const catalogue = await load('metrics.yaml', readCatalogueFile);
  const language = await load('language.yaml', loadLanguage);
  const settings = await load('team.yaml', loadTeam);
  // A folder set up before there were roles has no such file, and goes on as it ships.
  const permissions = existsSync(join(config.configFolder, 'permissions.yaml'))
    ? await load('permissions.yaml', loadPermissions)
    : USUAL_PERMISSIONS;
  const zone = config.zone ?? settings?.zone ?? 'UTC';
  const digests = existsSync(join(config.configFolder, 'digests.yaml'))
    ? await load('digests.yaml', (text, shown) => loadDigests(text, shown, { zone }))
    : [];
  const escalation = existsSync(join(config.configFolder, 'escalation.yaml'))
    ? await load('escalation.yaml', (text, shown) => loadEscalation(text, shown, { zone }))
    : NO_ESCALATION;
  if (
    problems.length > 0 ||
    !catalogue ||
    !language ||
    !settings ||
    !permissions ||
    !digests ||
    !escalation
  )
    throw new ConfigError(problems);
  return {
    ...catalogue,
    language,
    permissions,
    digests,
    escalation,
    settings: config.zone ? { ...settings, zone: config.zone } : settings,
  };
}

async function checkAgainstStore({
  catalogue,
  lineOf,
  settings,
  db,
  clock,
}: Omit<TeamFiles, 'language' | 'permissions' | 'digests' | 'escalation'> & {
  db: Database;
  clock: Clock;
}): Promise<void> {
  const facts = await loadFacts(db, catalogue, {
    now: new Date(clock.now()).toISOString(),
    people: settings.people,
  });
  await checkExpressions({ catalogue, facts, settings }, { db, lineOf });
}

/** The team's list of people may have changed since the rows were written: fold their names again when it has. */
async function refoldPeople(db: Database, settings: TeamSettings): Promise<void> {
  const wanted = JSON.stringify([settings.people, settings.autoresponses]);
  const known = await db.read(`SELECT value FROM meta WHERE key = 'people'`);
  if (known.rows[0]?.[0] === wanted || (known.rows.length === 0 && settings.people.length === 0))
    return;
  await db.write(async (writer) => {
    await writer.run(`DELETE FROM meta WHERE key = 'people'`);
    await writer.run(`INSERT INTO meta VALUES ('people', $wanted)`, { wanted });
    await deriveConversationFacts(writer, settings);
  });
}
