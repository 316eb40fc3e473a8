import { describe, expect, it } from 'vitest';
import { compareAnswer } from '../../evals/compare.ts';
import type { SqlGold } from '../../evals/questions.ts';
import type { Cell, Reply } from '../../evals/reply.ts';

const AGENT = { name: 'agent', role: 'dimension' } as const;
const TICKETS = { name: 'tickets', role: 'metric', unit: 'count' } as const;
const SHARE = { name: 'share', role: 'metric', unit: 'share' } as const;

function reply(columns: Reply['columns'], rows: Cell[][], plan: unknown = null): Reply {
  return { id: 'x', kind: 'answer', headline: '', plan, columns, rows };
}

function gold(match: SqlGold['match'], more: Partial<SqlGold> = {}): SqlGold {
  return { sql: '', ordered: false, match, ...more };
}

function rows(...list: Cell[][]) {
  return { columns: (list[0] ?? []).map((_, index) => `c${index}`), rows: list };
}

describe('one figure', () => {
  it('passes within a millionth and with further figures behind it', () => {
    const answer = reply([TICKETS, SHARE], [[1_000_000.5, 0.2]]);
    expect(compareAnswer(answer, gold('value'), rows([1_000_000]))).toBeNull();
  });

  it('fails when the right figure only stands in another column', () => {
    const answer = reply([TICKETS, { name: 'before', role: 'metric' }], [[7, 12]]);
    expect(compareAnswer(answer, gold('value'), rows([12]))).not.toBeNull();
  });

  it('fails on several rows, and on a zero where there is no data', () => {
    const two = reply([TICKETS], [[12], [12]]);
    expect(compareAnswer(two, gold('value'), rows([12]))).not.toBeNull();
    expect(compareAnswer(reply([SHARE], [[0]]), gold('value'), rows([null]))).not.toBeNull();
  });

  it('takes an empty table for nothing', () => {
    expect(compareAnswer(reply([TICKETS], []), gold('value'), rows([0]))).toBeNull();
    expect(compareAnswer(reply([TICKETS], []), gold('value'), rows([3]))).not.toBeNull();
  });
});

describe('groups', () => {
  const wanted = rows(['Nova', 5], ['Girly', 3], [null, 2]);

  it('pass in any order, with other labels for the same thing', () => {
    const answer = reply(
      [AGENT, TICKETS],
      [
        ['(none)', 2],
        ['girly', 3],
        ['Nova', 5],
      ],
    );
    expect(compareAnswer(answer, gold('rows'), wanted)).toBeNull();
  });

  it('fail when one is missing, added, twice or has another figure', () => {
    const tables: Cell[][][] = [
      [
        ['Nova', 5],
        ['Girly', 3],
      ],
      [
        ['Nova', 5],
        ['Girly', 3],
        [null, 2],
        ['Francis', 1],
      ],
      [
        ['Nova', 5],
        ['Nova', 5],
        ['Girly', 3],
        [null, 2],
      ],
      [
        ['Nova', 5],
        ['Girly', 4],
        [null, 2],
      ],
    ];
    for (const table of tables)
      expect(compareAnswer(reply([AGENT, TICKETS], table), gold('rows'), wanted)).not.toBeNull();
  });

  it('may leave out what was not counted, but not a share of nothing at all', () => {
    const answer = reply([AGENT, TICKETS], [['Nova', 5]]);
    expect(compareAnswer(answer, gold('rows'), rows(['Nova', 5], ['Girly', 0]))).toBeNull();
    const shares = reply([AGENT, SHARE], [['Nova', 0.5]]);
    expect(compareAnswer(shares, gold('rows'), rows(['Nova', 0.5], ['Girly', 0]))).not.toBeNull();
  });

  it('may hold empty buckets, whatever stands beside the figure', () => {
    const n = { name: 'n', role: 'metric', unit: 'count' } as const;
    const answer = reply(
      [AGENT, SHARE, n],
      [
        ['Nova', 0.5, 4],
        ['Girly', null, 0],
      ],
    );
    expect(compareAnswer(answer, gold('rows'), rows(['Nova', 0.5]))).toBeNull();
    const filled = reply(
      [AGENT, SHARE, n],
      [
        ['Nova', 0.5, 4],
        ['Girly', 0, 3],
      ],
    );
    expect(compareAnswer(filled, gold('rows'), rows(['Nova', 0.5]))).not.toBeNull();
  });

  it('fail when broken down by more than was asked', () => {
    const answer = reply([AGENT, { name: 'kind', role: 'dimension' }, TICKETS], [['Nova', 'x', 5]]);
    expect(compareAnswer(answer, gold('rows'), rows(['Nova', 5]))).not.toBeNull();
  });

  it('know weekdays, hours, months and either name of a flag', () => {
    const pairs: [Cell, Cell][] = [
      ['Monday', 1],
      ['09:00', 9],
      ['2026-10', '2026-10-01'],
      ['2026-10-17T09:00', '2026-10-17 09:00:00'],
      [true, 'weekend|true'],
    ];
    for (const [got, key] of pairs)
      expect(
        compareAnswer(reply([AGENT, TICKETS], [[got, 5]]), gold('rows'), rows([key, 5])),
      ).toBeNull();
  });

  it('take the two fields of a table either way round', () => {
    const answer = reply(
      [AGENT, { name: 'month', role: 'time' }, TICKETS],
      [['Nova', '2026-10', 5]],
    );
    const two = gold('rows', { keys: 2 });
    expect(compareAnswer(answer, two, rows(['2026-10-01', 'Nova', 5]))).toBeNull();
  });
});

describe('a ranking', () => {
  const wanted = rows(['Nova', 5], ['Bhushan', 3], ['Girly', 3], ['Francis', 1]);
  const top3 = gold('rows', { ordered: true, top: 3, exact: true });

  it('lets only ties change places', () => {
    const tied = reply(
      [AGENT, TICKETS],
      [
        ['Nova', 5],
        ['Girly', 3],
        ['Bhushan', 3],
      ],
    );
    expect(compareAnswer(tied, top3, wanted)).toBeNull();
    const upsideDown = reply(
      [AGENT, TICKETS],
      [
        ['Francis', 1],
        ['Girly', 3],
        ['Bhushan', 3],
      ],
    );
    expect(compareAnswer(upsideDown, top3, wanted)).not.toBeNull();
  });

  it('shows as many as were asked for', () => {
    const two = reply(
      [AGENT, TICKETS],
      [
        ['Nova', 5],
        ['Girly', 3],
      ],
    );
    expect(compareAnswer(two, top3, wanted)).not.toBeNull();
    expect(compareAnswer(two, gold('rows', { ordered: true }), wanted)).toBeNull();
  });
});

describe('a comparison', () => {
  it('passes in one row or two, and fails with the figures changed over', () => {
    const before = { name: 'before', role: 'metric' } as const;
    const month = { name: 'month', role: 'time' } as const;
    const wanted = rows([12, 9]);
    const compare = gold('compare');
    expect(compareAnswer(reply([TICKETS, before], [[12, 9]]), compare, wanted)).toBeNull();
    expect(
      compareAnswer(
        reply(
          [month, TICKETS],
          [
            ['a', 9],
            ['b', 12],
          ],
        ),
        compare,
        wanted,
      ),
    ).toBeNull();
    expect(compareAnswer(reply([TICKETS, before], [[9, 12]]), compare, wanted)).not.toBeNull();
  });
});

describe('a list', () => {
  const ID = { name: 'id', role: 'dimension' } as const;
  const wanted = rows(['3', 'c', 'Nova'], ['2', 'b', 'Girly'], ['1', 'a', 'Nova']);

  it('holds as many as asked for, in order', () => {
    const list = gold('ids', { ordered: true, limit: 2 });
    expect(compareAnswer(reply([ID], [['3'], ['T-2']]), list, wanted)).toBeNull();
    expect(compareAnswer(reply([ID], [['2'], ['3']]), list, wanted)).not.toBeNull();
    expect(compareAnswer(reply([ID], [['3']]), list, wanted)).not.toBeNull();
    expect(compareAnswer(reply([ID], [['3'], ['2'], ['1']]), list, wanted)).not.toBeNull();
  });

  it('shows what was asked about', () => {
    const looked = { columns: ['id', 'sort_key', 'show_1'], rows: [['3', 'c', 'Nova']] };
    const lookup = gold('ids');
    expect(compareAnswer(reply([ID, AGENT], [['3', 'Nova']]), lookup, looked)).toBeNull();
    expect(compareAnswer(reply([ID, AGENT], [['3', 'Girly']]), lookup, looked)).not.toBeNull();
  });
});

describe('other answers', () => {
  it('adds up the bands of a distribution', () => {
    const bands = reply(
      [AGENT, TICKETS],
      [
        ['0–1 h', 3],
        ['1–2 h', 4],
      ],
    );
    expect(compareAnswer(bands, gold('distribution'), rows([7]))).toBeNull();
    expect(compareAnswer(bands, gold('distribution'), rows([8]))).not.toBeNull();
  });

  it('looks at what an explanation is about', () => {
    const about = reply([], [], { kind: 'about', topic: 'metric', id: 'fcr' });
    expect(
      compareAnswer(about, { match: 'about', topic: ['metric'], id: ['fcr'] }, null),
    ).toBeNull();
    expect(
      compareAnswer(about, { match: 'about', topic: ['metric'], id: ['csat'] }, null),
    ).not.toBeNull();
  });
});
