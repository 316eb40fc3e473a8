import { literal } from '../../store/sql-text.ts';
import type { ImportPreview } from './file-import.ts';
import type { LoadPlan } from './plan/load-plan.ts';
import type { PlannedFile } from './plan/plan-file.ts';
import type { Select } from './plan/profile.ts';
import { slugOf } from './recognise/normalise-header.ts';
import { BEGINNING } from './recognise/targets.ts';

/** However zones were read, two readings of one time are closer than this. */
const OTHER_TIME_SECONDS = 86_400;
/** Of the ids both have; fewer are rows that somebody corrected in a newer export. */
const LEAST_PART = 0.5;

/**
 * The store's rows that would give way to rows about something else: of the same source and id, but begun on another day
 * or titled otherwise. null where there are none.
 */
export async function findReplacedRows(
  { plan, profile, log, questions }: PlannedFile,
  fileName: string,
  select: Select,
): Promise<ImportPreview['replaces']> {
  const id = sqlOf(plan, 'source_id');
  // Steps of a log may be titled each in their own way.
  const compared = comparedColumns(plan).filter((name) => name !== 'subject' || log === null);
  const isSettled = questions.length === 0;
  if (id === null || compared.length === 0 || !isSettled || !(await holdsAny(plan, select))) {
    return null;
  }
  const values = compared.map((name) => `${sqlOf(plan, name)} AS ${name}`);
  const differs = compared.map(differenceSql).join(' OR ');
  const { rows } = await select(`
    SELECT count(DISTINCT t.id), count(DISTINCT t.id) FILTER (${differs}), mode(i.file_name) FILTER (${differs})
    FROM (SELECT ${literal(plan.source)} || ':' || ${id} AS id, ${values.join(', ')} FROM ${profile.relation}) n
    JOIN ${plan.entity} t ON t.id = n.id LEFT JOIN imports i ON i.id = t.import_id`);
  const [both, others, earlierFile] = rows[0] ?? [];
  const ids = Number(others ?? 0);
  if (ids === 0 || ids < Number(both) * LEAST_PART) return null;
  return {
    ids,
    earlierFile: typeof earlierFile === 'string' ? earlierFile : null,
    freeSource: await freeSource(fileName, plan, select),
  };
}

function comparedColumns(plan: LoadPlan): readonly string[] {
  const names = [BEGINNING[plan.entity], plan.entity === 'tickets' ? 'subject' : undefined];
  return names.filter((name) => name !== undefined && sqlOf(plan, name) !== null) as string[];
}

function sqlOf({ columns }: LoadPlan, wanted: string): string | null {
  return columns.find(({ name }) => name === wanted)?.sql ?? null;
}

function differenceSql(name: string): string {
  return name === 'subject'
    ? 't.subject <> n.subject'
    : `abs(epoch(t.${name}) - epoch(n.${name})) >= ${OTHER_TIME_SECONDS}`;
}

/** Looked at first: most files bring the first rows of their source, and need no second pass. */
async function holdsAny({ entity, source }: LoadPlan, select: Select): Promise<boolean> {
  const { rows } = await select(
    `SELECT 1 FROM ${entity} WHERE source = ${literal(source)} LIMIT 1`,
  );
  return rows.length > 0;
}

/** A source named after the file that no rows are kept under. */
async function freeSource(fileName: string, plan: LoadPlan, select: Select): Promise<string> {
  const { rows } = await select('SELECT DISTINCT source FROM imports');
  const taken = new Set([plan.source, ...rows.map(([source]) => String(source))]);
  const base = slugOf(fileName.replace(/\..*$/, '')) || 'other';
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
  return name;
}
