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
