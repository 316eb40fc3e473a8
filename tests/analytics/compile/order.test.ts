import { expect, it } from 'vitest';
import { by, figures, openDesk, runFigures, use, values } from '../small-desk.ts';

it('orders groups of one size by name, even where the field has an order of its own', async () => {
  await using db = await openDesk({
    tickets: ['urgent', 'low', 'high', 'high'].map((priority) => ({
      priority,
      created_at: '2026-03-02 09:00',
    })),
  });
  const { rows } = await runFigures(
    db,
    figures([use('volume', 'tickets')], {
      by: by('priority'),
      order: { on: 'metric', index: 0, direction: 'desc' },
    }),
  );
  expect(values(rows)).toEqual([
    ['high', 2],
    ['low', 1],
    ['urgent', 1],
  ]);
});

it('takes percentiles that only differ in the last digits of floating point for a tie', async () => {
  const rated = (agent: string, ratings: readonly number[]) =>
    ratings.map((rating) => ({ agent, rating, created_at: '2026-03-02 09:00' }));
  await using db = await openDesk({
    tickets: [...rated('Nova', [1, 3.5, 5]), ...rated('Girly', [1, 2, 4, 5])],
  });
  const { rows, cutThroughTie } = await runFigures(
    db,
    figures([use('rating', 'tickets', 'p95')], { by: by('agent'), limit: 1 }),
  );
  expect(values(rows)).toEqual([['Girly', 4.85]]);
  expect(cutThroughTie).toBe(true);
});
