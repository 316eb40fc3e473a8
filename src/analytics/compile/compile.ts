import type { Statement } from '../../core/answer.ts';
import type { Rows } from '../../store/database.ts';
import type { QueryPlan } from '../query-plan.ts';
import type { Result } from '../result.ts';
import { distributionStatement, readDistribution } from './distribution.ts';
import { figuresStatement } from './figures.ts';
import type { CompileContext } from './frame.ts';
import { readFigures } from './read-figures.ts';
import { readRows, rowsStatement } from './rows.ts';
import { readSearch, searchStatement } from './search.ts';

/** A plan as one SELECT with bound values, and how its rows are read back. */
export type Compiled = {
  readonly statement: Statement;
  readonly read: (rows: Rows) => Result;
};

/** Plans that read rows; questions about Deskhand itself are answered from the catalogue and the facts. */
export type CompilablePlan = Exclude<QueryPlan, { kind: 'about' }>;

/** Pure. The plan has to have passed checkPlan: throws TypeError for names the catalogue doesn't hold. */
export function compile(plan: CompilablePlan, context: CompileContext): Compiled {
  switch (plan.kind) {
    case 'figures': {
      const statement = figuresStatement(plan, context);
      return { statement, read: (rows) => readFigures(rows, plan, context, statement) };
    }
    case 'distribution': {
      const statement = distributionStatement(plan, context);
      return { statement, read: (rows) => readDistribution(rows, plan, context, statement) };
    }
    case 'rows': {
      const statement = rowsStatement(plan, context);
      return { statement, read: (rows) => readRows(rows, plan, context, statement) };
    }
    case 'search': {
      const statement = searchStatement(plan, context);
      return { statement, read: (rows) => readSearch(rows, plan, context, statement) };
    }
  }
}
