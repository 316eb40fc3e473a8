/** What DuckDB may use in a process that does nothing but read sources; a page needs little, and settling spills. */
export const SYNC_MEMORY = '64MB';
