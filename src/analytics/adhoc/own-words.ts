import { z } from 'zod';

/** An error as DuckDB tells it in JSON. */
export const toldError = z.object({
  error: z.literal(true),
  error_type: z.string().optional(),
  error_message: z.string(),
  error_subtype: z.string().optional(),
  name: z.string().optional(),
  position: z.coerce.number().optional(),
});
export type ToldError = z.infer<typeof toldError>;

/** Ours, by what DuckDB's own message begins with or holds. Its message may quote values and columns, and goes no further. */
const RUN_PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [
    /^Conversion Error/,
    'a value can’t be turned into the type asked for: compare it as it is, or use TRY_CAST',
  ],
  [/^Out of Range Error/, 'a figure in it gets larger than its type can hold'],
  [/^Invalid Input Error/, 'a function is given something it can’t take'],
  [
    /More than one row returned/,
    'a subquery in the place of one value gives more than one row: aggregate it',
  ],
];

const PLAN_PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/^Ambiguous reference/, 'a column is in more than one table: say of which'],
  [
    /must appear in the GROUP BY/,
    'a column is neither grouped by nor aggregated: add it to GROUP BY',
  ],
  [/^(?:No function matches|Could not choose)/, 'a function is given types it can’t take'],
  [/^Cannot (?:compare|mix)/, 'two values of different types are put against each other'],
  [/aggregate function calls cannot be nested/, 'one aggregate can’t stand inside another'],
  [/does not exist/, 'it names something that doesn’t exist'],
];

/** What was written, and where in what DuckDB was told it begins. */
export type Written = { readonly statement: string; readonly from: number };

const AROUND = 24;

/** Why a statement can't be read or planned, in our own words and with a stretch of the statement itself. */
export function planProblem(told: ToldError, { statement, from }: Written): string {
  if (told.error_subtype === 'COLUMN_NOT_FOUND' && told.name && statement.includes(told.name))
    return `there is no column ${told.name}`;
  const known = PLAN_PROBLEMS.find(([pattern]) => pattern.test(told.error_message));
  const usual = told.error_type === 'parser' ? 'it can’t be read as SQL' : 'it can’t be planned';
  return `${known?.[1] ?? usual}${near((told.position ?? -1) - from, statement)}`;
}

/** Why a statement failed while it ran, in our own words; null: the reason is none of the statement's. */
export function runProblem(message: string): string | null {
  return RUN_PROBLEMS.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

function near(position: number, statement: string): string {
  if (position < 0) return '';
  const stretch = statement.slice(position, position + AROUND).trim();
  return stretch === '' ? ' at its end' : ` near “${stretch}”`;
}
