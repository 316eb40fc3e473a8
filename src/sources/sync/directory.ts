import type { Writer } from '../../store/database.ts';

/** What a source's refs stand for, as the store has it. */
export type Directory = {
  readonly agents: ReadonlyMap<string, { readonly name: string; readonly isBot: boolean }>;
  readonly groups: ReadonlyMap<string, string>;
  readonly pipelines: ReadonlyMap<string, string>;
  /** By `pipeline/stage`. */
  readonly stages: ReadonlyMap<string, { readonly name: string; readonly status: string }>;
};

export async function readDirectory(writer: Writer, source: string): Promise<Directory> {
  const read = async (sql: string): Promise<readonly (readonly string[])[]> => {
    const { rows } = await writer.rows(sql, { source });
    return rows.map((row) => row.map((cell) => String(cell ?? '')));
  };
  const agents = await read('SELECT source_id, name, role FROM agents WHERE source = $source');
  const groups = await read('SELECT source_id, name FROM groups WHERE source = $source');
  const pipelines = await read('SELECT source_id, name FROM pipelines WHERE source = $source');
  const stages = await read(
    `SELECT pipeline_ref || '/' || source_id, name, status FROM stages WHERE source = $source`,
  );
  return {
    agents: new Map(
      agents.map(([ref = '', name = '', role]) => [ref, { name, isBot: role === 'bot' }]),
    ),
    groups: new Map(groups.map(([ref = '', name = '']) => [ref, name])),
    pipelines: new Map(pipelines.map(([ref = '', name = '']) => [ref, name])),
    stages: new Map(stages.map(([ref = '', name = '', status = '']) => [ref, { name, status }])),
  };
}
