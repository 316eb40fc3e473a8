import type { DemoCustomer } from './customers.ts';
import type { ChangeRow, ChatRow, MessageRow, TicketRow } from './rows.ts';
import type { ColumnType } from './staged-table.ts';

type Columns<Row> = Readonly<Record<keyof Row & string, ColumnType>>;

export type StagedMessage = MessageRow & {
  readonly source_id: string;
  readonly conversation_kind: string;
  readonly conversation_ref: string;
};
export type StagedChange = ChangeRow & { readonly ticket: string };
export type StagedCustomer = Pick<DemoCustomer, 'name' | 'email' | 'company' | 'account'>;

const CUSTOMER_COLUMNS = {
  customer: 'VARCHAR',
  customer_name: 'VARCHAR',
  customer_email: 'VARCHAR',
  company: 'VARCHAR',
} as const;

const OUTCOME_COLUMNS = {
  rating: 'DOUBLE',
  rating_comment: 'VARCHAR',
  rated_at: 'TIMESTAMP',
  sentiment: 'DOUBLE',
  emotion: 'VARCHAR',
  topics: 'VARCHAR[]',
  predicted_rating: 'DOUBLE',
} as const;

export const TICKET_COLUMNS: Columns<TicketRow> = {
  source_id: 'VARCHAR',
  subject: 'VARCHAR',
  description: 'VARCHAR',
  status: 'VARCHAR',
  stage: 'VARCHAR',
  pipeline: 'VARCHAR',
  priority: 'VARCHAR',
  channel: 'VARCHAR',
  category: 'VARCHAR',
  subcategory: 'VARCHAR',
  agent: 'VARCHAR',
  group: 'VARCHAR',
  ...CUSTOMER_COLUMNS,
  tags: 'VARCHAR[]',
  created_at: 'TIMESTAMP',
  first_response_at: 'TIMESTAMP',
  resolved_at: 'TIMESTAMP',
  closed_at: 'TIMESTAMP',
  updated_at: 'TIMESTAMP',
  reopen_count: 'INTEGER',
  escalated: 'BOOLEAN',
  ...OUTCOME_COLUMNS,
};

export const CHAT_COLUMNS: Columns<ChatRow> = {
  source_id: 'VARCHAR',
  agent: 'VARCHAR',
  agents: 'VARCHAR[]',
  group: 'VARCHAR',
  pipeline: 'VARCHAR',
  category: 'VARCHAR',
  subcategory: 'VARCHAR',
  channel: 'VARCHAR',
  ...CUSTOMER_COLUMNS,
  tags: 'VARCHAR[]',
  started_at: 'TIMESTAMP',
  ended_at: 'TIMESTAMP',
  first_response_at: 'TIMESTAMP',
  updated_at: 'TIMESTAMP',
  duration_seconds: 'DOUBLE',
  bot_involved: 'BOOLEAN',
  transferred: 'BOOLEAN',
  missed: 'BOOLEAN',
  ...OUTCOME_COLUMNS,
};

export const MESSAGE_COLUMNS: Columns<StagedMessage> = {
  source_id: 'VARCHAR',
  conversation_kind: 'VARCHAR',
  conversation_ref: 'VARCHAR',
  author_kind: 'VARCHAR',
  author: 'VARCHAR',
  sent_at: 'TIMESTAMP',
  text: 'VARCHAR',
  public: 'BOOLEAN',
  autoresponse: 'BOOLEAN',
};

export const CHANGE_COLUMNS: Columns<StagedChange> = {
  ticket: 'VARCHAR',
  field: 'VARCHAR',
  from_value: 'VARCHAR',
  to_value: 'VARCHAR',
  changed_by: 'VARCHAR',
  changed_at: 'TIMESTAMP',
};

export const CUSTOMER_ROW_COLUMNS: Columns<StagedCustomer> = {
  name: 'VARCHAR',
  email: 'VARCHAR',
  company: 'VARCHAR',
  account: 'VARCHAR',
};
