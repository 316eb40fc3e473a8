import { describe, expect, it } from 'vitest';
import { inLines } from '../../../src/ask/adhoc/in-lines.ts';
import { tableOf } from '../../../src/ask/adhoc/table-of.ts';

const column = (name: string, ...values: readonly unknown[]) =>
  tableOf({ columns: [name], rows: values.map((value) => [value]) }).columns[0];

describe('a table of rows nobody described', () => {
  it('takes units from what columns hold and how their names end', () => {
    expect(column('tickets', 3, null)).toMatchObject({ role: 'metric', unit: 'count' });
    expect(column('avg_rating', 3.5)).toMatchObject({ label: 'avg rating', unit: 'number' });
    expect(column('first_response_seconds', 90)).toMatchObject({
      label: 'first response',
      unit: 'seconds',
    });
    expect(column('csat_share', 0.92)).toMatchObject({ label: 'csat', unit: 'share' });
    expect(column('csat_share', 92)).toMatchObject({ unit: 'count' });
    expect(column('agent', 'Nova', 3)).toMatchObject({ role: 'dimension' });
    expect(column('nothing', null)).toMatchObject({ role: 'dimension' });
  });

  it('tells days from moments, as the team’s clocks show them', () => {
    const table = tableOf({
      columns: ['week', 'at'],
      rows: [['2026-11-09T00:00:00.000Z', '2026-11-10T09:30:00.000Z']],
    });
    expect(table.rows).toEqual([['2026-11-09', '2026-11-10T09:30']]);
    expect(table.columns.map(({ role }) => role)).toEqual(['time', 'time']);
  });

  it('shows no name that is more than plain words', () => {
    expect(column('call <!channel> at evil.example', 1)?.label).toBe('column 1');
    expect(column('x'.repeat(60), 1)?.label).toBe('column 1');
    expect(column('count_star()', 1)?.label).toBe('count');
  });

  it('joins lists, and keeps what is missing missing', () => {
    const { rows } = tableOf({ columns: ['tags', 'n'], rows: [[['vip', 'late'], null]] });
    expect(rows).toEqual([['vip, late', null]]);
  });
});

describe('a statement as it is shown', () => {
  it('has its clauses on lines of their own, and its texts as they are', () => {
    const sql =
      "SELECT agent, 'x FROM y WHERE' FROM tickets AS t LEFT JOIN chats AS c ON (t.id = c.id) WHERE (a = 'it''s FROM') GROUP BY 1 ORDER BY 2 LIMIT 3";
    expect(inLines(sql).split('\n')).toEqual([
      'SELECT agent,',
      "  'x FROM y WHERE'",
      'FROM tickets AS t',
      'LEFT JOIN chats AS c ON (t.id = c.id)',
      "WHERE (a = 'it''s FROM')",
      'GROUP BY 1',
      'ORDER BY 2',
      'LIMIT 3',
    ]);
    expect(inLines(sql).replaceAll(/\n */g, ' ')).toBe(sql);
  });
});
