import type { Directory } from './directory.ts';
import type { ChatRow, MessageRow, PageRows, TicketRow } from './page.ts';

type Place = { readonly source: string; readonly segment: string };

const OPEN: ReadonlySet<unknown> = new Set(['open', 'pending']);

/** Rows as they will stand in the store: with their ids, and names and labels for their refs. A ref nobody knows yet stays without. */
export function labelTickets(
  tickets: readonly TicketRow[],
  directory: Directory,
  place: Place,
): readonly object[] {
  return tickets.map((ticket) => {
    const stage = stageOf(ticket, directory);
    const status = ticket.status ?? stage?.status ?? null;
    const isOpen = OPEN.has(status);
    return {
      ...standing(ticket, place),
      merged_into: null,
      ...ticket,
      ...agentAndGroup(ticket, directory),
      ...('pipeline_ref' in ticket && {
        pipeline: nameOf(directory.pipelines, ticket.pipeline_ref) ?? ticket.pipeline ?? null,
      }),
      ...('stage_ref' in ticket && {
        stage: stage?.name ?? ticket.stage ?? ticket.stage_ref ?? null,
        status,
      }),
      // One that is open again has not ended, whatever its system still says of its first end.
      ...('resolved_at' in ticket && isOpen && { resolved_at: null }),
      ...('closed_at' in ticket && isOpen && { closed_at: null }),
    };
  });
}

export function labelChats(
  chats: readonly ChatRow[],
  directory: Directory,
  place: Place,
): readonly object[] {
  return chats.map((chat) => ({
    ...standing(chat, place),
    ...chat,
    ...agentAndGroup(chat, directory),
    ...(chat.agent_refs && {
      agents: [...new Set(chat.agent_refs.flatMap((ref) => directory.agents.get(ref)?.name ?? []))],
    }),
  }));
}

/** Those whose conversation comes on the same page belong to it at once; the others are linked when the page's rows are derived from. */
export function labelMessages(
  messages: readonly MessageRow[],
  directory: Directory,
  place: Place,
  page: PageRows,
): readonly object[] {
  const here = {
    ticket: new Set((page.tickets ?? []).map(({ source_id }) => source_id)),
    chat: new Set((page.chats ?? []).map(({ source_id }) => source_id)),
  };
  return messages.map((message) => {
    const { conversation_kind: kind, conversation_ref: ref } = message;
    const author = message.author_ref ? directory.agents.get(message.author_ref) : undefined;
    const isBot = message.author_kind === 'agent' && author?.isBot === true;
    return {
      ...standing(message, place),
      conversation_id: here[kind].has(ref) ? `${place.source}:${ref}` : null,
      ...message,
      author: author?.name ?? message.author ?? null,
      author_kind: isBot ? 'bot' : message.author_kind,
    };
  });
}

/** Whatever is brought is there, also where it was thought to be gone. */
function standing(
  { source_id }: { readonly source_id: string },
  { source, segment }: Place,
): object {
  return { id: `${source}:${source_id}`, source, import_id: segment, deleted_at: null };
}

function agentAndGroup(
  row: { readonly agent_ref?: string | null; readonly group_ref?: string | null },
  { agents, groups }: Directory,
): object {
  return {
    ...('agent_ref' in row && { agent: agents.get(row.agent_ref ?? '')?.name ?? null }),
    ...('group_ref' in row && { group: nameOf(groups, row.group_ref) }),
  };
}

function stageOf({ pipeline_ref, stage_ref }: TicketRow, { stages }: Directory) {
  return stages.get(`${pipeline_ref ?? ''}/${stage_ref ?? ''}`);
}

function nameOf(names: ReadonlyMap<string, string>, ref: string | null | undefined): string | null {
  return names.get(ref ?? '') ?? null;
}
