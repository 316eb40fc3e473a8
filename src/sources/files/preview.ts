import { literal } from '../../store/sql-text.ts';
import type { ImportPreview } from './file-import.ts';
import { futureWarnings } from './future-rows.ts';
import type { LoadPlan } from './plan/load-plan.ts';
import type { PlannedFile } from './plan/plan-file.ts';
import { column, type Select } from './plan/profile.ts';
import type { ReadColumn } from './plan/read-column.ts';
import { findReplacedRows } from './replaced-rows.ts';
import type { SavedMapping } from './saved-mappings.ts';
import type { StagedFile } from './staging/staged.ts';
import { cleaned } from './values/missing.ts';

const SAMPLE_ROWS = 8;
const LONGEST_CELL = 200;

export type PreviewInput = {
  readonly id: string;
  readonly staged: StagedFile;
  readonly planned: PlannedFile;
  readonly saved: SavedMapping | null;
  /** ISO, UTC. */
  readonly now: string;
  readonly select: Select;
};

/** How a file would be loaded, for a person to look at. */
export async function previewOf({
  id,
  staged,
  planned,
  saved,
  now,
  select,
}: PreviewInput): Promise<ImportPreview> {
  const { plan, profile, log, questions } = planned;
  return {
    id,
    fileName: staged.fileName,
    bytes: staged.bytes,
    format: staged.format,
    encoding: staged.encoding,
    delimiter: staged.delimiter,
    entity: plan.entity,
    source: plan.source,
    zone: plan.zone,
    rows: staged.isWhole ? profile.rows : staged.estimatedRows,
    rowsAreEstimated: !staged.isWhole,
    columns: plan.uses,
    eventLog: log && { key: log.key.header, orderedBy: log.order.header, keys: log.keys },
    sample: await sampleOf(profile.relation, plan, select),
    questions,
    warnings: [
      ...staged.warnings,
      ...plan.warnings,
      ...(await futureWarnings(planned, now, select)),
    ],
    replaces: await findReplacedRows(planned, staged.fileName, select),
    savedAs: saved?.name ?? null,
  };
}

async function sampleOf(
  relation: string,
  plan: LoadPlan,
  select: Select,
): Promise<ImportPreview['sample']> {
  const values = plan.columns.map((read) => `left((${sampleSql(read)})::VARCHAR, ${LONGEST_CELL})`);
  if (values.length === 0) return { columns: [], rows: [] };
  const { rows } = await select(
    `SELECT ${values.join(', ')} FROM (SELECT * FROM ${relation} LIMIT ${SAMPLE_ROWS})`,
  );
  return {
    columns: plan.columns.map(({ name }) => name),
    rows: rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
  };
}

/** Listed values are told apart here without the table they are joined from. */
function sampleSql({ listed, sql, match }: ReadColumn): string {
  if (!listed) return sql;
  const cases = [...listed]
    .slice(0, 200)
    .map(
      ([value, reading]) =>
        `WHEN ${literal(value)} THEN ${reading === null ? 'NULL' : literal(reading)}`,
    );
  const value = cleaned(column(match.at));
  return cases.length === 0 ? 'NULL' : `CASE ${value} ${cases.join(' ')} END`;
}
