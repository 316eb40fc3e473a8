import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AskerError } from '../../../core/errors.ts';
import type { Reader } from '../../../store/database.ts';
import { literal } from '../../../store/sql-text.ts';
import { uniqueHeaders } from './headers.ts';
import type { ByteSource } from './open-bytes.ts';
import { SAMPLE_ROWS, type StagedFile } from './staged.ts';

type ParquetFile = {
  readonly source: ByteSource;
  readonly path: string;
  readonly fileName: string;
  readonly folder: string;
  readonly db: Reader;
};

/** Copies a Parquet file to where DuckDB can read it; every value is taken as text. Throws AskerError. */
export async function stageParquet(file: ParquetFile): Promise<StagedFile> {
  const path = join(file.folder, `import-${randomUUID()}.parquet`);
  await copyFile(file.path, path, constants.COPYFILE_FICLONE);
  const remove = () => rm(path, { force: true });
  try {
    return { ...(await describe(file, path)), remove };
  } catch (error) {
    await remove();
    if (error instanceof AskerError) throw error;
    throw new AskerError(`${file.fileName} is a damaged or incomplete Parquet file.`, {
      cause: error,
    });
  }
}

async function describe(file: ParquetFile, path: string): Promise<Omit<StagedFile, 'remove'>> {
  const { db, fileName } = file;
  const table = `read_parquet(${literal(path)})`;
  const described = await db.read(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${table})`,
  );
  const columns = described.rows.map(([name, type]) => ({
    name: String(name),
    type: String(type),
  }));
  const counted = await db.read(`SELECT count(*) FROM ${table}`);
  const rows = Number(counted.rows[0]?.[0] ?? 0);
  if (rows === 0) throw new AskerError(`${fileName} holds no rows. Nothing was imported.`);
  const names = columns.map((_, at) => `c${at + 1}`);
  const values = columns.map(({ type }, at) => `${asText(`p.c${at + 1}`, type)} AS c${at + 1}`);
  const relation = `(SELECT ${values.join(', ')} FROM ${table} AS p(${names.join(', ')}))`;
  const sample = await db.read(`SELECT * FROM ${relation} LIMIT ${SAMPLE_ROWS}`);
  return {
    fileName,
    bytes: file.source.bytes,
    format: 'parquet',
    encoding: null,
    delimiter: null,
    headers: uniqueHeaders(columns.map(({ name }) => name)),
    relation,
    sample: sample.rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
    estimatedRows: rows,
    isWhole: true,
    hash: await hashOf(file.source),
    warnings: [],
    hasChanged: () => Promise.resolve(false),
    repair: () =>
      Promise.reject(
        new AskerError(`${fileName} is a damaged Parquet file. Nothing was imported.`),
      ),
  };
}

function asText(column: string, type: string): string {
  if (/\[|^(?:STRUCT|MAP|UNION)\b/.test(type)) return `to_json(${column})::VARCHAR`;
  if (type === 'BLOB') return `CASE WHEN ${column} IS NOT NULL THEN try(decode(${column})) END`;
  return `${column}::VARCHAR`;
}

async function hashOf(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source.open()) hash.update(chunk);
  return hash.digest('hex');
}
