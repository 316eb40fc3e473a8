import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database } from '../../store/database.ts';
import { applyImport } from './apply-import.ts';
import type { FileImports, ImportOverrides, ImportPreview } from './file-import.ts';
import { createKeptPreviews } from './kept-previews.ts';
import { type PlannedFile, planFile } from './plan/plan-file.ts';
import { selectOn } from './plan/profile.ts';
import { previewOf } from './preview.ts';
import { createSavedMappings } from './saved-mappings.ts';
import { readPlanned } from './staging/repair-refused.ts';
import { stageFile } from './staging/stage-file.ts';
import type { SourceFile, StagedFile } from './staging/staged.ts';

export type FileImportParts = {
  readonly db: Database;
  readonly settings: TeamSettings;
  readonly clock: Clock;
  /** Where mappings are kept, one YAML file each. */
  readonly importsFolder: string;
};

/** Bytes up to which a preview reads the whole file; of a larger one it reads the beginning. */
const WHOLE_BYTES = 200 * 2 ** 20;

type Kept = {
  readonly overrides: ImportOverrides;
  readonly staged: StagedFile;
  readonly planned: PlannedFile;
  /** The store's data version when it was planned. */
  readonly version: number;
};

/** Reads files into the store. */
export function createFileImports(parts: FileImportParts): FileImports {
  const { db } = parts;
  const mappings = createSavedMappings(parts.importsFolder);
  const kept = createKeptPreviews<Kept>();

  const savedFor = ({ headers, fileName }: StagedFile, { fresh }: ImportOverrides) =>
    fresh ? null : mappings.find(headers, fileName);

  return {
    async preview(file, overrides = {}) {
      const select = selectOn(db);
      let staged = await stageFile(file, {
        folder: db.stagingFolder,
        wholeBytes: WHOLE_BYTES,
        db,
        entity: overrides.as,
      });
      try {
        const version = await db.version();
        const saved = await savedFor(staged, overrides);
        const planned = await readPlanned(staged, (from) => {
          staged = from;
          return planFile({ staged: from, overrides, saved, select, parts });
        });
        const now = new Date(parts.clock.now()).toISOString();
        const id = idOf(file, overrides);
        const preview = await previewOf({ id, staged, planned, saved, now, select });
        await kept.remember(preview.id, { overrides, staged, planned, version });
        return preview;
      } catch (error) {
        await staged.remove();
        throw error;
      }
    },

    async apply(file, preview, options = {}) {
      const known = kept.get(preview.id);
      if (!known) {
        throw new AskerError(
          `The preview of ${file.fileName} is no longer there; preview the file again.`,
        );
      }
      refuseOpenQuestions(preview);
      const staged = known.staged.isWhole
        ? known.staged
        : await stageFile(file, {
            folder: db.stagingFolder,
            wholeBytes: Number.POSITIVE_INFINITY,
            db,
            entity: known.overrides.as,
          });
      try {
        const saved = await savedFor(staged, known.overrides);
        const isCurrent = known.staged.isWhole && known.version === (await db.version());
        const planned = isCurrent ? known.planned : null;
        const { overrides } = known;
        return await applyImport({ staged, overrides, planned, saved, parts, mappings, options });
      } finally {
        await staged.remove();
        await kept.forget(preview.id);
      }
    },
  };
}

function refuseOpenQuestions(preview: ImportPreview): void {
  const [question] = preview.questions;
  if (question)
    throw new AskerError(
      `${preview.fileName}: ${question.text} (${question.byOption}) Nothing was imported.`,
    );
}

function idOf(file: SourceFile, overrides: ImportOverrides): string {
  const words = JSON.stringify([file.path, file.fileName, overrides, Math.random()]);
  return createHash('sha256').update(words).digest('hex').slice(0, 16);
}
