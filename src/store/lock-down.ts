import type { DuckDBConnection } from '@duckdb/node-api';
import { runStatement } from './run-statement.ts';
import { literal } from './sql-text.ts';

/**
 * Shuts the instance off from files, network and extensions, for every connection and for good.
 * Order matters: allowed folders can't be named once access is off, and nothing can be set once the configuration is locked.
 */
export async function lockDown(connection: DuckDBConnection, stagingFolder: string): Promise<void> {
  const settings = [
    `TimeZone = 'UTC'`,
    `allowed_directories = [${literal(stagingFolder)}]`,
    'autoinstall_known_extensions = false',
    'autoload_known_extensions = false',
    'allow_community_extensions = false',
    'enable_external_access = false',
    'lock_configuration = true',
  ];
  for (const setting of settings) await runStatement(connection, `SET GLOBAL ${setting}`);
}
