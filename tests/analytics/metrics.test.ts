import { afterEach, describe, expect, it } from 'vitest';
import type { Of } from '../../src/analytics/query-plan.ts';
import type { Database } from '../../src/store/database.ts';
import {
  by,
  type Desk,
  figures,
  is,
  openDesk,
  period,
  runFigures,
  use,
  values,
} from './small-desk.ts';

let db: Database;
afterEach(() => db[Symbol.asyncDispose]());

type Figure = {
  value: number | null | undefined;
  n: number | undefined;
  missing: number | undefined;
};

async function figure(
  desk: Desk,
  metric: string,
  of: Of,
  more: Parameters<typeof runFigures>[2] = {},
): Promise<Figure> {
  db = await openDesk(desk);
  const { rows } = await runFigures(db, figures([use(metric, of)]), more);
  return { value: rows[0]?.values[0], n: rows[0]?.n[0], missing: rows[0]?.missing[0] };
}

const day = '2026-03-02';
type Ticket = Readonly<Record<string, string | number | boolean>>;
const ticket = (more: Ticket): Ticket => ({ created_at: `${day} 09:00`, ...more });
const resolved = (more: Ticket): Ticket => ticket({ resolved_at: `${day} 12:00`, ...more });

describe('durations', () => {
  it('that run backwards are missing', async () => {
    const tickets = [
      ticket({ source_id: '1', first_response_at: `${day} 10:00` }),
      ticket({ source_id: '2', first_response_at: `${day} 08:00` }),
    ];
    expect(await figure({ tickets }, 'first_response_time', 'tickets')).toEqual({
      value: 3600,
      n: 1,
      missing: 1,
    });
  });

  it('interpolate percentiles', async () => {
    // 1, 2, 3, 4 h: median 2.5 h; p90 at rank 1 + 0.9 · 3 = 3.7 h.
    const tickets = [10, 11, 12, 13].map((hour) =>
      ticket({ source_id: `${hour}`, first_response_at: `${day} ${hour}:00` }),
    );
    db = await openDesk({ tickets });
    const statistics = (['median', 'p90', 'p95', 'min', 'max', 'sum'] as const).map((statistic) =>
      use('first_response_time', 'tickets', statistic),
    );
    const { rows } = await runFigures(db, figures(statistics));
    const hours = rows[0]?.values.map((seconds) => Number(((seconds ?? 0) / 3600).toFixed(6)));
    expect(hours).toEqual([2.5, 3.7, 3.85, 1, 4, 10]);
  });

  it('count working time only, holidays out', async () => {
    // Friday 27 February 16:00 to Tuesday 3 March 10:00, 9 to 17 h: 1 h Friday + 8 h Monday + 1 h Tuesday; Monday a holiday: 2 h.
    const tickets = [{ created_at: '2026-02-27 16:00', first_response_at: '2026-03-03 10:00' }];
    const whole = await figure({ tickets }, 'first_response_business_time', 'tickets');
    await db[Symbol.asyncDispose]();
    const closed = { settings: { holidays: ['2026-03-02'] } };
    const short = await figure({ tickets }, 'first_response_business_time', 'tickets', closed);
    expect([whole.value, short.value]).toEqual([10 * 3600, 2 * 3600]);
  });

  it('are zero working time outside working hours', async () => {
    const tickets = [{ created_at: '2026-02-28 10:00', first_response_at: '2026-03-01 10:00' }];
    expect((await figure({ tickets }, 'first_response_business_time', 'tickets')).value).toBe(0);
  });
});

describe('CSAT', () => {
  it('belongs to the time of the rating, else resolution, closing, update, creation', async () => {
    db = await openDesk({
      tickets: [
        {
          source_id: '1',
          rating: 5,
          rated_at: '2026-01-10 00:00',
          resolved_at: '2026-05-01 00:00',
          created_at: '2026-01-01 00:00',
        },
        {
          source_id: '2',
          rating: 4,
          resolved_at: '2026-02-10 00:00',
          closed_at: '2026-05-01 00:00',
          created_at: '2026-01-01 00:00',
        },
        {
          source_id: '3',
          rating: 3,
          closed_at: '2026-03-10 00:00',
          updated_at: '2026-05-01 00:00',
          created_at: '2026-01-01 00:00',
        },
        {
          source_id: '4',
          rating: 5,
          updated_at: '2026-04-10 00:00',
          created_at: '2026-01-01 00:00',
        },
        { source_id: '5', created_at: '2026-05-10 00:00' },
      ],
      chats: [
        {
          source_id: '6',
          rating: 1,
          started_at: '2026-01-01 00:00',
          ended_at: '2026-05-10 00:00',
          missed: true,
        },
      ],
    });
    const plan = figures([use('csat', 'conversations')], { by: [{ grain: 'month' }] });
    const { rows } = await runFigures(db, plan);
    expect(
      rows.map(({ keys, values: [value], n, missing }) => [keys[0], value, n[0], missing[0]]),
    ).toEqual([
      ['2026-01-01', 1, 1, 0],
      ['2026-02-01', 1, 1, 0],
      ['2026-03-01', 0, 1, 0],
      ['2026-04-01', 1, 1, 0],
      ['2026-05-01', 0, 1, 1],
    ]);
  });
});

describe('first-contact resolution', () => {
  it('needs at most one reply, no reopening and no other contact within the window', async () => {
    const tickets = [
      resolved({ source_id: 'yes', reply_count: 1 }),
      resolved({ source_id: 'two replies', reply_count: 2 }),
      resolved({ source_id: 'reopened', reply_count: 1, reopen_count: 1 }),
      resolved({ source_id: 'back in 72 h', reply_count: 0, next_contact_at: '2026-03-05 12:00' }),
      resolved({ source_id: 'back later', reply_count: 0, next_contact_at: '2026-03-05 12:01' }),
      resolved({ source_id: 'replies unknown' }),
      ticket({ source_id: 'unresolved', reply_count: 1 }),
    ];
    expect(await figure({ tickets }, 'fcr', 'tickets')).toEqual({ value: 2 / 5, n: 5, missing: 1 });
  });

  it('counts chats that ended and were not missed', async () => {
    const chats = [
      { source_id: '1', started_at: `${day} 09:00`, ended_at: `${day} 10:00`, reply_count: 1 },
      {
        source_id: '2',
        started_at: `${day} 09:00`,
        ended_at: `${day} 10:00`,
        reply_count: 0,
        missed: true,
      },
    ];
    expect(await figure({ chats }, 'fcr', 'chats')).toEqual({ value: 1, n: 1, missing: 0 });
  });
});

describe('SLA', () => {
  it('counts answers in time among those answered or overdue', async () => {
    const late = '2026-06-29 23:30'; // half an hour before now
    const tickets = [
      ticket({ source_id: 'in time', priority: 'urgent', first_response_at: `${day} 10:00` }),
      ticket({ source_id: 'late', priority: 'urgent', first_response_at: `${day} 10:01` }),
      ticket({ source_id: 'overdue', priority: 'urgent' }),
      { source_id: 'not due yet', priority: 'urgent', created_at: late },
      {
        source_id: 'answered after now',
        priority: 'urgent',
        created_at: late,
        first_response_at: '2026-06-30 00:10',
      },
      ticket({ source_id: 'no target', priority: 'low' }),
      ticket({ source_id: 'no priority', first_response_at: `${day} 10:00` }),
    ];
    expect(await figure({ tickets }, 'sla_first_response', 'tickets')).toEqual({
      value: 1 / 3,
      n: 3,
      missing: 2,
    });
    const breached = figures([use('volume', 'tickets')], {
      where: [is('sla_first_response_breached', true)],
    });
    expect((await runFigures(db, breached)).rows[0]?.values).toEqual([2]);
  });

  it('counts resolutions in time among those resolved', async () => {
    const tickets = [
      resolved({ source_id: '1', priority: 'urgent' }),
      ticket({ source_id: '2', priority: 'urgent', resolved_at: `${day} 17:01` }),
      ticket({ source_id: '3', priority: 'urgent' }),
    ];
    expect(await figure({ tickets }, 'sla_resolution', 'tickets')).toEqual({
      value: 0.5,
      n: 2,
      missing: 0,
    });
    const breached = figures([use('volume', 'tickets')], {
      where: [is('sla_resolution_breached', true)],
    });
    expect((await runFigures(db, breached)).rows[0]?.values).toEqual([2]); // 2, and 3 that is still open
  });
});

describe('rates of events', () => {
  const chats = [
    {
      source_id: '1',
      started_at: `${day} 09:00`,
      agent: 'Ada',
      transferred: true,
      bot_involved: true,
      missed: false,
    },
    {
      source_id: '2',
      started_at: `${day} 09:00`,
      agent: 'Ada',
      transferred: false,
      bot_involved: false,
      missed: false,
    },
    {
      source_id: '3',
      started_at: `${day} 09:00`,
      transferred: false,
      bot_involved: true,
      missed: false,
    },
    { source_id: '4', started_at: `${day} 09:00`, missed: true },
  ];

  it.each([
    ['transfer_rate', { value: 1 / 2, n: 2, missing: 0 }], // of the two an agent had
    ['missed_rate', { value: 1 / 4, n: 4, missing: 0 }],
    ['bot_handled_rate', { value: 1 / 3, n: 3, missing: 1 }], // chat 4: whether a bot took part isn't known
    ['bot_involved_rate', { value: 2 / 3, n: 3, missing: 1 }],
  ])('%s of chats', async (metric, expected) => {
    expect(await figure({ chats }, metric, 'chats')).toEqual(expected);
  });

  it('reopen rate is of resolved tickets, escalation rate of those where it is known', async () => {
    const tickets = [
      resolved({ source_id: '1', reopen_count: 2, escalated: true }),
      resolved({ source_id: '2', reopen_count: 0, escalated: false }),
      resolved({ source_id: '3' }),
      ticket({ source_id: '4', reopen_count: 1 }),
    ];
    expect(await figure({ tickets }, 'reopen_rate', 'tickets')).toEqual({
      value: 0.5,
      n: 2,
      missing: 1,
    });
    const { rows } = await runFigures(db, figures([use('escalation_rate', 'tickets')]));
    expect(rows[0]).toMatchObject({ values: [0.5], n: [2], missing: [2] });
  });
});

describe('customers', () => {
  const tickets = ['a', 'a', 'a', 'b', 'b', 'c', ''].map((customer, index) => ({
    source_id: `${index}`,
    created_at: `2026-03-0${index + 1} 09:00`,
    customer: customer || null,
  }));

  it('are counted once, however often they come', async () => {
    expect(await figure({ tickets }, 'customers', 'tickets')).toEqual({
      value: 3,
      n: 6,
      missing: 1,
    });
  });

  it('repeat from as many contacts as the team says, within the group', async () => {
    expect(await figure({ tickets }, 'repeat_customers', 'tickets')).toEqual({
      value: 1,
      n: 6,
      missing: 1,
    });
    const twice = { settings: { repeatContacts: 2 } };
    expect(
      (await runFigures(db, figures([use('repeat_customers', 'tickets')]), twice)).rows[0]?.values,
    ).toEqual([2]);
    const weekly = figures([use('repeat_customers', 'tickets')], {
      by: [{ grain: 'week' }],
      period: period('2026-03-01', '2026-03-09'),
    });
    // 1 March is a Sunday: a's three contacts fall on both sides of it.
    expect(values((await runFigures(db, weekly, twice)).rows)).toEqual([
      ['2026-02-23', 0],
      ['2026-03-02', 2],
    ]);
  });
});

describe('chat duration', () => {
  it('is what the source says, else end less start', async () => {
    const chats = [
      {
        source_id: '1',
        started_at: `${day} 09:00`,
        ended_at: `${day} 09:10`,
        duration_seconds: 120,
      },
      { source_id: '2', started_at: `${day} 09:00`, ended_at: `${day} 09:10` },
    ];
    expect(await figure({ chats }, 'chat_duration', 'chats')).toEqual({
      value: 360,
      n: 2,
      missing: 0,
    });
  });
});

describe('agent score', () => {
  it('weighs its parts, and re-weights those that have data', async () => {
    db = await openDesk({
      tickets: [
        // Ada: first response 4 h → 0.5; resolution 48 h → 0.5; rating 4 → 0.8; FCR 1 of 2 = 0.5 → 0.714…
        {
          source_id: '1',
          agent: 'Ada',
          created_at: '2026-03-02 00:00',
          first_response_at: '2026-03-02 04:00',
          resolved_at: '2026-03-04 00:00',
          rating: 4,
          reply_count: 1,
        },
        {
          source_id: '2',
          agent: 'Ada',
          created_at: '2026-03-02 00:00',
          resolved_at: '2026-03-04 00:00',
          reply_count: 3,
        },
        // Bob: first response at once → 1, nothing else.
        {
          source_id: '3',
          agent: 'Bob',
          created_at: '2026-03-02 00:00',
          first_response_at: '2026-03-02 00:00',
        },
        { source_id: '4', agent: 'Cyd', created_at: '2026-03-02 00:00' },
      ],
    });
    const { rows } = await runFigures(
      db,
      figures([use('agent_score', 'conversations')], { by: by('agent') }),
    );
    const ada = 0.2 * 0.5 + 0.2 * 0.5 + 0.3 * 0.8 + 0.3 * (0.5 / 0.7);
    expect(rows.map(({ keys, n }) => [...keys, ...n])).toEqual([
      ['Bob', 1],
      ['Ada', 1],
      ['Cyd', 0],
    ]);
    expect(rows[0]?.values).toEqual([1]);
    expect(rows[1]?.values[0]).toBeCloseTo(ada, 12);
    expect(rows[2]?.values).toEqual([null]);
  });
});

describe('repeated runs', () => {
  it('give the same number to the last digit', async () => {
    const tickets = Array.from({ length: 300 }, (_, index) => ({
      source_id: `${index}`,
      created_at: `${day} 09:00`,
      reply_seconds: 0.1 * (index + 1),
    }));
    db = await openDesk({ tickets });
    const seen = new Set<unknown>();
    for (let run = 0; run < 10; run++)
      seen.add(
        (await runFigures(db, figures([use('response_time', 'tickets')]))).rows[0]?.values[0],
      );
    expect([...seen]).toEqual([15.05]);
  });
});
