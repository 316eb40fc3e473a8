import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '../../../src/core/clock.ts';
import type { TeamSettings } from '../../../src/core/settings.ts';
import { createFileImports } from '../../../src/sources/files/create-file-imports.ts';
import type {
  FileImports,
  ImportOverrides,
  ImportPreview,
  ImportSummary,
} from '../../../src/sources/files/file-import.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { PLAIN_TEAM, weekdays } from '../../fakes/team-settings.ts';

export const SETTINGS: TeamSettings = {
  ...PLAIN_TEAM,
  businessHours: weekdays({ from: 9 * 60, to: 18 * 60 }),
};

/** An empty store in memory and what a test does with it. */
export type ImportTable = AsyncDisposable & {
  readonly db: Database;
  readonly folder: string;
  readonly imports: FileImports;
  preview(
    fileName: string,
    content: string | Buffer,
    overrides?: ImportOverrides,
  ): Promise<ImportPreview>;
  load(
    fileName: string,
    content: string | Buffer,
    overrides?: ImportOverrides,
  ): Promise<ImportSummary>;
  rows(sql: string): Promise<readonly (readonly unknown[])[]>;
};

export async function openImportTable(settings: Partial<TeamSettings> = {}): Promise<ImportTable> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-import-'));
  const db = await openDatabase({ path: ':memory:' });
  const imports = createFileImports({
    db,
    settings: { ...SETTINGS, ...settings },
    clock: fixedClock('2026-06-01T12:00:00Z'),
    importsFolder: join(folder, 'imports'),
  });
  const put = async (fileName: string, content: string | Buffer) => {
    const path = join(folder, fileName);
    await writeFile(path, content);
    return { path, fileName };
  };
  return {
    db,
    folder,
    imports,
    async preview(fileName, content, overrides) {
      return imports.preview(await put(fileName, content), overrides);
    },
    async load(fileName, content, overrides) {
      const file = await put(fileName, content);
      return imports.apply(file, await imports.preview(file, overrides));
    },
    async rows(sql) {
      return (await db.read(sql)).rows;
    },
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
