/** Rows as the store's tables name them; times in milliseconds. What the store derives or fills in for all rows alike is not here. */
export type TicketRow = {
  readonly source_id: string;
  readonly subject: string;
  readonly description: string;
  readonly status: string;
  readonly stage: string;
  readonly pipeline: string;
  readonly priority: string | null;
  readonly channel: string;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly agent: string | null;
  readonly group: string;
  readonly customer: string | null;
  readonly customer_name: string | null;
  readonly customer_email: string | null;
  readonly company: string | null;
  readonly tags: readonly string[];
  readonly created_at: number;
  readonly first_response_at: number | null;
  readonly resolved_at: number | null;
  readonly closed_at: number | null;
  readonly updated_at: number;
  readonly reopen_count: number;
  readonly rating: number | null;
  readonly rating_comment: string | null;
  readonly rated_at: number | null;
  readonly escalated: boolean;
  readonly sentiment: number | null;
  readonly emotion: string | null;
  readonly topics: readonly string[];
  readonly predicted_rating: number | null;
};

export type ChatRow = {
  readonly source_id: string;
  readonly agent: string | null;
  readonly agents: readonly string[];
  readonly group: string | null;
  readonly pipeline: string;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly channel: string;
  readonly customer: string | null;
  readonly customer_name: string | null;
  readonly customer_email: string | null;
  readonly company: string | null;
  readonly tags: readonly string[];
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly first_response_at: number | null;
  readonly updated_at: number;
  readonly duration_seconds: number | null;
  readonly bot_involved: boolean;
  readonly transferred: boolean;
  readonly missed: boolean;
  readonly rating: number | null;
  readonly rating_comment: string | null;
  readonly rated_at: number | null;
  readonly sentiment: number | null;
  readonly emotion: string | null;
  readonly topics: readonly string[];
  readonly predicted_rating: number | null;
};

export type AuthorKind = 'customer' | 'agent' | 'bot' | 'system';

export type MessageRow = {
  readonly author_kind: AuthorKind;
  readonly author: string | null;
  readonly sent_at: number;
  readonly text: string;
  readonly public: boolean;
  readonly autoresponse: boolean;
};

/** A change to a ticket, as ticket_history keeps it. */
export type ChangeRow = {
  readonly field: 'status' | 'priority' | 'agent';
  readonly from_value: string | null;
  readonly to_value: string;
  readonly changed_by: string;
  readonly changed_at: number;
};

export type DemoTicket = {
  readonly kind: 'ticket';
  readonly row: TicketRow;
  readonly messages: readonly MessageRow[];
  readonly history: readonly ChangeRow[];
};

export type DemoChat = {
  readonly kind: 'chat';
  readonly row: ChatRow;
  readonly messages: readonly MessageRow[];
};

export type DemoConversation = DemoTicket | DemoChat;
