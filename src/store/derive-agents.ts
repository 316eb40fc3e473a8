import type { Person } from '../core/settings.ts';
import type { Writer } from './database.ts';
import { type AgentFolding, foldAgents, type KnownAgent, type Spelling } from './fold-agents.ts';

/** Source of the agents nobody loaded: their names stand in conversations. */
const SEEN = 'seen';

/** Gives every agent one name wherever they occur, an `agents` row, and the role settings give them. */
export async function deriveAgents(writer: Writer, people: readonly Person[]): Promise<void> {
  const agents = await readAgents(writer);
  const folding = foldAgents({
    people,
    known: agents.filter((agent) => agent.source !== SEEN),
    seenBefore: agents.filter((agent) => agent.source === SEEN).map((agent) => agent.name),
    spellings: await readSpellings(writer),
  });
  await renameAgents(writer, folding.renames);
  await writeAgents(writer, folding);
  await writer.run(
    `UPDATE messages SET author_kind = 'bot'
     WHERE author_kind = 'agent' AND author IN (SELECT name FROM agents WHERE role = 'bot')`,
  );
}

async function readAgents(
  writer: Writer,
): Promise<readonly (KnownAgent & { readonly source: string | null })[]> {
  const { rows } = await writer.rows(
    `SELECT id, name, coalesce(aliases, []), coalesce(emails, []), role, source
     FROM agents WHERE name IS NOT NULL ORDER BY ALL`,
  );
  // The casts hold: these are the columns' types in 001-canonical.sql.
  return rows.map(([id, name, aliases, emails, role, source]) => ({
    id: String(id),
    name: String(name),
    aliases: aliases as string[],
    emails: emails as string[],
    role: role as string | null,
    source: source as string | null,
  }));
}

async function readSpellings(writer: Writer): Promise<readonly Spelling[]> {
  const { rows } = await writer.rows(`
    WITH spelled AS (
      SELECT agent AS name, count(*) AS n, false AS bot FROM tickets GROUP BY agent
      UNION ALL SELECT agent, count(*), false FROM chats GROUP BY agent
      UNION ALL SELECT unnest(agents), 1, false FROM (SELECT DISTINCT agents FROM chats)
      UNION ALL SELECT author, count(*), author_kind = 'bot' FROM messages
        WHERE author_kind IN ('agent', 'bot') GROUP BY author, author_kind
    )
    SELECT name, sum(n), bool_and(bot) FROM spelled WHERE trim(name) <> '' GROUP BY name ORDER BY name`);
  return rows.map(([name, count, botOnly]) => ({
    name: String(name),
    count: Number(count),
    botOnly: botOnly === true,
  }));
}

async function renameAgents(writer: Writer, renames: AgentFolding['renames']): Promise<void> {
  if (renames.length === 0) return;
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE renames AS SELECT unnest($from) AS spelled, unnest($to) AS name`,
    { from: renames.map(({ from }) => from), to: renames.map(({ to }) => to) },
  );
  await writer.run(`
    UPDATE tickets SET agent = r.name FROM renames r WHERE agent = r.spelled;
    UPDATE chats SET agent = r.name FROM renames r WHERE agent = r.spelled;
    UPDATE messages SET author = r.name FROM renames r
      WHERE author = r.spelled AND author_kind IN ('agent', 'bot');
    CREATE OR REPLACE TEMP TABLE renamed_lists AS
      WITH spelled AS (SELECT DISTINCT agents FROM chats),
        each_one AS (SELECT agents, unnest(agents) AS name, generate_subscripts(agents, 1) AS place FROM spelled),
        folded AS (
          SELECT agents, coalesce(r.name, each_one.name) AS name, min(place) AS place
          FROM each_one LEFT JOIN renames r ON each_one.name = r.spelled GROUP BY ALL
        )
      SELECT agents, list(name ORDER BY place) AS renamed FROM folded GROUP BY agents HAVING agents <> renamed;
    UPDATE chats SET agents = l.renamed FROM renamed_lists l WHERE chats.agents = l.agents;
    DROP TABLE renamed_lists;
    DROP TABLE renames;`);
}

async function writeAgents(writer: Writer, folding: AgentFolding): Promise<void> {
  const seen = folding.seen.map((agent) => ({ ...agent, id: `${SEEN}:${agent.name}` }));
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE settled_agents AS
     SELECT unnest(from_json($agents, '[{"id":"VARCHAR","name":"VARCHAR","aliases":["VARCHAR"],"emails":["VARCHAR"],"role":"VARCHAR","seen":"BOOLEAN"}]'), recursive := true)`,
    {
      agents: JSON.stringify([
        ...folding.known.map((agent) => ({ ...agent, seen: false })),
        ...seen.map((agent) => ({ ...agent, seen: true })),
      ]),
    },
  );
  await writer.run(`
    DELETE FROM agents WHERE source = '${SEEN}' AND id NOT IN (SELECT id FROM settled_agents WHERE seen);
    UPDATE agents SET name = s.name, aliases = s.aliases, emails = s.emails, role = s.role
      FROM settled_agents s WHERE agents.id = s.id
      AND (agents.name, agents.aliases, agents.emails, agents.role) IS DISTINCT FROM (s.name, s.aliases, s.emails, s.role);
    INSERT INTO agents (id, source, source_id, name, aliases, emails, role, active)
      SELECT id, '${SEEN}', name, name, aliases, emails, role, true
      FROM settled_agents WHERE seen AND id NOT IN (SELECT id FROM agents) ORDER BY name;
    DROP TABLE settled_agents;`);
}
