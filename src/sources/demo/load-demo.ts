import type { TeamSettings } from '../../core/settings.ts';
import type { Database, Writer } from '../../store/database.ts';
import { deriveConversationFacts } from '../../store/derive.ts';
import {
  CHANGE_COLUMNS,
  CHAT_COLUMNS,
  CUSTOMER_ROW_COLUMNS,
  MESSAGE_COLUMNS,
  type StagedChange,
  type StagedCustomer,
  type StagedMessage,
  TICKET_COLUMNS,
} from './columns.ts';
import { type DemoOptions, generateDemo, generateDemoCustomers } from './generate-demo.ts';
import { GROUPS, PIPELINES } from './pipelines.ts';
import type { ChatRow, DemoConversation, TicketRow } from './rows.ts';
import { type StagedTable, stageTable } from './staged-table.ts';
import { BOT_NAME, TEAM } from './team.ts';

export const DEMO_SOURCE = 'demo';

export type DemoProgress = {
  readonly step: 'writing' | 'deriving';
  /** Conversations done so far, and in all. */
  readonly rows: number;
  readonly of: number;
};

export type DemoSummary = {
  readonly importId: string;
  readonly tickets: number;
  readonly chats: number;
  readonly messages: number;
  readonly customers: number;
  readonly history: number;
  /** Beginning of the first and of the last conversation, ISO UTC. */
  readonly from: string | null;
  readonly to: string | null;
};

/** What the team set; left out, the demo's own automatic answers are known as such and nobody has further names. */
export type LoadOptions = DemoOptions & {
  readonly settings?: Pick<TeamSettings, 'autoresponses' | 'people'>;
};

const BATCH = 10_000;
const OWN_SETTINGS = { autoresponses: ['\\*977#', 'received your request'], people: [] };

const INSERT_TICKETS = `INSERT INTO tickets BY NAME
  SELECT 'demo:' || source_id AS id, 'demo' AS source, 'demo' AS import_id, * FROM staged`;
const INSERT_CHATS = `INSERT INTO chats BY NAME
  SELECT 'demo:' || source_id AS id, 'demo' AS source, 'demo' AS import_id, * FROM staged`;
const INSERT_MESSAGES = `INSERT INTO messages BY NAME
  SELECT 'demo:' || source_id AS id, 'demo' AS source, 'demo' AS import_id,
    'demo:' || conversation_ref AS conversation_id, * FROM staged`;
const INSERT_HISTORY = `INSERT INTO ticket_history BY NAME
  SELECT 'demo:' || ticket AS ticket_id, 'demo' AS import_id, * EXCLUDE (ticket) FROM staged`;
/** Only those who have written; a customer since shortly before the first time. */
const INSERT_CUSTOMERS = `, contacts AS (
    SELECT customer, created_at AS began_at FROM tickets WHERE source = 'demo'
    UNION ALL SELECT customer, started_at FROM chats WHERE source = 'demo'
  ), first_contacts AS (SELECT customer, min(began_at) AS first_at FROM contacts GROUP BY customer)
  INSERT INTO customers BY NAME
  SELECT email AS id, 'demo' AS source, account AS source_id, name, [email] AS emails, company,
    first_at - INTERVAL 3 DAY AS created_at, 'demo' AS import_id
  FROM staged JOIN first_contacts ON customer = email ORDER BY account`;

/**
 * Puts the demo data in place of any there was, in one transaction.
 * Same options, same rows: nothing in them comes from the clock.
 */
export async function loadDemo(
  db: Database,
  options: LoadOptions,
  onProgress: (progress: DemoProgress) => void = () => {},
): Promise<DemoSummary> {
  return db.write(async (writer) => {
    await removeDemo(writer);
    await writeTeam(writer);
    await writeConversations(writer, db.stagingFolder, options, onProgress);
    await writeCustomers(writer, db.stagingFolder, options);
    onProgress(progressOf(options, 'deriving', options.tickets + options.chats));
    const settings = options.settings ?? OWN_SETTINGS;
    await deriveConversationFacts(writer, settings, { importIds: [DEMO_SOURCE] });
    const summary = await summarise(writer);
    await recordImport(writer, options, summary);
    return summary;
  });
}

/** Takes every demo row out again, for when real data moves in. */
export async function removeDemo(writer: Writer): Promise<void> {
  const bySource = ['tickets', 'chats', 'messages', 'agents', 'customers', 'pipelines', 'groups'];
  for (const table of [...bySource, 'imports']) {
    await writer.run(`DELETE FROM ${table} WHERE source = 'demo'`);
  }
  await writer.run(`DELETE FROM ticket_history WHERE import_id = 'demo'`);
  for (const table of ['drafts', 'draft_sources'])
    await writer.run(`DELETE FROM ${table} WHERE starts_with(ticket_id, 'demo:')`);
  for (const table of ['analyses', 'analysis_corrections'])
    await writer.run(`DELETE FROM ${table} WHERE starts_with(conversation_id, 'demo:')`);
}

async function writeTeam(writer: Writer): Promise<void> {
  const bot = { name: BOT_NAME, aliases: [], emails: [], role: 'bot' };
  for (const { name, aliases, emails, role } of [...TEAM, bot]) {
    await writer.run(
      `INSERT INTO agents VALUES ('demo:' || $key, 'demo', $key, $name, $aliases, $emails, $role, true, 'demo')`,
      { key: name.toLowerCase(), name, aliases, emails, role },
    );
  }
  for (const { name } of PIPELINES) {
    await writer.run(`INSERT INTO pipelines VALUES ('demo:' || $name, 'demo', $name, $name)`, {
      name,
    });
  }
  for (const name of GROUPS) {
    await writer.run(`INSERT INTO groups VALUES ('demo:' || $name, 'demo', $name, $name)`, {
      name,
    });
  }
}

type Staged = {
  readonly tickets: StagedTable<TicketRow>;
  readonly chats: StagedTable<ChatRow>;
  readonly messages: StagedTable<StagedMessage>;
  readonly history: StagedTable<StagedChange>;
};

async function writeConversations(
  writer: Writer,
  folder: string,
  options: DemoOptions,
  onProgress: (progress: DemoProgress) => void,
): Promise<void> {
  const staged: Staged = {
    tickets: stageTable(folder, 'tickets', TICKET_COLUMNS),
    chats: stageTable(folder, 'chats', CHAT_COLUMNS),
    messages: stageTable(folder, 'messages', MESSAGE_COLUMNS),
    history: stageTable(folder, 'history', CHANGE_COLUMNS),
  };
  let done = 0;
  for (const conversation of generateDemo(options)) {
    stageConversation(staged, conversation);
    done++;
    if (done % BATCH > 0) continue;
    await flush(writer, staged);
    onProgress(progressOf(options, 'writing', done));
  }
  await flush(writer, staged);
}

function stageConversation(staged: Staged, conversation: DemoConversation): void {
  const { kind, row, messages } = conversation;
  const conversation_ref = row.source_id;
  messages.forEach((message, index) => {
    const source_id = `${conversation_ref}-${index + 1}`;
    staged.messages.add({ ...message, source_id, conversation_kind: kind, conversation_ref });
  });
  if (kind === 'chat') {
    staged.chats.add(conversation.row);
    return;
  }
  staged.tickets.add(conversation.row);
  for (const change of conversation.history) {
    staged.history.add({ ...change, ticket: conversation_ref });
  }
}

async function flush(writer: Writer, staged: Staged): Promise<void> {
  await staged.tickets.flush(writer, INSERT_TICKETS);
  await staged.chats.flush(writer, INSERT_CHATS);
  await staged.messages.flush(writer, INSERT_MESSAGES);
  await staged.history.flush(writer, INSERT_HISTORY);
}

async function writeCustomers(writer: Writer, folder: string, options: DemoOptions): Promise<void> {
  const staged: StagedTable<StagedCustomer> = stageTable(folder, 'customers', CUSTOMER_ROW_COLUMNS);
  for (const customer of generateDemoCustomers(options)) {
    staged.add(customer);
    if ((customer.index + 1) % (BATCH * 10) === 0) await staged.flush(writer, INSERT_CUSTOMERS);
  }
  await staged.flush(writer, INSERT_CUSTOMERS);
}

async function summarise(writer: Writer): Promise<DemoSummary> {
  const { rows } = await writer.rows(`
    WITH conversations AS (
      SELECT created_at AS began_at FROM tickets WHERE source = 'demo'
      UNION ALL SELECT started_at FROM chats WHERE source = 'demo')
    SELECT (SELECT count(*) FROM tickets WHERE source = 'demo'),
      (SELECT count(*) FROM chats WHERE source = 'demo'),
      (SELECT count(*) FROM messages WHERE source = 'demo'),
      (SELECT count(*) FROM customers WHERE source = 'demo'),
      (SELECT count(*) FROM ticket_history WHERE import_id = 'demo'),
      min(began_at), max(began_at) FROM conversations`);
  const [tickets, chats, messages, customers, history, from, to] = rows[0] ?? [];
  return {
    importId: DEMO_SOURCE,
    tickets: Number(tickets),
    chats: Number(chats),
    messages: Number(messages),
    customers: Number(customers),
    history: Number(history),
    from: typeof from === 'string' ? from : null,
    to: typeof to === 'string' ? to : null,
  };
}

async function recordImport(
  writer: Writer,
  { seed, tickets, chats, endsAt, zone }: DemoOptions,
  summary: DemoSummary,
): Promise<void> {
  const made = { seed, tickets, chats, endsAt, zone };
  const rows = summary.tickets + summary.chats;
  await writer.run(
    `INSERT INTO imports BY NAME SELECT 'demo' AS id, 'demo' AS source, 'tickets' AS entity, 'demo data' AS file_name,
      $made AS file_hash, NULL AS mapping, $zone AS zone, $rows AS rows, $rows AS inserted, 0 AS updated, 0 AS unchanged,
      $history AS history, $newest::TIMESTAMP AS newest_at, $endsAt::TIMESTAMP AS started_at, $endsAt::TIMESTAMP AS finished_at`,
    {
      made: JSON.stringify(made),
      zone,
      rows,
      history: summary.history,
      newest: summary.to,
      endsAt: new Date(Date.parse(endsAt)).toISOString().slice(0, 19),
    },
  );
}

function progressOf(options: DemoOptions, step: DemoProgress['step'], rows: number): DemoProgress {
  return { step, rows, of: options.tickets + options.chats };
}
