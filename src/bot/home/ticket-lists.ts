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

const is = (field: string, value: boolean): Condition => ({ field, op: 'is', values: [value] });

/** Open tickets past a target, the agent's own or the team's: a list a target, but one alone where there are none. */
export async function breachingTickets(
  workspace: Workspace,
  agent: string | null,
  options: AskOptions,
): Promise<readonly TicketList[]> {
  const whose: Condition[] = agent === null ? [] : [{ field: 'agent', op: 'is', values: [agent] }];
  const [whoseWords, own] = agent === null ? ['Tickets', 'the'] : ['My tickets', 'my'];
  const targets = [
    {
      late: [is('sla_resolution_breached', true)],
      title: `${whoseWords} past their target`,
      question: `${own} oldest overdue open tickets`,
    },
    {
      late: [is('sla_first_response_breached', true), is('answered', false)],
      title: `${whoseWords} late for a first reply`,
      question: null,
    },
  ];
  const lists = await Promise.all(
    targets.map(async ({ late, title, question }) => {
      const found = await openTickets(workspace, [...whose, ...late], 'oldest', options);
      return found && { ...linesOf(found), title, question, empty: 'None is past its target.' };
    }),
  );
  const held = lists.filter((list) => list !== null);
  const breaching = held.filter(({ total }) => total > 0);
  return breaching.length > 0 ? breaching : held.slice(0, 1);
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
