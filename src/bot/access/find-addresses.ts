import type { Person } from '../../core/settings.ts';
import type { Reader } from '../../store/database.ts';

/** E-mail addresses of an agent by their name in the data, in lower case: those of config/team.yaml first, then those the support systems know. */
export type FindAddresses = (name: string) => Promise<readonly string[]>;

export function createFindAddresses(db: Reader, people: readonly Person[]): FindAddresses {
  return async (name) => {
    const listed = people.find((person) => person.name === name)?.emails ?? [];
    const { rows } = await db.read(
      `SELECT DISTINCT lower(trim(unnest(emails))) AS email FROM agents WHERE name = $name ORDER BY email`,
      { name },
    );
    const known = rows.map(([email]) => String(email));
    return [...new Set([...listed.map((one) => one.trim().toLowerCase()), ...known])];
  };
}
