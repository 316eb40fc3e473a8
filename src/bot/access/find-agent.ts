import type { Reader } from '../../store/database.ts';
import type { FindAgent } from './people-directory.ts';

/** Finds agents by the addresses the support systems know of them; an address of two is nobody's. */
export function createFindAgent(db: Reader): FindAgent {
  return async (email) => {
    const { rows } = await db.read(
      `SELECT DISTINCT name FROM agents
       WHERE name IS NOT NULL AND coalesce(role, '') <> 'bot'
         AND list_contains(list_transform(emails, lambda one: lower(trim(one))), $email)
       LIMIT 2`,
      { email: email.trim().toLowerCase() },
    );
    const [[name] = [], ...others] = rows;
    return typeof name === 'string' && others.length === 0 ? name : null;
  };
}
