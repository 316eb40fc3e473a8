import type { Person } from '../../../core/settings.ts';
import type { Writer } from '../../../store/database.ts';
import { foldAgents } from '../../../store/fold-agents.ts';

/** Gives agents in `import_new` the names the store already knows them by, so that a row read again is the same row. */
export async function foldIncomingAgents(writer: Writer, people: readonly Person[]): Promise<void> {
  const known = await writer.rows(
    `SELECT id, name, coalesce(aliases, []), coalesce(emails, []), role, source FROM agents WHERE name IS NOT NULL ORDER BY ALL`,
  );
  const spelled = await writer.rows(
    'SELECT agent, count(*) FROM import_new WHERE agent IS NOT NULL GROUP BY agent ORDER BY agent',
  );
  // The casts hold: these are the columns' types in 001-canonical.sql.
  const agents = known.rows.map(([id, name, aliases, emails, role, source]) => ({
    id: String(id),
    name: String(name),
    aliases: aliases as string[],
    emails: emails as string[],
    role: role as string | null,
    source: String(source),
  }));
  const { renames } = foldAgents({
    people,
    known: agents.filter(({ source }) => source !== 'seen'),
    seenBefore: agents.filter(({ source }) => source === 'seen').map(({ name }) => name),
    spellings: spelled.rows.map(([name, count]) => ({
      name: String(name),
      count: Number(count),
      botOnly: false,
    })),
  });
  if (renames.length === 0) return;
  await writer.run(
    `UPDATE import_new SET agent = r.name
     FROM (SELECT unnest($from) AS spelled, unnest($to) AS name) r WHERE agent = r.spelled`,
    { from: renames.map(({ from }) => from), to: renames.map(({ to }) => to) },
  );
}
