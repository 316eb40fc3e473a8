/**
 * Rows as a source brings them. Keys are the columns of the table (store/migrations), times ISO 8601 UTC, lists arrays.
 * `source_id` is the source's own id; `id` and `source` are put before it when the page is applied.
 * A column a source never brings is left out of all its rows, and keeps what it has.
 */
export type SourcedRow = { readonly source_id: string; readonly version: number };

export type TicketRow = SourcedRow & {
  readonly subject?: string | null;
  readonly description?: string | null;
  /** Where it is left out, it is the one of the stage. */
  readonly status?: 'open' | 'pending' | 'solved' | 'closed' | null;
  /** The source's own word; where it is left out, it is the label of `stage_ref`. */
  readonly stage?: string | null;
  readonly stage_ref?: string | null;
  readonly pipeline?: string | null;
  readonly pipeline_ref?: string | null;
  readonly priority?: 'low' | 'medium' | 'high' | 'urgent' | null;
  readonly channel?: string | null;
  readonly category?: string | null;
  readonly agent_ref?: string | null;
  readonly group_ref?: string | null;
  readonly customer_ref?: string | null;
  readonly customer_name?: string | null;
  readonly customer_email?: string | null;
  readonly company?: string | null;
  readonly tags?: readonly string[];
  readonly created_at?: string | null;
  readonly first_response_at?: string | null;
  readonly resolved_at?: string | null;
  readonly closed_at?: string | null;
  readonly updated_at?: string | null;
  readonly reopen_count?: number | null;
  readonly rating?: number | null;
  readonly rating_comment?: string | null;
  readonly rated_at?: string | null;
  readonly url?: string | null;
  /** Null brings a deleted one back. */
  readonly deleted_at?: string | null;
  readonly merged_into?: string | null;
};

export type ChatRow = SourcedRow & {
  readonly agent_ref?: string | null;
  /** Everybody who took part, in the order they came. */
  readonly agent_refs?: readonly string[];
  readonly group_ref?: string | null;
  readonly channel?: string | null;
  readonly category?: string | null;
  readonly customer_ref?: string | null;
  readonly customer_name?: string | null;
  readonly customer_email?: string | null;
  readonly company?: string | null;
  readonly tags?: readonly string[];
  readonly started_at?: string | null;
  readonly ended_at?: string | null;
  readonly first_response_at?: string | null;
  readonly updated_at?: string | null;
  readonly duration_seconds?: number | null;
  readonly bot_involved?: boolean | null;
  readonly transferred?: boolean | null;
  readonly missed?: boolean | null;
  readonly active?: boolean | null;
  readonly rating?: number | null;
  readonly rating_comment?: string | null;
  readonly rated_at?: string | null;
  readonly url?: string | null;
  readonly deleted_at?: string | null;
};

export type MessageRow = SourcedRow & {
  readonly conversation_kind: 'ticket' | 'chat';
  /** `source_id` of the ticket or chat, which may come later. */
  readonly conversation_ref: string;
  readonly author_kind: 'customer' | 'agent' | 'bot' | 'system';
  readonly author_ref?: string | null;
  /** Of customers; agents' names are looked up by `author_ref`, and this stands in where it is unknown. */
  readonly author?: string | null;
  readonly sent_at: string | null;
  readonly text?: string | null;
  readonly public?: boolean | null;
  readonly deleted_at?: string | null;
};

export type AgentRow = {
  readonly source_id: string;
  readonly name: string;
  readonly emails: readonly string[];
  readonly role: 'agent' | 'manager' | 'bot' | null;
  readonly active: boolean;
};

export type LabelRow = { readonly source_id: string; readonly name: string };

export type StageRow = LabelRow & {
  readonly pipeline_ref: string;
  readonly status: 'open' | 'pending' | 'solved' | 'closed';
};

export type RatingRow = SourcedRow & {
  readonly conversation_ref: string;
  /** As the source wrote it, and the scale it is on: `1–5`, `good/bad`. */
  readonly raw: string;
  readonly scale: string;
  /** 0–1; null where it says nothing (offered, not answered). */
  readonly score: number | null;
  /** 1–5. */
  readonly rating: number | null;
  readonly comment: string | null;
  readonly rated_at: string | null;
  readonly deleted_at?: string | null;
};

export type HistoryRow = {
  readonly ticket_ref: string;
  readonly field: string;
  readonly from_value: string | null;
  readonly to_value: string | null;
  readonly changed_by: string | null;
  readonly changed_at: string;
};

/** A row known to be gone: deleted, or merged into another. */
export type GoneRow = SourcedRow & {
  readonly entity: 'tickets' | 'chats' | 'messages';
  readonly deleted_at: string;
  readonly merged_into?: string | null;
};

/** What could not be turned into a row, kept as it came. */
export type Reject = {
  readonly entity: Entity;
  readonly source_id: string | null;
  readonly reason: string;
  readonly raw: unknown;
};

export type Entity = 'tickets' | 'chats' | 'messages' | 'agents' | 'ratings';

export type PageRows = {
  readonly tickets?: readonly TicketRow[];
  readonly chats?: readonly ChatRow[];
  readonly messages?: readonly MessageRow[];
  readonly agents?: readonly AgentRow[];
  readonly groups?: readonly LabelRow[];
  readonly pipelines?: readonly LabelRow[];
  readonly stages?: readonly StageRow[];
  readonly ratings?: readonly RatingRow[];
  readonly history?: readonly HistoryRow[];
  readonly gone?: readonly GoneRow[];
  readonly rejects?: readonly Reject[];
};

/** A JSON value that says where a pull goes on. Only its source reads it. */
export type SyncState = Readonly<Record<string, unknown>>;

/** What is written in one transaction: rows, and where to go on after them. */
export type Page = PageRows & {
  readonly state: SyncState;
  readonly progress: {
    /** What is being read, for people: `tickets`, `messages`. */
    readonly step: string;
    readonly done: number;
    /** Null while nobody knows. */
    readonly of: number | null;
  };
  /**
   * Set on the last page of a pass: everything that changed before `readUntil` has been read.
   * `sweep`: this was a full pass over these entities, so what it did not meet and began before `before` is gone.
   */
  readonly complete?: {
    readonly readUntil: string;
    readonly sweep?: {
      readonly entities: readonly ('tickets' | 'chats')[];
      readonly before: string;
    };
  };
};
