import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database } from '../../store/database.ts';
import type {
  FileImports,
  ImportOverrides,
  ImportPreview,
  ImportSummary,
} from '../files/file-import.ts';
import { createKeptPreviews } from '../files/kept-previews.ts';
import type { SourceFile } from '../files/staging/staged.ts';
import { type LoadedChats, loadChats } from './load-chats.ts';
import { previewOf, type Select } from './preview-chats.ts';
import { isPageMessages } from './recognise.ts';
import { type StagedChats, stageChats } from './stage-chats.ts';

export type PageImportParts = {
  readonly db: Database;
  readonly settings: TeamSettings;
  readonly clock: Clock;
  readonly limitBytes: number;
};

const DEADLINE_MS = 5 * 60_000;

type Kept = { readonly staged: StagedChats; readonly overrides: ImportOverrides };

/** Imports that know a Facebook page's messages when they meet them, and leave every other file to `others`. */
export function withPageMessages(others: FileImports, parts: PageImportParts): FileImports {
  const { db, clock, settings } = parts;
  const kept = createKeptPreviews<Kept>();
  const stage = (file: SourceFile, zone: string) =>
    stageChats(file, {
      folder: db.stagingFolder,
      limitBytes: parts.limitBytes,
      zone,
      nowMs: clock.now(),
    });

  return {
    async preview(file, overrides = {}) {
      if (!(await isPageMessages(file, overrides))) return others.preview(file, overrides);
      const zone = overrides.zone ?? settings.zone;
      const staged = await stage(file, zone);
      try {
        const { fileName } = file;
        const select: Select = (sql, params) => db.read(sql, params, { deadlineMs: DEADLINE_MS });
        const preview = await previewOf({ staged, fileName, zone, overrides, settings, select });
        await kept.remember(preview.id, { staged, overrides });
        return preview;
      } catch (error) {
        await staged.remove();
        throw error;
      }
    },

    async apply(file, preview, options = {}) {
      if (!preview.pageMessages) return others.apply(file, preview, options);
      const known = kept.get(preview.id);
      if (!known) {
        throw new AskerError(
          `The preview of ${file.fileName} is no longer there; preview the file again.`,
        );
      }
      const [question] = preview.questions;
      if (question) {
        throw new AskerError(
          `${preview.fileName}: ${question.text} (${question.byOption}) Nothing was imported.`,
        );
      }
      try {
        return await applyChats({ ...parts, ...known, preview, options });
      } finally {
        await kept.forget(preview.id);
      }
    },
  };
}

type Applying = PageImportParts &
  Kept & {
    readonly preview: ImportPreview;
    readonly options: NonNullable<Parameters<FileImports['apply']>[2]>;
  };

/** Ends a transaction in which nothing changed, so that it leaves no trace. */
class NothingChanged extends Error {
  readonly loaded: LoadedChats;

  constructor(loaded: LoadedChats) {
    super('nothing changed');
    this.loaded = loaded;
  }
}

async function applyChats(applying: Applying): Promise<ImportSummary> {
  const { db, clock, settings, staged, overrides, preview, options } = applying;
  const begunMs = performance.now();
  const importId = randomUUID();
  options.onProgress?.({ step: 'writing', rows: 0, of: preview.rows });
  const work = db.write(async (writer) => {
    options.signal?.throwIfAborted();
    const loaded = await loadChats(writer, {
      staged,
      page: preview.pageMessages?.page ?? null,
      isForced: overrides.force ?? false,
      importId,
      fileName: preview.fileName,
      zone: preview.zone,
      startedAt: new Date(clock.now()).toISOString(),
      settings,
    });
    options.signal?.throwIfAborted();
    if (!changesAnything(loaded)) throw new NothingChanged(loaded);
    return loaded;
  });
  const loaded = await work.catch((error: unknown) => {
    if (error instanceof NothingChanged) return error.loaded;
    throw error;
  });
  return summaryOf(applying, importId, loaded, Math.round(performance.now() - begunMs));
}

function changesAnything(loaded: LoadedChats): boolean {
  const { inserted, updated, newMessages, changedMessages, newRejects, demoRemoved } = loaded;
  return inserted + updated + newMessages + changedMessages + newRejects > 0 || demoRemoved;
}

function summaryOf(
  { preview }: Applying,
  importId: string,
  loaded: LoadedChats,
  tookMs: number,
): ImportSummary {
  return {
    importId,
    fileName: preview.fileName,
    entity: 'chats',
    source: preview.source,
    rows: loaded.chats,
    inserted: loaded.inserted,
    updated: loaded.updated,
    unchanged: loaded.skipped,
    history: 0,
    from: loaded.from,
    to: loaded.to,
    unusable: loaded.invalid.map(({ reason, messages }) => ({
      column: 'message',
      value: reason,
      rows: messages,
    })),
    warnings: preview.warnings,
    demoRemoved: loaded.demoRemoved,
    tookMs,
  };
}
