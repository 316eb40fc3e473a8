import type { Reader } from '../store/database.ts';
import { type CompilablePlan, compile } from './compile/compile.ts';
import type { CompileContext } from './compile/frame.ts';
import type { Result } from './result.ts';

/** Answers a plan from the store, in one statement. The plan has to have passed checkPlan. */
export async function runPlan(
  plan: CompilablePlan,
  {
    db,
    signal,
    ...context
  }: CompileContext & { readonly db: Reader; readonly signal?: AbortSignal },
): Promise<Result> {
  const { statement, read } = compile(plan, context);
  return read(await db.read(statement.sql, statement.params, signal ? { signal } : {}));
}
