import type { Writer } from '../../store/database.ts';
import type { LabelRow, PageRows, StageRow } from './page.ts';
import { lastOfEach, stageRows } from './stage-rows.ts';

type Place = { readonly source: string; readonly segment: string };

/**
 * Keeps the directory: agents, groups, pipelines, stages. Names that are new or changed reach the conversations that hold their refs.
 * Says whether any did.
 */
export async function keepLabels(writer: Writer, place: Place, page: PageRows): Promise<boolean> {
  const { source } = place;
  const agents = await keepAgents(writer, source, page);
  const groups = await keepNames(writer, 'groups', source, page.groups ?? []);
  const pipelines = await keepNames(writer, 'pipelines', source, page.pipelines ?? []);
  const stages = await keepStages(writer, source, page);
  if (agents) await renameAgents(writer, source);
  if (groups) await relabel(writer, source, 'groups', 'group', ['tickets', 'chats']);
  if (pipelines) await relabel(writer, source, 'pipelines', 'pipeline', ['tickets']);
  if (stages) await restage(writer, place);
  return agents || groups || pipelines || stages;
}

/** An agent whose name changed keeps the former one as an alias, so that what was written under it is still theirs. */
async function keepAgents(writer: Writer, source: string, { agents }: PageRows): Promise<boolean> {
  if (!agents || agents.length === 0) return false;
  const staged = stageRows(lastOfEach(agents));
  const isKnownName = `list_contains(list_transform(coalesce(t.aliases, []) || [t.name], lambda x: lower(x)), lower(n.name))`;
  const emails = `list_sort(list_distinct(coalesce(t.emails, []) || coalesce(n.emails, [])))`;
  const { rows } = await writer.rows(
    `MERGE INTO agents t USING (SELECT *, $source || ':' || source_id AS id FROM ${staged.sql}) n ON t.id = n.id
     WHEN MATCHED AND (NOT ${isKnownName} OR list_sort(coalesce(t.emails, [])) <> ${emails}
         OR t.active IS DISTINCT FROM n.active OR (t.role = 'agent' AND n.role IS NOT NULL AND n.role <> t.role))
       THEN UPDATE SET
         aliases = CASE WHEN ${isKnownName} THEN t.aliases ELSE list_append(coalesce(t.aliases, []), t.name) END,
         name = CASE WHEN ${isKnownName} THEN t.name ELSE n.name END,
         emails = ${emails}, active = n.active,
         role = CASE WHEN n.role IS NULL OR t.role = 'manager' THEN t.role ELSE n.role END
     WHEN NOT MATCHED THEN INSERT (id, source, source_id, name, aliases, emails, role, active)
       VALUES (n.id, $source, n.source_id, n.name, [], coalesce(n.emails, []), coalesce(n.role, 'agent'), n.active)
     RETURNING merge_action`,
    { source, ...staged.params },
  );
  return rows.length > 0;
}

async function renameAgents(writer: Writer, source: string): Promise<void> {
  const named = (table: string, name: string, ref: string): string =>
    `UPDATE ${table} SET ${name} = a.name FROM agents a
     WHERE ${table}.source = $source AND a.source = $source AND a.source_id = ${table}.${ref}
       AND ${table}.${name} IS DISTINCT FROM a.name`;
  await writer.run(named('tickets', 'agent', 'agent_ref'), { source });
  await writer.run(named('chats', 'agent', 'agent_ref'), { source });
  await writer.run(named('messages', 'author', 'author_ref'), { source });
  await writer.run(
    `UPDATE chats SET agents = l.names FROM (
       SELECT id, list(name ORDER BY turn) AS names FROM (
         SELECT r.id, a.name, min(r.turn) AS turn FROM (
           SELECT id, unnest(agent_refs) AS ref, generate_subscripts(agent_refs, 1) AS turn FROM chats
           WHERE source = $source AND len(agent_refs) > 0
         ) r JOIN agents a ON a.source = $source AND a.source_id = r.ref GROUP BY ALL
       ) GROUP BY id
     ) l WHERE chats.id = l.id AND chats.agents IS DISTINCT FROM l.names`,
    { source },
  );
}

async function keepNames(
  writer: Writer,
  table: 'groups' | 'pipelines',
  source: string,
  rows: readonly LabelRow[],
): Promise<boolean> {
  if (rows.length === 0) return false;
  const staged = stageRows(lastOfEach(rows));
  const kept = await writer.rows(
    `MERGE INTO ${table} t USING (SELECT *, $source || ':' || source_id AS id FROM ${staged.sql}) n ON t.id = n.id
     WHEN MATCHED AND t.name IS DISTINCT FROM n.name THEN UPDATE SET name = n.name
     WHEN NOT MATCHED THEN INSERT (id, source, source_id, name) VALUES (n.id, $source, n.source_id, n.name)
     RETURNING merge_action`,
    { source, ...staged.params },
  );
  return kept.rows.length > 0;
}

async function keepStages(writer: Writer, source: string, { stages }: PageRows): Promise<boolean> {
  if (!stages || stages.length === 0) return false;
  const byPipeline = ({ pipeline_ref, source_id }: StageRow) => `${pipeline_ref}/${source_id}`;
  const staged = stageRows(lastOfEach(stages, byPipeline));
  const { rows } = await writer.rows(
    `MERGE INTO stages t
     USING (SELECT *, $source || ':' || pipeline_ref || '/' || source_id AS id FROM ${staged.sql}) n ON t.id = n.id
     WHEN MATCHED AND (t.name, t.status) IS DISTINCT FROM (n.name, n.status) THEN UPDATE SET name = n.name, status = n.status
     WHEN NOT MATCHED THEN INSERT (id, source, source_id, pipeline_ref, name, status)
       VALUES (n.id, $source, n.source_id, n.pipeline_ref, n.name, n.status)
     RETURNING merge_action`,
    { source, ...staged.params },
  );
  return rows.length > 0;
}

async function relabel(
  writer: Writer,
  source: string,
  labels: 'groups' | 'pipelines',
  column: 'group' | 'pipeline',
  tables: readonly string[],
): Promise<void> {
  for (const table of tables) {
    await writer.run(
      `UPDATE ${table} SET "${column}" = l.name FROM ${labels} l
       WHERE ${table}.source = $source AND l.source = $source AND l.source_id = ${table}.${column}_ref
         AND ${table}."${column}" IS DISTINCT FROM l.name`,
      { source },
    );
  }
}

/** A stage that became an open one takes back when its tickets ended; one that closes them leaves that to the tickets' next version. */
async function restage(writer: Writer, place: Place): Promise<void> {
  await writer.run(
    `UPDATE tickets SET stage = s.name, status = s.status, import_id = $segment,
       resolved_at = CASE WHEN s.status IN ('open', 'pending') THEN NULL ELSE resolved_at END,
       closed_at = CASE WHEN s.status IN ('open', 'pending') THEN NULL ELSE closed_at END
     FROM stages s
     WHERE tickets.source = $source AND s.source = $source
       AND s.pipeline_ref = tickets.pipeline_ref AND s.source_id = tickets.stage_ref
       AND (tickets.stage, tickets.status) IS DISTINCT FROM (s.name, s.status)`,
    place,
  );
}
