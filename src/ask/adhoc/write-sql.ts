import { z } from 'zod';
import { type Allowed, guardSql } from '../../analytics/adhoc/guard.ts';
import { runGuarded } from '../../analytics/adhoc/run-guarded.ts';
import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { LanguageModel, ModelOutcome } from '../../llm/language-model.ts';
import type { Reader, Rows } from '../../store/database.ts';
import { fromJson } from '../model/model-text.ts';
import type { ReadOptions } from '../model/read-with-model.ts';
import type { Speech } from '../model/speech.ts';
import type { Parsed } from '../read/parse-question.ts';
import type { HeldValues } from './held-values.ts';
import { leftOut, passedOver } from './left-out.ts';
import {
  describeTask,
  type Repair,
  requestFor,
  type SqlPrompts,
  type SqlTask,
} from './sql-task.ts';
import type { Stretch } from './stretches.ts';

/** What came of having SQL written. Nothing in it is the model's own words but the statement. */
export type Written =
  | Answered
  /** The model says that the tables can't tell. */
  | { readonly kind: 'cannot' }
  /** It gave nothing that could be run. */
  | { readonly kind: 'nothing' }
  /** What it wrote takes more time or memory than it may. */
  | { readonly kind: 'heavy' }
  | Extract<ModelOutcome, { kind: 'unavailable' }>;

export type Answered = {
  readonly kind: 'answered';
  readonly rows: Rows;
  /** There are more rows than these. */
  readonly isCut: boolean;
  readonly statement: Allowed;
  readonly values: HeldValues;
  /** Those it is limited to. */
  readonly stretches: readonly Stretch[];
  /** Words of the question it makes nothing of, as typed. */
  readonly passedOver: readonly string[];
};

export type SqlWriterParts = {
  readonly model: LanguageModel;
  readonly prompts: SqlPrompts;
  readonly speech: Speech;
  readonly db: Reader;
  /** Longest a statement may run. */
  readonly runMs: number;
};

export type WriteOptions = Omit<ReadOptions, 'withinMs'> & {
  /** When the model has to have answered, by `performance.now()`. */
  readonly deadlineAt: number;
};

const TRIES = 3;

const answer = z.strictObject({ sql: z.string().nullable() });
/**
 * Has a model write SQL for a question no plan can say, and runs what is allowed of it.
 * It sees the tables' names and columns, and the question in placeholders. What can't be run is sent back twice, with the
 * problems in our words; neither a value nor a row ever is.
 */
export async function writeSql(
  parsed: Parsed,
  previous: QueryPlan | null,
  parts: SqlWriterParts,
  { aside = (waiting) => waiting(), deadlineAt, ...options }: WriteOptions,
): Promise<Written> {
  const task = describeTask(parsed, previous, parts);
  let again: Repair | null = null;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const request = requestFor(task, again, parts.prompts);
    const withinMs = deadlineAt - performance.now();
    const outcome = await aside(() => parts.model.ask(request, { ...options, withinMs }));
    if (outcome.kind === 'unavailable') return outcome;
    if (outcome.kind !== 'answer') return { kind: 'nothing' };
    const told = answer.safeParse(fromJson(outcome.text));
    if (told.data?.sql === null) return { kind: 'cannot' };
    const sql = told.data?.sql ?? outcome.text;
    const tried: Tried = told.success
      ? await tryOut(sql, task, { ...parts, ...options })
      : { kind: 'problems', problems: ['it was not JSON with nothing but `sql` in it'] };
    if (tried.kind !== 'problems') return tried;
    again = { sql, problems: tried.problems };
  }
  return { kind: 'nothing' };
}

type Tried =
  | Answered
  | { readonly kind: 'heavy' }
  | ({ readonly kind: 'problems' } & Omit<Repair, 'sql'>);

async function tryOut(
  sql: string,
  { asked, values }: SqlTask,
  { db, runMs, signal }: SqlWriterParts & Pick<ReadOptions, 'signal'>,
): Promise<Tried> {
  const statement = await guardSql(quotePlaceholders(sql), db, values.names);
  if (statement.kind === 'refused') return { kind: 'problems', problems: statement.problems };
  const missing = leftOut(statement, asked);
  if (missing.length > 0)
    return {
      kind: 'problems',
      problems: missing.map((one) => `the question names ${one}: use it`),
    };
  const ran = await runGuarded(statement, values.params, {
    ...{ db, deadlineMs: runMs },
    ...(signal && { signal }),
  });
  if (ran.kind === 'heavy') return ran;
  if (ran.kind === 'failed') return { kind: 'problems', problems: [ran.problem] };
  return {
    kind: 'answered',
    ...{ rows: ran.rows, isCut: ran.isCut, statement, values },
    stretches: asked.stretches.filter(({ from, until }) =>
      [from, until].some((name) => statement.held.includes(name)),
    ),
    passedOver: passedOver(statement, asked),
  };
}

/** Placeholders written without their quotes get them; columns of files are named without braces. */
function quotePlaceholders(sql: string): string {
  return sql
    .replaceAll(/"?\{\{(column_\d+)\}\}"?/g, '$1')
    .replaceAll(/(?<!')\{\{([a-z]+_\d+)\}\}(?!')/g, "'{{$1}}'");
}
