import type { Reader } from '../../store/database.ts';
import type { KnownName } from './find-names.ts';

/** Whom texts may name: the team, by whatever name, and whoever has to do with these tickets. */
export type KnownNames = (ticketIds: readonly string[]) => Promise<readonly KnownName[]>;

type Person = { readonly name: string; readonly aliases: readonly string[] };

/** `people`: those the settings name. */
export function createKnownNames(db: Reader, people: readonly Person[]): KnownNames {
  const set = people.flatMap(({ name, aliases }) => [name, ...aliases]);
  return async (ticketIds) => {
    const [team, concerned] = await Promise.all([readTeam(db), readConcerned(db, ticketIds)]);
    const agents = [...new Set([...set, ...team])].map(
      (name) => ({ kind: 'AGENT', name }) as const,
    );
    return [...concerned, ...agents];
  };
}

async function readTeam(db: Reader): Promise<readonly string[]> {
  const { rows } = await db.read(
    `SELECT DISTINCT name FROM (SELECT name FROM agents UNION ALL SELECT unnest(aliases) FROM agents
       UNION ALL SELECT agent FROM tickets UNION ALL SELECT agent FROM chats) WHERE name IS NOT NULL`,
  );
  return rows.map(([name]) => String(name));
}

async function readConcerned(
  db: Reader,
  ticketIds: readonly string[],
): Promise<readonly KnownName[]> {
  if (ticketIds.length === 0) return [];
  const { rows } = await db.read(
    `WITH wanted AS (SELECT unnest($ids)::VARCHAR AS id)
     SELECT DISTINCT kind, name FROM (
       SELECT 'CUSTOMER' AS kind, customer_name AS name FROM tickets SEMI JOIN wanted USING (id)
       UNION ALL SELECT 'COMPANY', company FROM tickets SEMI JOIN wanted USING (id)
       UNION ALL SELECT 'PERSON', m.author FROM messages m JOIN wanted w ON m.conversation_id = w.id
         WHERE m.conversation_kind = 'ticket')
     WHERE name IS NOT NULL ORDER BY kind, name`,
    { ids: ticketIds },
  );
  return rows.map(([kind, name]) => ({ kind: kindOf(kind), name: String(name) }));
}

function kindOf(kind: unknown): KnownName['kind'] {
  return kind === 'CUSTOMER' || kind === 'COMPANY' ? kind : 'PERSON';
}
