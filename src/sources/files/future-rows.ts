import { literal } from '../../store/sql-text.ts';
import type { LoadPlan } from './plan/load-plan.ts';
import type { PlannedFile } from './plan/plan-file.ts';
import type { Select } from './plan/profile.ts';
import { BEGINNING } from './recognise/targets.ts';

/** What to say of rows that begin after `now` (ISO, UTC); nothing where there are none, or their dates are still open. */
export async function futureWarnings(
  { plan, profile, questions }: PlannedFile,
  now: string,
  select: Select,
): Promise<readonly string[]> {
  const began = beginning(plan);
  if (!began || questions.length > 0) return [];
  const { rows } = await select(
    `SELECT count(*) FILTER (${began.sql} > ${literal(now)}::TIMESTAMP) FROM ${profile.relation}`,
  );
  const count = Number(rows[0]?.[0] ?? 0);
  if (count === 0) return [];
  const [are, they] = count === 1 ? ['row is', 'it doesn’t'] : ['rows are', 'they don’t'];
  return [
    `${count.toLocaleString('en')} ${are} dated in the future by “${began.match.header}”; ${they} count until then.`,
  ];
}

function beginning({ entity, columns }: LoadPlan): LoadPlan['columns'][number] | undefined {
  return columns.find(({ name }) => name === BEGINNING[entity]);
}
