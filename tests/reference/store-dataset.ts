import type { Facts } from '../../src/analytics/facts.ts';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { Dataset, StoredRow, Value } from './conversation.ts';

/** The dataset in a store of its own, in memory. */
export async function storeDataset(dataset: Dataset): Promise<Database> {
  const db = await openDatabase({ path: ':memory:', threads: 1, readers: 1 });
  await db.write(async (writer) => {
    for (const table of ['tickets', 'chats'] as const) {
      const [first] = dataset[table];
      if (!first) continue;
      const columns = Object.keys(first);
      const names = columns.map((name) => `"${name}"`).join(', ');
      const rows = dataset[table].map((row) => tuple(row, columns)).join(',\n');
      await writer.run(`INSERT INTO ${table} (${names}) VALUES ${rows}`);
    }
  });
  return db;
}

function tuple(row: StoredRow, columns: readonly string[]): string {
  return `(${columns.map((column) => literal(column, row[column] ?? null)).join(', ')})`;
}

function literal(column: string, value: Value): string {
  if (value === null) return 'NULL';
  if (column.endsWith('_at')) return `epoch_ms(${Number(value)})`;
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'object') {
    return `[${value.map((each) => literal('', each)).join(', ')}]::VARCHAR[]`;
  }
  return String(value);
}

const COLUMNS =
  `id source_id kind source subject description status stage pipeline priority channel category subcategory agent group
  customer customer_name customer_email company tags created_at first_response_at resolved_at closed_at updated_at rated_at reopen_count
  rating rating_comment escalated transferred missed bot_involved duration_seconds reply_count message_count reply_seconds next_contact_at
  sentiment emotion topics predicted_rating url`.split(/\s+/);

/** Facts under which every metric and field is offered. */
export function factsOf({ tickets, chats, managers, range: { from, to } }: Dataset): Facts {
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const filled = new Set(COLUMNS);
  return {
    version: 1,
    rows: { tickets: tickets.length, chats: chats.length, messages: 0, agents: 0, customers: 0 },
    range: { tickets: range, chats: range, conversations: range },
    newestAt: range.to,
    filled: { tickets: filled, chats: filled, conversations: filled },
    managers,
    values: {},
    extras: [],
    sources: [],
  };
}
