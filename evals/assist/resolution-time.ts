import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { readCells } from '../../src/assist/analyse/read-resolved.ts';
import {
  predictResolution,
  type ResolutionFacts,
  type ResolutionRange,
} from '../../src/assist/analyse/resolution-time.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { buildDatabase, DATABASES } from '../databases.ts';

type Resolved = ResolutionFacts & { readonly seconds: number };

/** How a set of ranges fares against how long it really took. */
export type Fare = {
  readonly tickets: number;
  /** Share that ended within its range: half of them should. */
  readonly within: number;
  /** Mean loss of both ends at their quantiles, in hours: lower is better, and nothing is won by ranges that are merely wide. */
  readonly lossHours: number;
};

export type Measured = {
  readonly database: string;
  readonly ranges: Fare;
  /** The same with one range for all. */
  readonly oneForAll: Fare;
  /** Share of ranges that stand on similar tickets. */
  readonly similar: number;
};

const FOLDS = 6;
const LEARNED_FIRST = 0.5;

/** Predicts tickets of later days from those resolved before, day after day. null: the data is absent. */
async function measure(name: 'demo' | 'uci'): Promise<Measured | null> {
  const spec = DATABASES.find((one) => one.name === name);
  const path = spec && buildDatabase(spec, join(tmpdir(), 'deskhand-evals-assist'), true);
  if (!path) return null;
  await using db = await openDatabase({ path });
  const bounds = await readBounds(db);
  const predicted: (readonly [Resolved, ResolutionRange | null, ResolutionRange | null])[] = [];
  for (const [fold, at] of bounds.slice(0, -1).entries()) {
    const cells = await readCells(db, at);
    const onlyAll = new Map([...cells].filter(([, cell]) => cell.basis === 'all'));
    for (const ticket of await readResolved(db, at, bounds[fold + 1] ?? at))
      predicted.push([
        ticket,
        predictResolution(cells, ticket),
        predictResolution(onlyAll, ticket),
      ]);
  }
  return {
    database: name,
    ranges: fareOf(predicted.map(([ticket, range]) => [ticket, range])),
    oneForAll: fareOf(predicted.map(([ticket, , range]) => [ticket, range])),
    similar:
      predicted.filter(([, range]) => range?.basis === 'similar').length / (predicted.length || 1),
  };
}

/** Between them are equally many tickets: the later half of all. */
async function readBounds(
  db: Awaited<ReturnType<typeof openDatabase>>,
): Promise<readonly number[]> {
  const at = Array.from({ length: FOLDS + 1 }, (_, nth) => 1 - LEARNED_FIRST * (1 - nth / FOLDS));
  const { rows } = await db.read(
    `SELECT quantile_cont(epoch_ms(created_at), [${at.join(', ')}]) FROM tickets WHERE resolved_at >= created_at`,
  );
  return z.array(z.number()).parse(rows[0]?.[0]);
}

async function readResolved(
  db: Awaited<ReturnType<typeof openDatabase>>,
  from: number,
  to: number,
): Promise<readonly Resolved[]> {
  const { rows } = await db.read(
    `SELECT category, coalesce(subcategory, ''), priority, epoch(resolved_at - created_at) FROM tickets
     WHERE resolved_at >= created_at AND created_at >= $from::TIMESTAMP AND created_at < $to::TIMESTAMP`,
    { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  );
  return rows.map(([category, subcategory, priority, seconds]) => ({
    kind: 'ticket',
    category: category === null ? null : String(category),
    subcategory: String(subcategory),
    priority: priority === null ? null : String(priority),
    ageSeconds: 0,
    seconds: Number(seconds),
  }));
}

function fareOf(predicted: readonly (readonly [Resolved, ResolutionRange | null])[]): Fare {
  const known = predicted.flatMap(([ticket, range]) =>
    range ? [[ticket.seconds, range] as const] : [],
  );
  const within = known.filter(([seconds, { low, high }]) => seconds >= low && seconds <= high);
  const loss = known.reduce(
    (sum, [seconds, { low, high }]) =>
      sum + pinball(seconds, low, 0.25) + pinball(seconds, high, 0.75),
    0,
  );
  return {
    tickets: known.length,
    within: within.length / (known.length || 1),
    lossHours: loss / 3600 / (known.length || 1),
  };
}

/** https://en.wikipedia.org/wiki/Quantile_regression */
function pinball(value: number, guess: number, quantile: number): number {
  return value >= guess ? quantile * (value - guess) : (1 - quantile) * (guess - value);
}

export async function measureResolutionTimes(): Promise<readonly Measured[]> {
  const all = [];
  for (const name of ['demo', 'uci'] as const) all.push(await measure(name));
  return all.filter((one) => one !== null);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { database, ranges, oneForAll, similar } of await measureResolutionTimes()) {
    const tell = ({ tickets, within, lossHours }: Fare) =>
      `${(within * 100).toFixed(1)} % of ${tickets} within, loss ${lossHours.toFixed(2)} h`;
    process.stdout.write(
      `${database.padEnd(5)} ranges: ${tell(ranges)}; one for all: ${tell(oneForAll)}; ${(similar * 100).toFixed(0)} % stand on similar tickets\n`,
    );
  }
}
