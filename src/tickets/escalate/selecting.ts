import type { Reader, Writer } from '../../store/database.ts';

/** A reader and a writer both select. */
export type Selecting = Pick<Writer, 'rows'>;

export const selecting = (db: Reader): Selecting => ({
  rows: (sql, params) => db.read(sql, params),
});
