import type { Clock } from '../../core/clock.ts';
import type { Page, PageRows } from '../sync/page.ts';

/** A transaction costs about the same for a hundred rows as for a thousand. */
export const ROWS_A_PAGE = 1000;
/** What a stop may undo, where pages come slowly. */
const LONGEST_MS = 2000;

const LISTS = ['tickets', 'messages', 'ratings', 'history', 'gone', 'rejects'] as const;

/** Fewer and larger pages: those that come in quick succession as one, with the state of the last. */
export async function* gatherPages(
  pages: AsyncIterable<Page>,
  { clock, rows }: { readonly clock: Clock; readonly rows: number },
): AsyncGenerator<Page> {
  let gathered: Page | null = null;
  let since = 0;
  try {
    for await (const page of pages) {
      if (gathered && !mayJoin(gathered, page)) {
        yield gathered;
        gathered = null;
      }
      since = gathered ? since : clock.now();
      gathered = gathered ? joined(gathered, page) : page;
      if (page.complete || rowsIn(gathered) >= rows || clock.now() - since >= LONGEST_MS) {
        const whole: Page = gathered;
        gathered = null;
        yield whole;
      }
    }
  } catch (error) {
    // What came before it stopped is worth keeping.
    if (gathered) yield gathered;
    throw error;
  }
  if (gathered) yield gathered;
}

const rowsIn = ({ tickets = [], messages = [], gone = [] }: Page): number =>
  tickets.length + messages.length + gone.length;

/** Of the same step, with the same columns: a column that only some of a page's tickets bring would be emptied in the rest. */
function mayJoin(one: Page, other: Page): boolean {
  const [first, second] = [one, other].map(({ tickets }) => Object.keys(tickets?.[0] ?? {}));
  const haveSameColumns = !first?.length || !second?.length || first.join(',') === second.join(',');
  return one.progress.step === other.progress.step && !other.agents?.length && haveSameColumns;
}

function joined(one: Page, other: Page): Page {
  const lists = LISTS.map((name) => [name, [...(one[name] ?? []), ...(other[name] ?? [])]]);
  return { ...one, ...other, ...labelsOf(one), ...Object.fromEntries(lists) };
}

const labelsOf = ({ agents = [], pipelines = [], stages = [] }: Page): PageRows => ({
  ...(agents.length > 0 && { agents, pipelines, stages }),
});
