import type { Account, Properties, StoredMessage, StoredTicket } from './account.ts';

export type Mutations = ReturnType<typeof mutationsOf>;

type NewMessage = Partial<Pick<StoredMessage, 'type' | 'by' | 'name' | 'isTruncated'>> & {
  readonly text: string;
};

/** Everything that people do in an account while it is being read. Ids and options are JSON, so that another process can ask for it. */
export function mutationsOf(account: Account) {
  const iso = (): string => new Date(account.now()).toISOString();

  function create(properties: Properties = {}, contactId: number | null = 5001): number {
    account.lastTicketId += 1;
    const id = account.lastTicketId;
    const ticket: StoredTicket = {
      id,
      properties: {
        ...EMPTY,
        hs_object_id: String(id),
        createdate: iso(),
        hs_lastmodifieddate: iso(),
        subject: `Ticket ${id}`,
        hs_pipeline: '0',
        ...properties,
      },
      history: {},
      archivedAt: null,
      mergedInto: null,
      contactId,
      companyId: null,
      noteIds: [],
      emailIds: [],
      indexed: [],
    };
    account.tickets.set(id, ticket);
    account.changed(ticket, { hs_pipeline_stage: properties.hs_pipeline_stage ?? '1' });
    return id;
  }

  function update(id: number, properties: Properties): void {
    account.changed(account.held(id), properties);
  }

  function close(id: number): void {
    const ticket = account.held(id);
    const pipeline = account.pipelines.find((one) => one.id === ticket.properties.hs_pipeline);
    const stage = pipeline?.stages.find(({ isClosed }) => isClosed)?.id ?? '4';
    const tookMs = account.now() - Date.parse(ticket.properties.createdate ?? '');
    update(id, { hs_pipeline_stage: stage, closed_date: iso(), time_to_close: String(tookMs) });
  }

  function reopen(id: number): void {
    const ticket = account.held(id);
    const pipeline = account.pipelines.find((one) => one.id === ticket.properties.hs_pipeline);
    const stage = pipeline?.stages.find(({ isClosed }) => !isClosed)?.id ?? '1';
    update(id, { hs_pipeline_stage: stage, closed_date: null, time_to_close: null });
  }

  function remove(id: number): void {
    const ticket = account.held(id);
    ticket.archivedAt = account.now();
    account.index(ticket);
  }

  function restore(id: number): void {
    const ticket = account.held(id);
    ticket.archivedAt = null;
    account.changed(ticket, {});
  }

  /** The survivor's id: of a third ticket where that was asked for. */
  function merge(primaryId: number, otherId: number, options?: { asThird?: boolean }): number {
    const primary = account.held(primaryId);
    const survivorId = options?.asThird
      ? create({ ...primary.properties }, primary.contactId)
      : primaryId;
    const gone = options?.asThird ? [primaryId, otherId] : [otherId];
    const survivor = account.held(survivorId);
    const before = gone.flatMap(
      (id) => account.held(id).properties.hs_merged_object_ids?.split(';') ?? [],
    );
    const own = survivor.properties.hs_merged_object_ids?.split(';') ?? [];
    for (const id of gone) {
      const ticket = account.held(id);
      ticket.mergedInto = survivorId;
      account.index(ticket);
    }
    const merged = [...new Set([...own, ...before, ...gone.map(String)])];
    account.changed(survivor, {
      hs_object_id: String(survivorId),
      hs_merged_object_ids: merged.join(';'),
    });
    return survivorId;
  }

  function rate(
    ticketId: number,
    value: string,
    options: {
      comment?: string;
      type?: string;
      group?: string;
      survey?: string;
      linked?: boolean;
    } = {},
  ): number {
    const id = account.nextId();
    account.feedback.set(id, {
      id,
      ticketId,
      isLinkedOnly: options.linked ?? false,
      properties: {
        hs_object_id: String(id),
        createdate: iso(),
        hs_lastmodifieddate: iso(),
        hs_survey_type: options.type ?? 'CSAT',
        hs_value: value,
        hs_response_group: options.group ?? null,
        hs_content: options.comment ?? null,
        hs_submission_timestamp: iso(),
        hs_survey_id: options.survey ?? '12',
        hs_ticket_id: options.linked ? null : String(ticketId),
      },
    });
    return id;
  }

  function say(ticketId: number, message: NewMessage, threadId?: string): string {
    const ticket = account.held(ticketId);
    const going = [...account.threads.values()].find((thread) => thread.ticketId === ticketId);
    const id = threadId ?? going?.id ?? String(account.nextId());
    const thread = account.threads.get(id) ?? { id, ticketId, latestAt: 0, messages: [] };
    thread.latestAt = account.now();
    const said: StoredMessage = {
      id: `m-${account.nextId()}`,
      type: 'MESSAGE',
      at: account.now(),
      by: 'V-5001',
      name: 'Ida Holm',
      isTruncated: false,
      ...message,
    };
    account.threads.set(id, { ...thread, messages: [...thread.messages, said] });
    // Which thread a ticket began with is stamped at its creation alone.
    account.changed(ticket, { hs_num_associated_conversations: '1' });
    return id;
  }

  function note(ticketId: number, html: string, ownerId: string | null = '73320011'): number {
    const id = account.nextId();
    account.notes.set(id, {
      id,
      ticketId,
      properties: {
        hs_object_id: String(id),
        createdate: iso(),
        hs_createdate: iso(),
        hs_lastmodifieddate: iso(),
        hs_timestamp: iso(),
        hs_note_body: html,
        hubspot_owner_id: ownerId,
      },
    });
    const ticket = account.held(ticketId);
    ticket.noteIds.push(id);
    account.changed(ticket, { num_notes: String(ticket.noteIds.length) });
    return id;
  }

  function mail(ticketId: number, text: string, direction = 'INCOMING_EMAIL'): number {
    const id = account.nextId();
    account.emails.set(id, {
      id,
      ticketId,
      properties: {
        hs_object_id: String(id),
        createdate: iso(),
        hs_lastmodifieddate: iso(),
        hs_timestamp: iso(),
        hs_email_text: text,
        hs_email_html: null,
        hs_email_direction: direction,
        hubspot_owner_id: direction === 'EMAIL' ? '73320011' : null,
      },
    });
    const ticket = account.held(ticketId);
    ticket.emailIds.push(id);
    account.changed(ticket, {});
    return id;
  }

  function renameOwner(ownerId: string, firstName: string, lastName: string): void {
    const owner = account.owners.find(({ id }) => id === ownerId);
    if (owner) Object.assign(owner, { firstName, lastName });
  }

  function addOwner(firstName: string, lastName: string): string {
    const id = String(account.nextId());
    const email = `${firstName.toLowerCase()}@example.com`;
    account.owners.push({
      id,
      userId: Number(id) % 100_000,
      firstName,
      lastName,
      email,
      isArchived: false,
    });
    return id;
  }

  function renameStage(pipelineId: string, stageId: string, label: string): void {
    const stage = account.stage(pipelineId, stageId);
    if (stage) stage.label = label;
  }

  return {
    ...{ create, update, close, reopen, remove, restore, merge, rate, say, note, mail },
    ...{ renameOwner, addOwner, renameStage },
  };
}

const EMPTY: Properties = {
  content: null,
  hs_ticket_priority: null,
  hs_ticket_category: null,
  hubspot_owner_id: null,
  source_type: null,
  closed_date: null,
  time_to_close: null,
  time_to_first_agent_reply: null,
  first_agent_reply_date: null,
  hs_merged_object_ids: null,
  hs_num_associated_conversations: null,
  hs_conversations_originating_thread_id: null,
};
