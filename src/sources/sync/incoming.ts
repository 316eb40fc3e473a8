import type { Writer } from '../../store/database.ts';
import { stageRows } from './stage-rows.ts';

/** Rows of one table as they will stand in the store, in the temporary table `name`, with their ids and labels looked up. */
export type Incoming = {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
};

type Place = { readonly source: string; readonly segment: string };

/** Stages rows of a conversation table or messages; null for no rows. Labels stand in for refs the directory doesn't have yet. */
export async function stageIncoming(
  writer: Writer,
  table: 'tickets' | 'chats' | 'messages',
  rows: readonly object[],
  place: Place,
): Promise<Incoming | null> {
  const staged = `page_${table}`;
  const brought = await stageRows(writer, staged, rows);
  if (brought.size === 0) return null;
  const name = `incoming_${table}`;
  const { made, joins } = MAKING[table](brought);
  // Whatever is brought is there, also where it was thought to be gone.
  if (!brought.has('deleted_at')) made.set('deleted_at', 'NULL::TIMESTAMP');
  if (table === 'tickets' && !brought.has('merged_into')) made.set('merged_into', 'NULL::VARCHAR');
  const columns = [...brought].filter((column) => !made.has(column));
  const selected = [
    ...columns.map((column) => `n."${column}"`),
    ...[...made].map(([column, sql]) => `${sql} AS "${column}"`),
  ];
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE ${name} AS
     SELECT $source || ':' || n.source_id AS id, $source AS source, $segment AS import_id, ${selected.join(', ')}
     FROM ${staged} n ${joins.join(' ')}`,
    place,
  );
  await writer.run(`DROP TABLE ${staged}`);
  return {
    table,
    name,
    columns: ['id', 'source', 'import_id', ...columns, ...made.keys()],
    rows: rows.length,
  };
}

type Making = { readonly made: Map<string, string>; readonly joins: string[] };

/** Everybody a chat names, by their one name, in the order they came. */
const TOOK_PART = `LEFT JOIN (
    SELECT chat, list(name ORDER BY turn) AS names FROM (
      SELECT r.chat, x.name, min(r.turn) AS turn FROM (
        SELECT source_id AS chat, unnest(agent_refs) AS ref, generate_subscripts(agent_refs, 1) AS turn FROM page_chats
      ) r JOIN agents x ON x.source = $source AND x.source_id = r.ref GROUP BY ALL
    ) GROUP BY chat
  ) l ON l.chat = n.source_id`;

const MAKING: Readonly<
  Record<'tickets' | 'chats' | 'messages', (brought: ReadonlySet<string>) => Making>
> = {
  tickets(brought) {
    const making = agentAndGroup(brought);
    const { made, joins } = making;
    if (brought.has('pipeline_ref')) {
      joins.push(lookUp('pipelines', 'p', 'pipeline_ref'));
      made.set('pipeline', firstOf('p.name', brought.has('pipeline') && 'n.pipeline'));
    }
    if (brought.has('stage_ref')) {
      joins.push(`${lookUp('stages', 's', 'stage_ref')} AND s.pipeline_ref = n.pipeline_ref`);
      made.set('stage', firstOf('s.name', brought.has('stage') && 'n.stage', 'n.stage_ref'));
      made.set('status', firstOf(brought.has('status') && 'n.status', 's.status'));
    }
    const status = made.get('status') ?? (brought.has('status') ? 'n.status' : null);
    for (const time of ['resolved_at', 'closed_at']) {
      if (status !== null && brought.has(time))
        made.set(time, `CASE WHEN ${status} IN ('open', 'pending') THEN NULL ELSE n.${time} END`);
    }
    return making;
  },
  chats(brought) {
    const making = agentAndGroup(brought);
    if (brought.has('agent_refs')) {
      making.joins.push(TOOK_PART);
      making.made.set('agents', 'coalesce(l.names, [])');
    }
    return making;
  },
  messages(brought) {
    const isHere = 'n.conversation_ref IN (SELECT ref FROM page_conversations)';
    const made = new Map([
      // One whose conversation comes later is linked then.
      ['conversation_id', `CASE WHEN ${isHere} THEN $source || ':' || n.conversation_ref END`],
    ]);
    if (!brought.has('author_ref')) return { made, joins: [] };
    const isBot = `n.author_kind = 'agent' AND a.role = 'bot'`;
    made.set('author', firstOf('a.name', brought.has('author') && 'n.author'));
    made.set('author_kind', `CASE WHEN ${isBot} THEN 'bot' ELSE n.author_kind END`);
    return { made, joins: [lookUp('agents', 'a', 'author_ref')] };
  },
};

function agentAndGroup(brought: ReadonlySet<string>): Making {
  const made = new Map<string, string>();
  const joins: string[] = [];
  if (brought.has('agent_ref')) {
    joins.push(lookUp('agents', 'a', 'agent_ref'));
    made.set('agent', 'a.name');
  }
  if (brought.has('group_ref')) {
    joins.push(lookUp('groups', 'g', 'group_ref'));
    made.set('group', 'g.name');
  }
  return { made, joins };
}

function lookUp(table: string, as: string, ref: string): string {
  return `LEFT JOIN ${table} ${as} ON ${as}.source = $source AND ${as}.source_id = n.${ref}`;
}

function firstOf(...choices: readonly (string | false)[]): string {
  const given = choices.filter((choice) => choice !== false);
  return given.length === 1 ? String(given[0]) : `coalesce(${given.join(', ')})`;
}
