import { describe, expect, it } from 'vitest';
import { figures, openDesk, runFigures, settings, use } from '../small-desk.ts';

const mean = figures([use('first_response_business_time', 'tickets')]);

describe('the first response in business hours', () => {
  it('is missing where the response came before the ticket, even over a weekend', async () => {
    await using db = await openDesk({
      tickets: [
        // Monday 2 March 2026: one working hour.
        { created_at: '2026-03-02 09:00', first_response_at: '2026-03-02 10:00' },
        // Sunday, answered on the Saturday before it: no working time in between, and no answer to it.
        { created_at: '2026-03-08 12:00', first_response_at: '2026-03-07 12:00' },
      ],
    });
    const { rows } = await runFigures(db, mean);
    expect(rows).toEqual([{ keys: [], values: [3600], n: [1], missing: [1] }]);
  });

  it('is never negative in the hour the clock repeats', async () => {
    const night = { from: 0, to: 24 * 60 };
    // In Halifax 1 November 2026 has 01:30 twice: 04:30 and 05:30 UTC.
    await using db = await openDesk({
      tickets: [{ created_at: '2026-11-01 04:50', first_response_at: '2026-11-01 05:10' }],
    });
    const plan = { ...mean, zone: 'America/Halifax', asOf: '2026-12-01T00:00:00.000Z' };
    const { rows } = await runFigures(db, plan, {
      settings: { businessHours: { ...settings.businessHours, 7: night } },
    });
    expect(rows).toEqual([{ keys: [], values: [0], n: [1], missing: [0] }]);
  });
});
