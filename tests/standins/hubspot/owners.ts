import type { StandInAnswer } from '../kit/stand-in.ts';
import { pageAnswer } from './answers.ts';
import { checked, queryOf, type Route } from './route.ts';
import { ownersQuery } from './rules.ts';

/** Those who left are only among the archived, where their user id has another name. */
export function listOwners({ request, account }: Route): StandInAnswer {
  const given = checked(ownersQuery, queryOf(request));
  if ('refused' in given) return given.refused;
  const { limit, after, archived } = given.value;
  const isArchived = archived === 'true';
  const all = account.owners.filter((owner) => owner.isArchived === isArchived);
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const results = all
    .slice(from, from + limit)
    .map(({ id, email, firstName, lastName, userId }) => ({
      ...{ id, type: 'PERSON', email, firstName, lastName, archived: isArchived },
      userId: isArchived ? null : userId,
      userIdIncludingInactive: userId,
      createdAt: '2024-02-01T10:00:00.000Z',
      updatedAt: '2026-10-01T10:00:00.000Z',
    }));
  const next = from + limit < all.length ? (results.at(-1)?.id ?? null) : null;
  return pageAnswer(request, results, next);
}
