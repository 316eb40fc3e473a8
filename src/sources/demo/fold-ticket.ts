import type { Cast } from './cast.ts';
import { judge, rate, satisfaction, UNRATED } from './feelings.ts';
import { categorise, identify, topicTag } from './filing.ts';
import type { ChangeRow, DemoTicket, MessageRow } from './rows.ts';
import { isAnswer, type TicketThread } from './ticket-thread.ts';

/** Hours a customer is used to waiting for the first answer. */
const USUAL_WAIT_HOURS = 3;

type State = {
  readonly status: string;
  readonly firstResponseAt: number | null;
  readonly resolvedAt: number | null;
  readonly closedAt: number | null;
  readonly updatedAt: number;
};

/** The ticket as it stands once everything after the end is cut off. */
export function foldTicket(thread: TicketThread, description: string): DemoTicket {
  const { cast, timeline } = thread;
  const { random, issue, pipeline } = cast;
  const messages = thread.messages
    .filter((message) => message.sent_at <= timeline.end)
    .sort((a, b) => a.sent_at - b.sent_at);
  const history = thread.changes
    .filter((each) => each.changed_at <= timeline.end)
    .sort((a, b) => a.changed_at - b.changed_at);
  const state = stateFrom(history, messages);
  const reopened = history.filter(
    (each) => each.from_value === 'solved' && each.to_value === 'open',
  );
  const felt = feeling(cast, state, reopened.length);
  const rated =
    felt === null || state.resolvedAt === null
      ? UNRATED
      : rate(cast, felt, state.resolvedAt, timeline.end, 'stars');
  const priority = history.findLast((each) => each.field === 'priority')?.to_value;
  return {
    kind: 'ticket',
    messages,
    history,
    row: {
      source_id: thread.number,
      subject: cast.words(random.pick(issue.subjects)),
      description,
      status: state.status,
      stage: stageOf(state.status, state.firstResponseAt !== null, pipeline.waitingStage),
      pipeline: pipeline.name,
      priority: random.chance(0.99) ? (priority ?? thread.priority) : null,
      channel: thread.channel,
      ...categorise(cast, 0.03),
      agent: state.firstResponseAt !== null || random.chance(0.7) ? cast.agent.name : null,
      group: pipeline.group,
      ...identify(cast, 0.02),
      tags: tagsOf(thread),
      created_at: cast.startedAt,
      first_response_at: state.firstResponseAt,
      resolved_at: state.resolvedAt,
      closed_at: state.closedAt,
      updated_at: Math.max(state.updatedAt, rated.rated_at ?? 0),
      reopen_count: reopened.length,
      ...rated,
      escalated: messages.some((message) => message.text.startsWith('Escalated')),
      ...judge(cast, felt),
    },
  };
}

/** null: not settled yet, so there is nothing to think of it. */
function feeling(cast: Cast, state: State, reopened: number): number | null {
  if (state.firstResponseAt === null || state.resolvedAt === null) return null;
  const waitHours = (state.firstResponseAt - cast.startedAt) / 3_600_000;
  return satisfaction(cast, waitHours / USUAL_WAIT_HOURS, reopened);
}

function stateFrom(history: readonly ChangeRow[], messages: readonly MessageRow[]): State {
  const statuses = history.filter((each) => each.field === 'status');
  const status = statuses.at(-1)?.to_value ?? 'open';
  const settled = status === 'solved' || status === 'closed';
  const solved = statuses.findLast((each) => each.to_value === 'solved');
  const answer = messages.find(isAnswer);
  return {
    status,
    firstResponseAt: answer?.sent_at ?? null,
    resolvedAt: settled ? (solved?.changed_at ?? null) : null,
    closedAt: status === 'closed' ? (statuses.at(-1)?.changed_at ?? null) : null,
    updatedAt: Math.max(messages.at(-1)?.sent_at ?? 0, history.at(-1)?.changed_at ?? 0),
  };
}

function stageOf(status: string, answered: boolean, waitingStage: string): string {
  if (status === 'pending') return waitingStage;
  if (status === 'open') return answered ? 'In progress' : 'New';
  return status === 'solved' ? 'Resolved' : 'Closed';
}

const LOOSE_TAGS = ['vip', 'mobile', 'first-order', 'bulk-order', 'spam', 'duplicate', 'call-back'];

function tagsOf({ cast }: TicketThread): string[] {
  const { random, hit, mood } = cast;
  const tags = new Set<string>();
  if (random.chance(0.5)) tags.add(topicTag(cast));
  if (random.chance(0.3)) tags.add(random.pick(LOOSE_TAGS));
  if (hit && random.chance(0.7)) tags.add('incident');
  if (mood === 'angry' && random.chance(0.4)) tags.add('churn-risk');
  return [...tags];
}
