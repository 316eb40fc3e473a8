import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '../../../src/core/clock.ts';
import { withPageMessages } from '../../../src/sources/facebook/create-page-imports.ts';
import { createFileImports } from '../../../src/sources/files/create-file-imports.ts';
import type {
  FileImports,
  ImportOverrides,
  ImportPreview,
  ImportSummary,
} from '../../../src/sources/files/file-import.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { SETTINGS } from '../files/import-table.ts';

/** An empty store in memory, imports that know page messages, and what a test does with them. */
export type PageTable = AsyncDisposable & {
  readonly db: Database;
  readonly folder: string;
  readonly imports: FileImports;
  preview(content: unknown, overrides?: ImportOverrides): Promise<ImportPreview>;
  load(content: unknown, overrides?: ImportOverrides): Promise<ImportSummary>;
  rows(sql: string): Promise<readonly (readonly unknown[])[]>;
};

export async function openPageTable(limitMegabytes = 50): Promise<PageTable> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-page-'));
  const db = await openDatabase({ path: ':memory:' });
  const parts = {
    db,
    settings: { ...SETTINGS, autoresponses: ['\\*977#'] },
    clock: fixedClock('2026-11-20T12:00:00Z'),
  };
  const files = createFileImports({ ...parts, importsFolder: join(folder, 'imports') });
  const imports = withPageMessages(files, { ...parts, limitBytes: limitMegabytes * 2 ** 20 });
  const put = async (content: unknown) => {
    const path = join(folder, 'messages.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return { path, fileName: 'messages.json' };
  };
  return {
    db,
    folder,
    imports,
    preview: async (content, overrides) => imports.preview(await put(content), overrides),
    async load(content, overrides) {
      const file = await put(content);
      return imports.apply(file, await imports.preview(file, overrides));
    },
    rows: async (sql) => (await db.read(sql)).rows,
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
