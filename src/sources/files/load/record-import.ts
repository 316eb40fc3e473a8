import type { Writer } from '../../../store/database.ts';
import { literal, quotedName } from '../../../store/sql-text.ts';
import type { LoadPlan } from '../plan/load-plan.ts';
import type { Unusable } from './unusable.ts';
import type { Written } from './write-rows.ts';

/** Adds the columns for the plan's extra fields that the table doesn't have, and registers them. */
export async function addExtraColumns(writer: Writer, plan: LoadPlan): Promise<void> {
  const extras = plan.columns.filter(({ name }) => name.startsWith('x_'));
  if (extras.length === 0) return;
  const { rows } = await writer.rows(
    'SELECT column_name FROM information_schema.columns WHERE table_name = $table',
    { table: plan.entity },
  );
  const known = new Set(rows.map(([name]) => name));
  for (const { name, match } of extras) {
    if (known.has(name)) continue;
    await writer.run(`ALTER TABLE ${plan.entity} ADD COLUMN ${quotedName(name)} VARCHAR`);
    await writer.run('INSERT INTO extra_fields VALUES ($table, $name, $label)', {
      table: plan.entity,
      name,
      label: match.header,
    });
  }
}

/** Writes down what was loaded, and what of it couldn't be used. */
export async function recordImport(
  writer: Writer,
  record: Written & {
    readonly plan: LoadPlan;
    readonly profile: { readonly rows: number };
    readonly importId: string;
    readonly fileName: string;
    readonly hash: string;
    readonly startedAt: string;
    readonly finishedAt: () => string;
    readonly history: number;
    readonly newestAt: string | null;
    readonly unusable: readonly Unusable[];
  },
): Promise<void> {
  const { plan, unusable } = record;
  const mapping = Object.fromEntries(plan.uses.map(({ header, column }) => [header, column]));
  await writer.run(
    `INSERT INTO imports BY NAME SELECT
      $id AS id, $source AS source, $entity AS entity, $fileName AS file_name, $hash AS file_hash, $mapping AS mapping, $zone AS zone,
      $rows AS rows, $inserted AS inserted, $updated AS updated, $unchanged AS unchanged, $history AS history,
      $newestAt::TIMESTAMP AS newest_at, $startedAt::TIMESTAMP AS started_at, $finishedAt::TIMESTAMP AS finished_at`,
    {
      id: record.importId,
      source: plan.source,
      entity: plan.entity,
      fileName: record.fileName,
      hash: record.hash,
      mapping: JSON.stringify(mapping),
      zone: plan.zone,
      rows: record.profile.rows,
      inserted: record.inserted,
      updated: record.updated,
      unchanged: record.unchanged,
      history: record.history,
      newestAt: record.newestAt,
      startedAt: record.startedAt,
      finishedAt: record.finishedAt(),
    },
  );
  if (unusable.length === 0) return;
  await writer.run(
    `INSERT INTO unusable_values (import_id, table_name, column_name, value, rows)
     SELECT ${literal(record.importId)}, ${literal(plan.entity)}, unnest($columns), unnest($values), unnest($counts)::BIGINT`,
    {
      columns: unusable.map(({ column }) => column),
      values: unusable.map(({ value }) => value),
      counts: unusable.map(({ rows }) => String(rows)),
    },
  );
}
