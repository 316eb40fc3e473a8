import { AskerError } from '../../../core/errors.ts';
import type { ImportPreview } from '../file-import.ts';
import type { DateOrder } from '../values/date-shapes.ts';
import type { OrderEvidence } from './profile.ts';

/** Values that contradict their column's order become missing as long as they are this few. */
const TOLERATED = 0.001;

export type DateOrders = {
  /** Position of a column → how its open dates are read. */
  readonly orders: ReadonlyMap<number, DateOrder>;
  readonly questions: ImportPreview['questions'];
};

/**
 * Settles day-first or month-first for every column that leaves it open: by what was given, by its own values,
 * by its siblings written the same way, and else asks.
 * Throws AskerError for a column that contradicts itself or what was given.
 */
export function settleDateOrders(input: {
  readonly evidence: readonly OrderEvidence[];
  readonly given: DateOrder | null;
  /** Kept from an earlier import: counts only where the values prove nothing. */
  readonly saved: DateOrder | null;
  readonly headers: readonly string[];
  /** Columns whose dates are used; the others only testify. */
  readonly used: ReadonlySet<number>;
  readonly fileName: string;
}): DateOrders {
  const { evidence, given, saved, headers, used } = input;
  const proven = new Map(
    evidence.flatMap((column) => {
      const order = proof(column, headers[column.at] ?? '', input.fileName, used.has(column.at));
      return order ? [[column.at, order] as const] : [];
    }),
  );
  if (given) for (const column of evidence) refuseContradiction(column, given, input);
  const orders = new Map<number, DateOrder>();
  const open: OrderEvidence[] = [];
  for (const column of evidence.filter(({ at }) => used.has(at))) {
    const order = given ?? proven.get(column.at) ?? siblingOrder(column, evidence, proven) ?? saved;
    if (order) orders.set(column.at, order);
    else if (column.open === 0) orders.set(column.at, 'day-first');
    else open.push(column);
  }
  return { orders, questions: open.length === 0 ? [] : [question(open, headers)] };
}

function proof(
  column: OrderEvidence,
  header: string,
  fileName: string,
  isUsed: boolean,
): DateOrder | null {
  const { dayFirst, monthFirst, examples, open } = column;
  if (dayFirst === 0 && monthFirst === 0) return null;
  const fewer = Math.min(dayFirst, monthFirst);
  if (fewer > open * TOLERATED) {
    if (!isUsed) return null;
    throw new AskerError(
      `${fileName}: the dates in "${header}" contradict each other: ${examples.dayFirst} can only be day-first (${dayFirst} rows), ${examples.monthFirst} only month-first (${monthFirst} rows). Nothing was imported.`,
    );
  }
  return dayFirst >= monthFirst ? 'day-first' : 'month-first';
}

function refuseContradiction(
  column: OrderEvidence,
  given: DateOrder,
  {
    headers,
    fileName,
    used,
  }: {
    readonly headers: readonly string[];
    readonly fileName: string;
    readonly used: ReadonlySet<number>;
  },
): void {
  const against = given === 'day-first' ? column.monthFirst : column.dayFirst;
  if (!used.has(column.at) || against <= column.open * TOLERATED) return;
  const example = given === 'day-first' ? column.examples.monthFirst : column.examples.dayFirst;
  throw new AskerError(
    `${fileName}: "${headers[column.at]}" can't be ${given}: it holds ${example} (${against} such rows). Nothing was imported.`,
  );
}

/** The order of other columns written with the same separator, when they agree. */
function siblingOrder(
  column: OrderEvidence,
  evidence: readonly OrderEvidence[],
  proven: ReadonlyMap<number, DateOrder>,
): DateOrder | null {
  const orders = new Set(
    evidence
      .filter(({ separator }) => separator === column.separator)
      .flatMap(({ at }) => proven.get(at) ?? []),
  );
  const [order] = orders;
  return order && orders.size === 1 ? order : null;
}

function question(
  open: readonly OrderEvidence[],
  headers: readonly string[],
): ImportPreview['questions'][number] {
  const names = open.map(({ at }) => `"${headers[at]}"`).join(', ');
  return {
    about: names,
    text: `The dates in ${names} could be day-first (31/12) or month-first (12/31) throughout; which is it?`,
    byOption: '--day-first or --month-first',
    options: [
      { label: 'Day first', overrides: { dateOrder: 'day-first' } },
      { label: 'Month first', overrides: { dateOrder: 'month-first' } },
    ],
  };
}
