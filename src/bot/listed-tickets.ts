import type { Turn } from './desk.ts';

/** A ticket of a list, by the number it is shown with. */
export type ListedTicket = { readonly ref: string; readonly subject: string | null };

/** The tickets an answer lists, in their order; none where it lists something else. */
export function listedTickets({
  plan,
  reply,
}: Pick<Turn, 'plan' | 'reply'>): readonly ListedTicket[] {
  const isList = plan?.kind === 'rows' || plan?.kind === 'search';
  if (!isList || plan.of !== 'tickets' || reply.kind !== 'answer' || reply.table === null)
    return [];
  const { columns, rows } = reply.table;
  const [id, subject] = ['id', 'subject'].map((name) =>
    columns.findIndex((one) => one.name === name),
  );
  if (id === undefined || id < 0) return [];
  return rows.flatMap((row) => {
    const ref = row[id];
    const words = row[subject ?? -1];
    if (typeof ref !== 'string' && typeof ref !== 'number') return [];
    return [{ ref: String(ref), subject: typeof words === 'string' ? words : null }];
  });
}
