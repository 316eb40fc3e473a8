import type { AgentRow, GoneRow, MessageRow, PageRows, Reject, TicketRow } from '../sync/page.ts';
import type { MetricSet, SideLoads, ZendeskObject } from './answers.ts';
import { mapComment, mergedIntoOf } from './map-comment.ts';
import { mapGroups } from './map-people.ts';
import { fateOf, mapTicket, versionOf } from './map-ticket.ts';
import type { People } from './people.ts';
import { readComments, readMetrics } from './ticket-details.ts';
import type { ZendeskApi } from './zendesk-api.ts';

/** Requests about single tickets that are under way at once. */
const AT_ONCE = 8;

export type Gathering = {
  readonly api: ZendeskApi;
  readonly people: People;
  readonly baseUrl: string;
  readonly signal: AbortSignal;
};

type Details = {
  readonly ticket: ZendeskObject;
  readonly comments: readonly ZendeskObject[];
  readonly metrics: MetricSet | null;
};

/** The rows of some tickets, with what had to be asked for one by one: comments, and metrics and people the side-loads lacked. */
export async function gatherRows(
  tickets: readonly ZendeskObject[],
  loads: SideLoads,
  { api, people, baseUrl, signal }: Gathering,
): Promise<PageRows> {
  people.learn(loads.users);
  const metrics = new Map((loads.metric_sets ?? []).map((set) => [set.ticket_id, set]));
  const organizations = new Map((loads.organizations ?? []).map(({ id, name }) => [id, name]));
  await people.meet(
    tickets.filter((ticket) => fateOf(ticket) !== 'deleted').flatMap((ticket) => peopleOf(ticket)),
  );
  const details = await mapAtOnce(tickets, async (ticket): Promise<Details> => {
    const own = metrics.get(ticket.id) ?? null;
    if (fateOf(ticket) === 'deleted') return { ticket, comments: [], metrics: own };
    const { comments, users } = await readComments(api, ticket.id, signal);
    people.learn(users);
    return {
      ticket,
      comments,
      metrics: own ?? (await readMetrics(api, ticket.id, signal)),
    };
  });
  await people.meet(details.flatMap(({ comments }) => comments.map(authorOf)));

  const rows = {
    tickets: [] as TicketRow[],
    messages: [] as MessageRow[],
    gone: [] as GoneRow[],
    rejects: [] as Reject[],
  };
  for (const each of details) addRows(each, { rows, people, organizations, baseUrl });
  const agents: readonly AgentRow[] = people.newAgents();
  people.forgetCustomers();
  return { ...rows, agents, groups: mapGroups(loads.groups) };
}

type Adding = {
  readonly rows: {
    readonly tickets: TicketRow[];
    readonly messages: MessageRow[];
    readonly gone: GoneRow[];
    readonly rejects: Reject[];
  };
  readonly people: People;
  readonly organizations: ReadonlyMap<number, string | null | undefined>;
  readonly baseUrl: string;
};

function addRows(
  { ticket, comments, metrics }: Details,
  { rows, people, organizations, baseUrl }: Adding,
): void {
  const requesterId = idOf(ticket.requester_id);
  const organizationId = idOf(ticket.organization_id);
  const organization = organizationId === null ? null : (organizations.get(organizationId) ?? null);
  const mergedInto = fateOf(ticket) === 'merged' ? mergedIntoOf(comments, ticket.id) : null;
  const requester = people.find(requesterId);
  const mapped = mapTicket({ ticket, requester, organization, metrics, mergedInto }, baseUrl);
  if (mapped.kind === 'row') rows.tickets.push(mapped.row);
  else if (mapped.kind === 'gone') rows.gone.push(mapped.row);
  else rows.rejects.push(mapped.reject);
  const version = versionOf(ticket) ?? 0;
  for (const comment of comments) {
    const user = people.find(authorOf(comment));
    const author = user && { isAgent: user.role !== 'end-user', name: user.name ?? null };
    const message = mapComment({ comment, ticketId: ticket.id, version, requesterId, author });
    if (message.kind === 'row') rows.messages.push(message.row);
    else rows.rejects.push(message.reject);
  }
}

const idOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const authorOf = (comment: ZendeskObject): number | null => idOf(comment.author_id);
const peopleOf = (ticket: ZendeskObject): readonly (number | null)[] => [
  idOf(ticket.requester_id),
  idOf(ticket.assignee_id),
];

/** In the order of `items`; the first failure is thrown once nothing is under way any more. */
async function mapAtOnce<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  const queue = items.entries();
  let isFailed = false;
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const [at, item] of queue) {
      if (isFailed) return;
      try {
        made[at] = await make(item);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  });
  const ended = await Promise.allSettled(workers);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return made;
}
