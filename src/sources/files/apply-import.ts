import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { AskerError, messageOf } from '../../core/errors.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database, Writer } from '../../store/database.ts';
import type { FileImports, ImportOverrides, ImportProgress, ImportSummary } from './file-import.ts';
import { type Loaded, loadFile } from './load/load-file.ts';
import type { LoadPlan } from './plan/load-plan.ts';
import { type PlannedFile, planFile } from './plan/plan-file.ts';
import { selectOn } from './plan/profile.ts';
import type { SavedMapping, SavedMappings } from './saved-mappings.ts';
import { readPlanned } from './staging/repair-refused.ts';
import type { StagedFile } from './staging/staged.ts';

type Options = NonNullable<Parameters<FileImports['apply']>[2]>;

export type ApplyInput = {
  readonly staged: StagedFile;
  readonly overrides: ImportOverrides;
  readonly saved: SavedMapping | null;
  readonly parts: { readonly db: Database; readonly settings: TeamSettings; readonly clock: Clock };
  /** What the preview found out, while the store is as it was then. */
  readonly planned: PlannedFile | null;
  readonly mappings: SavedMappings;
  readonly options: Options;
};

type Outcome = {
  readonly planned: PlannedFile;
  readonly loaded: Loaded;
  readonly importId: string;
};

/** Ends a transaction in which nothing changed, so that it leaves no trace. */
class NothingChanged extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super('nothing changed');
    this.outcome = outcome;
  }
}

/** Loads a staged file: all of it, in one transaction, or nothing. */
export async function applyImport(input: ApplyInput): Promise<ImportSummary> {
  const startedMs = Date.now();
  const outcome = await readPlanned(input.staged, (staged) => loadWhole({ ...input, staged }));
  const warnings = await keepMapping(input, outcome.planned);
  return summaryOf(input, outcome, warnings, Date.now() - startedMs);
}

async function loadWhole(input: ApplyInput): Promise<Outcome> {
  try {
    return await input.parts.db.write(async (writer) => {
      const outcome = await loadWithin(writer, input);
      if (!changesAnything(outcome.loaded)) throw new NothingChanged(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof NothingChanged) return error.outcome;
    throw error;
  }
}

function changesAnything({ inserted, updated, history, demoRemoved }: Loaded): boolean {
  return inserted + updated + history > 0 || demoRemoved;
}

async function loadWithin(writer: Writer, input: ApplyInput): Promise<Outcome> {
  const { staged, parts, options } = input;
  const { clock, settings } = parts;
  const report = (step: ImportProgress['step'], rows = 0, of: number | null = null) => {
    options.signal?.throwIfAborted();
    options.onProgress?.({ step, rows, of });
  };
  const startedAt = new Date(clock.now()).toISOString();
  report('checking', 0, staged.estimatedRows);
  const planned = input.planned ?? (await planFile({ ...input, select: selectOn(parts.db) }));
  const [question] = planned.questions;
  if (question)
    throw new AskerError(
      `${staged.fileName}: ${question.text} (${question.byOption}) Nothing was imported.`,
    );
  const importId = randomUUID();
  const { rows } = planned.profile;
  const loaded = await loadFile(writer, {
    ...planned,
    width: staged.headers.length,
    importId,
    fileName: staged.fileName,
    hash: staged.hash ?? '',
    startedAt,
    finishedAt: () => new Date(clock.now()).toISOString(),
    settings,
    onStep: (step) => report(step, rows, rows),
  });
  options.signal?.throwIfAborted();
  if (await staged.hasChanged()) {
    throw new AskerError(
      `${staged.fileName} changed while it was read. Nothing was imported; try again.`,
    );
  }
  return { planned, loaded, importId };
}

async function keepMapping(input: ApplyInput, { plan }: PlannedFile): Promise<readonly string[]> {
  try {
    await input.mappings.keep({
      fileName: input.staged.fileName,
      headers: input.staged.headers,
      plan,
      overrides: input.overrides,
      saved: input.saved,
    });
    return [];
  } catch (error) {
    // the rows are in; a folder that can't be written to must not make that look like a failure
    return [`The mapping was not kept: ${messageOf(error)}`];
  }
}

function summaryOf(
  { staged }: ApplyInput,
  { planned, loaded, importId }: Outcome,
  warnings: readonly string[],
  tookMs: number,
): ImportSummary {
  const { plan, profile } = planned;
  const { inserted, updated, unchanged, history, from, to, unusable, demoRemoved } = loaded;
  return {
    importId,
    fileName: staged.fileName,
    entity: plan.entity,
    source: plan.source,
    rows: profile.rows,
    inserted,
    updated,
    unchanged,
    history,
    from,
    to,
    unusable,
    warnings: [...staged.warnings, ...plan.warnings, ...rowWarnings(loaded, plan), ...warnings],
    demoRemoved,
    tookMs,
  };
}

function rowWarnings({ withoutId, duplicates }: Loaded, plan: LoadPlan): readonly string[] {
  const warnings: string[] = [];
  if (withoutId > 0) {
    warnings.push(
      `${rowsWord(withoutId)} without an id ${withoutId === 1 ? 'was' : 'were'} left out.`,
    );
  }
  if (duplicates > 0) {
    const counting = plan.columns.some(({ name }) => name === 'updated_at')
      ? 'the latest change'
      : 'the last one in the file';
    warnings.push(
      `${rowsWord(duplicates)} ${duplicates === 1 ? 'repeats' : 'repeat'} an id that has another row; ${counting} counts.`,
    );
  }
  return warnings;
}

function rowsWord(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;
}
