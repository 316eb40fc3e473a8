import type { Condition, RowsPlan } from '../../analytics/query-plan.ts';
import { NOTHING_YET } from '../../ask/follow-up/thread.ts';
import type { AskOptions, Workspace } from '../../ask/workspace.ts';
import type { Cell, Table } from '../../core/answer.ts';
import { formatSeconds } from '../../core/format.ts';
import type { TicketLine, TicketList, TicketOrder } from './home.ts';

const SHOWN = 5;
const COLUMNS = ['id', 'subject', 'priority', 'age', 'url', 'created_at'];
const OPEN_TICKETS = 'the oldest open tickets';

/** Open tickets of the agent who looks; null where they aren't to be seen, or nobody knows who that is. */
export async function myTickets(
  workspace: Workspace,
  agent: string,
  { order, ...options }: AskOptions & { readonly order: TicketOrder },
): Promise<(TicketList & { readonly order: TicketOrder }) | null> {
  const mine: Condition = { field: 'agent', op: 'is', values: [agent] };
  const found = await openTickets(workspace, [mine], order, options);
  return (
    found && {
      ...linesOf(found),
      order,
      title: 'My open tickets',
      empty: 'None of your tickets is open.',
      question: order === 'oldest' ? 'my oldest open tickets' : 'my newest open tickets',
    }
  );
}

/** Open tickets past a target: the agent's own, or the team's; null where nothing can be held against one. */
export async function breachingTickets(
  workspace: Workspace,
  agent: string | null,
  options: AskOptions,
): Promise<TicketList | null> {
  const whose: Condition[] = agent === null ? [] : [{ field: 'agent', op: 'is', values: [agent] }];
  const lists = await Promise.all(
    ['sla_resolution_breached', 'sla_first_response_breached'].map((field) => {
      const overdue: Condition = { field, op: 'is', values: [true] };
      const unanswered: Condition = { field: 'answered', op: 'is', values: [false] };
      const late = field === 'sla_first_response_breached' ? [overdue, unanswered] : [overdue];
      return openTickets(workspace, [...whose, ...late], 'oldest', options);
    }),
  );
  const [resolution, response] = lists;
  if (!resolution && !response) return null;
  const found = resolution && resolution.total > 0 ? resolution : (response ?? resolution);
  if (!found) return null;
  const isReply = found === response && found !== resolution;
  return {
    ...linesOf(found),
    title: isReply ? 'Late for a first reply' : 'Past their target',
    empty: 'No open ticket is past its target.',
    question: null,
  };
}

/** Null where that can't be asked of this data, or may not be. */
async function openTickets(
  workspace: Workspace,
  more: readonly Condition[],
  order: TicketOrder,
  options: AskOptions,
): Promise<Table | null> {
  const { plan } = await workspace.ask(OPEN_TICKETS, NOTHING_YET, options);
  if (plan?.kind !== 'rows') return null;
  const narrowed: RowsPlan = {
    ...plan,
    where: [...plan.where, ...more],
    columns: COLUMNS,
    order: { field: 'created_at', direction: order === 'oldest' ? 'asc' : 'desc' },
    limit: SHOWN,
  };
  const { reply } = await workspace.askPlan(OPEN_TICKETS, narrowed, options);
  return reply.kind === 'answer' ? reply.table : null;
}

function linesOf({ columns, rows, total }: Table): Pick<TicketList, 'lines' | 'total'> {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [id, subject, priority, age, url] = ['id', 'subject', 'priority', 'age', 'url'].map(at);
  const cell = (row: readonly Cell[], index: number | undefined): Cell =>
    index === undefined ? null : (row[index] ?? null);
  return {
    total,
    lines: rows.map((row): TicketLine => {
      const seconds = cell(row, age);
      return {
        id: textOf(cell(row, id)) ?? '',
        subject: textOf(cell(row, subject)) ?? 'no subject',
        priority: textOf(cell(row, priority)),
        age: typeof seconds === 'number' ? formatSeconds(seconds) : '',
        url: linkOf(cell(row, url)),
      };
    }),
  };
}

const textOf = (cell: Cell): string | null =>
  cell === null || String(cell).trim() === '' ? null : String(cell);

/** What a support system calls a ticket's address may be anything. */
function linkOf(cell: Cell): string | null {
  if (typeof cell !== 'string' || !URL.canParse(cell)) return null;
  const { protocol, href, username, password } = new URL(cell);
  return protocol === 'https:' && username === '' && password === '' ? href : null;
}
