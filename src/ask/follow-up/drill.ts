import type {
  By,
  Condition,
  FiguresPlan,
  RowsPlan,
  SearchPlan,
} from '../../analytics/query-plan.ts';
import type { Cell } from '../../core/answer.ts';
import { isField, isGrain } from '../read/by.ts';
import type { NoPlan } from '../read/reading.ts';
import { NEWEST_FIRST, rowColumns } from '../read/row-shape.ts';
import type { DataPlan } from './follow-up.ts';
import type { Turn } from './turn.ts';

type Row = readonly Cell[];

/** "the second one": the plan narrowed to the row it points at; null: nothing is pointed at. */
export function drill(last: DataPlan, turn: Turn): DataPlan | NoPlan | null {
  const [pointer] = turn.sentence.words('ordinal.').filter((mark) => !turn.sentence.isUsed(mark));
  if (!pointer) return null;
  turn.sentence.useWords('ordinal.');
  const { keys } = turn.memory;
  const place = pointer.tag.slice('ordinal.'.length);
  const row = place === 'last' ? keys.at(-1) : keys[Number(place) - 1];
  if (!row) return noSuchRow(keys.length);
  switch (last.kind) {
    case 'figures':
      return intoGroup(last, row);
    case 'rows':
    case 'search':
      return intoConversation(last, row, turn);
    case 'distribution':
      return null;
  }
}

function noSuchRow(shown: number): NoPlan {
  const text =
    shown === 0
      ? 'The last answer had no rows to pick from.'
      : `The last answer had only ${shown} ${shown === 1 ? 'row' : 'rows'}.`;
  return { kind: 'decline', text, instead: [] };
}

/** The figures of one group; a breakdown over time stays. */
function intoGroup(last: FiguresPlan, row: Row): FiguresPlan {
  const conditions = last.by.flatMap((by, index) => conditionFor(by, row[index] ?? null));
  const settled = new Set(conditions.map(({ field }) => field));
  return {
    ...last,
    by: last.by.filter(isGrain),
    where: [...last.where.filter(({ field }) => !settled.has(field)), ...conditions],
    order: null,
    limit: null,
    having: [],
    compare: null,
  };
}

function conditionFor(by: By, key: Cell): readonly Condition[] {
  if (!isField(by)) return [];
  return key === null
    ? [{ field: by.field, op: 'empty', values: [] }]
    : [{ field: by.field, op: 'is', values: [key] }];
}

/** One conversation of a list, whoever handled it. */
function intoConversation(last: RowsPlan | SearchPlan, row: Row, { context }: Turn): RowsPlan {
  const isSearch = last.kind === 'search';
  // What a search finds is shown with its id first.
  const id = row[isSearch ? 0 : last.columns.indexOf('id')] ?? null;
  const { zone, asOf } = last;
  return {
    kind: 'rows',
    of: last.of,
    anchor: 'created',
    order: NEWEST_FIRST,
    limit: 1,
    columns: isSearch ? rowColumns(last.of, [], context) : last.columns,
    zone,
    asOf,
    managers: 'included',
    period: null,
    where: [{ field: 'id', op: 'is', values: [String(id)] }],
  };
}
