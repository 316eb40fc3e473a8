import type { Person } from '../../core/settings.ts';
import type { Reader } from '../../store/database.ts';

/** E-mail addresses of somebody by their name or an alias: those of config/team.yaml, then those the support systems know. */
export async function emailsOf(
  name: string,
  { db, people }: { readonly db: Reader; readonly people: readonly Person[] },
): Promise<readonly string[]> {
  const wanted = name.trim().toLowerCase();
  const person = people.find((one) =>
    [one.name, ...one.aliases].some((each) => each.trim().toLowerCase() === wanted),
  );
  const { rows } = await db.read(
    `SELECT DISTINCT unnest(emails) AS email FROM agents
     WHERE lower(trim(name)) = $name OR list_contains(list_transform(aliases, lambda one: lower(trim(one))), $name)
     ORDER BY email`,
    { name: (person?.name ?? name).trim().toLowerCase() },
  );
  const known = rows.map(([email]) => String(email));
  return [...new Set([...(person?.emails ?? []), ...known].map((one) => one.trim().toLowerCase()))];
}
