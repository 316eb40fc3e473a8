import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** The connection out of its transaction, or a fresh one in its place when it won't let go. */
export async function recoverConnection(
  connection: DuckDBConnection,
  instance: DuckDBInstance,
): Promise<DuckDBConnection> {
  try {
    await connection.run('ROLLBACK');
    return connection;
  } catch {
    connection.disconnectSync();
    return instance.connect();
  }
}
