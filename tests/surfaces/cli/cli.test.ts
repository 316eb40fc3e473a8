import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesktop, type Desktop, TICKETS_CSV } from './run-deskhand.ts';

const NOW = ['--now', '2026-11-20T14:00:00Z'];
const DEMO = ['--db', 'demo.duckdb', ...NOW];

let desktop: Desktop;

beforeAll(async () => {
  desktop = createDesktop();
  writeFileSync(desktop.path('tickets.csv'), TICKETS_CSV);
  writeFileSync(
    desktop.path('ambiguous.csv'),
    'ticket_id,created_at\n1,03/04/2026\n2,05/06/2026\n',
  );
  const size = ['--tickets', '400', '--chats', '300', '--ends-at', '2026-11-20T14:00:00Z'];
  const { exitCode, err } = await desktop.deskhand(['demo', '--db', 'demo.duckdb', ...size]);
  if (exitCode !== 0) throw new Error(err);
});
afterAll(() => desktop[Symbol.dispose]());

type Line = {
  readonly id: string;
  readonly kind: string;
  readonly headline: string;
  readonly sql: string | null;
  readonly params: Record<string, unknown>;
  readonly period: {
    readonly start: string;
    readonly zone: string;
    readonly partial: boolean;
  } | null;
  readonly columns: readonly {
    readonly name: string;
    readonly role: string;
    readonly unit?: string;
  }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly choices?: readonly { readonly label: string; readonly question: string }[];
  readonly followUps: readonly unknown[];
  readonly warnings: readonly string[];
};

describe('deskhand ask', () => {
  it('prints one JSON line for programs: plain headline, bound SQL, unrounded rows', async () => {
    const said = await desktop.json<Line>([
      'ask',
      'tickets by agent last month',
      ...DEMO,
      '--json',
    ]);
    expect(said.kind).toBe('answer');
    expect(said.headline).not.toContain('**');
    expect(said.period).toMatchObject({
      start: '2026-10-01T03:00:00.000Z',
      zone: 'America/Halifax',
      partial: false,
    });
    expect(said.columns.slice(0, 2)).toEqual([
      { name: 'agent', role: 'dimension' },
      { name: 'volume', role: 'metric', unit: 'count' },
    ]);
    expect(said.sql).toMatch(/\$start/);
    expect(said.params).toHaveProperty('start');
  });

  it('takes the zone it is given for the team’s', async () => {
    const zone = ['--zone', 'Asia/Tokyo'];
    const said = await desktop.json<Line>([
      'ask',
      'tickets last month',
      ...DEMO,
      ...zone,
      '--json',
    ]);
    expect(said.period).toMatchObject({ start: '2026-09-30T15:00:00.000Z', zone: 'Asia/Tokyo' });
  });

  it('has no table to give when it asks back or declines', async () => {
    const asked = await desktop.json<Line>(['ask', 'how is nova doing?', ...DEMO, '--json']);
    expect(asked).toMatchObject({
      kind: 'clarify',
      sql: null,
      period: null,
      columns: [],
      rows: [],
    });
    expect(asked.choices?.length).toBeGreaterThan(1);
    const no = await desktop.json<Line>([
      'ask',
      'what did each ticket cost us?',
      ...DEMO,
      '--json',
    ]);
    expect(no).toMatchObject({ kind: 'decline', plan: null, rows: [], warnings: [] });
  });

  it('goes on in a thread, in another process', async () => {
    const thread = ['--thread', 'monday', '--json'];
    await desktop.json<Line>(['ask', 'tickets by agent last month', ...DEMO, ...thread]);
    const next = await desktop.json<Line>(['ask', 'and for chats?', ...DEMO, ...thread]);
    expect(next.kind).toBe('answer');
    expect(next.columns[0]?.name).toBe('agent');
    expect(next.sql).toContain('chats');
  });

  it('answers a file of questions line by line, threads in file order', async () => {
    writeFileSync(
      desktop.path('questions.jsonl'),
      [
        { id: 'a', question: 'tickets by agent last month', thread: 't' },
        { id: 'b', question: 'how many chats last week?', now: '2026-10-20T12:00:00Z' },
        { id: 'c', question: 'and for chats?', thread: 't' },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    );
    const { out } = await desktop.deskhand([
      'ask',
      '--questions',
      'questions.jsonl',
      '--json',
      ...DEMO,
    ]);
    const lines = out
      .trim()
      .split('\n')
      .map((line): Line => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(lines[1]?.period?.start).toBe('2026-10-12T03:00:00.000Z');
    expect(lines[2]?.sql).toContain('chats');
    const again = await desktop.deskhand([
      'ask',
      '--questions',
      'questions.jsonl',
      '--json',
      ...DEMO,
    ]);
    expect(again.out).toBe(out);
  });

  it('names the line of a questions file that can’t be used', async () => {
    writeFileSync(desktop.path('bad.jsonl'), '{"id":"a","question":"csat"}\n\n{"id":"b"}\n');
    const ended = await desktop.deskhand(['ask', '--questions', 'bad.jsonl', '--json', ...DEMO]);
    expect(ended).toMatchObject({ exitCode: 1, out: '' });
    expect(ended.err).toContain('bad.jsonl, line 3: question');
  });

  it('reads like a page in a pipe: no colours, no codes', async () => {
    const { out } = await desktop.deskhand(['ask', 'tickets by agent last month', ...DEMO]);
    expect(out).not.toContain('\u001B');
    expect(out).toMatch(/^agent +tickets +share$/m);
    expect(out).toMatch(/^Nova .*█/m);
  });

  it('says what to do when there is no data, and makes no file', async () => {
    const { exitCode, err } = await desktop.deskhand(['ask', 'csat']);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^There is no data yet.*deskhand import FILE.*deskhand demo/);
    expect(desktop.holds('default.duckdb')).toBe(false);
  });
});

describe('deskhand import', () => {
  it('shows the preview and writes nothing without --yes', async () => {
    const { exitCode, out, err } = await desktop.deskhand([
      'import',
      'tickets.csv',
      '--db',
      'new.duckdb',
    ]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/Requester email +customer_email +e-mail address/);
    expect(err).toBe('Nothing was written; add --yes to load it.\n');
    expect(desktop.holds('new.duckdb')).toBe(false);
  });

  it('loads with --yes, and the rows can be asked about', async () => {
    const db = ['--db', 'own.duckdb'];
    const loaded = await desktop.deskhand(['import', 'tickets.csv', ...db, '--yes']);
    expect(loaded).toMatchObject({ exitCode: 0, err: '' });
    expect(loaded.out).toContain('3 new, 0 updated, 0 unchanged');
    const said = await desktop.json<Line>(['ask', 'tickets by region', ...db, ...NOW, '--json']);
    expect(said.rows.map(([region, count]) => [region, count])).toEqual([
      ['EMEA', 2],
      ['APAC', 1],
    ]);
  });

  it('changes nothing when the same file comes again', async () => {
    const again = ['import', 'tickets.csv', '--db', 'own.duckdb', '--yes', '--json'];
    const { summary } = await desktop.json<{ summary: object }>(again);
    expect(summary).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
  });

  it('says which rows a file of another system would replace, and what keeps both', async () => {
    const db = ['--db', 'own.duckdb'];
    writeFileSync(
      desktop.path('it-desk.csv'),
      'Ticket ID,Subject,Created at\n1,VPN is down,2025-02-03 09:00\n',
    );
    const { out } = await desktop.deskhand(['import', 'it-desk.csv', ...db]);
    expect(out.replaceAll('\n', ' ')).toContain(
      '! 1 id is already known from tickets.csv, for another ticket. Loading replaces it; --source it_desk keeps both.',
    );
    const apart = ['import', 'it-desk.csv', ...db, '--source', 'it_desk'];
    expect((await desktop.deskhand(apart)).out).not.toContain('already known');
  });

  it('refuses dates it would have to guess, and names what settles them', async () => {
    const load = ['import', 'ambiguous.csv', '--db', 'dates.duckdb', '--yes'];
    const refused = await desktop.deskhand(load);
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toMatch(/--day-first or --month-first.*Nothing was written\.\n$/);
    const { exitCode } = await desktop.deskhand([...load, '--day-first']);
    expect(exitCode).toBe(0);
  });

  it.each([['Region=category'], ['category=Region']])('takes --map %s', async (map) => {
    const { out } = await desktop.deskhand([
      'import',
      'tickets.csv',
      '--db',
      'x.duckdb',
      '--map',
      map,
    ]);
    expect(out).toMatch(/Region +category/);
  });

  it('says plainly what can’t be read', async () => {
    const missing = await desktop.deskhand(['import', 'absent.csv']);
    expect(missing).toMatchObject({ exitCode: 1, out: '' });
    expect(missing.err).toMatch(/^There is no file .*absent\.csv\.\n$/);
    const folder = await desktop.deskhand(['import', 'config']);
    expect(folder.err).toMatch(/config is a folder/);
    expect(desktop.holds('default.duckdb')).toBe(false);
  });
});

describe('deskhand time', () => {
  it('gives a half-open range, or null', async () => {
    const at = [...NOW, '--zone', 'America/Halifax', '--json'];
    expect(await desktop.json(['time', 'last 35 days', ...at])).toEqual({
      start: '2026-10-16T03:00:00.000Z',
      end: '2026-11-20T04:00:00.000Z',
      words: 'last 35 days',
    });
    expect(await desktop.json(['time', 'purple', ...at])).toBeNull();
  });
});

describe('deskhand chat', () => {
  it('follows a pipe: questions, numbers, commands', async () => {
    const input = 'tickets by agent last month\n1\n/sql\n/undo\n/frob\n/quit\nnever read\n';
    const { exitCode, out } = await desktop.deskhand(['chat', ...DEMO], input);
    expect(exitCode).toBe(0);
    expect(out).toContain('› tickets by agent last month');
    expect(out).toContain('kept: last month');
    expect(out).toMatch(/^ {2}\$start = /m);
    expect(out).toContain('There is no /frob');
    expect(out).not.toContain('never read');
  });
});

describe('deskhand status, metrics, backup', () => {
  it('tells rows, sources and unusable values', async () => {
    const status = await desktop.json<{ tables: { table: string; rows: number }[] }>([
      ...['status', '--db', 'demo.duckdb', '--json'],
    ]);
    expect(status.tables).toContainEqual(expect.objectContaining({ table: 'tickets', rows: 400 }));
    const { out } = await desktop.deskhand(['status', '--db', 'demo.duckdb']);
    expect(out).toMatch(/^tickets +400 /m);
  });

  it('lists the catalogue without a database, and one entry in full', async () => {
    const { metrics } = await desktop.json<{ metrics: { id: string }[] }>(['metrics', '--json']);
    expect(metrics.map(({ id }) => id)).toContain('csat');
    const one = await desktop.deskhand(['metrics', 'first response time']);
    expect(one.out).toContain('first_response_time');
    const none = await desktop.deskhand(['metrics', 'happiness index']);
    expect(none).toMatchObject({ exitCode: 1, out: '' });
  });

  it('writes a copy that answers, and replaces nothing', async () => {
    const copy = ['backup', 'copy.duckdb', '--db', 'demo.duckdb'];
    expect(await desktop.deskhand(copy)).toMatchObject({ exitCode: 0 });
    const [first, second] = await Promise.all(
      ['demo.duckdb', 'copy.duckdb'].map((db) =>
        desktop.json<Line>(['ask', 'csat last month', '--db', db, ...NOW, '--json']),
      ),
    );
    expect(second).toEqual(first);
    const again = await desktop.deskhand(copy);
    expect(again).toMatchObject({ exitCode: 1 });
    expect(again.err).toContain('exists already');
  });
});

describe('deskhand demo', () => {
  it('keeps away from data of one’s own', async () => {
    const db = ['--db', 'mine.duckdb'];
    await desktop.deskhand(['import', 'tickets.csv', '--yes', ...db]);
    const { exitCode, err } = await desktop.deskhand(['demo', ...db]);
    expect(exitCode).toBe(1);
    expect(err).toContain('data of your own');
  });
});

describe('mistakes on the command line', () => {
  it.each([
    [['frob'], 2, /unknown command 'frob'/],
    [['ask', 'csat', '--now', 'yesterday'], 2, /no ISO 8601 time/],
    [['ask', 'csat', '--zone', 'Mars'], 2, /no IANA time zone/],
    [['import'], 2, /missing required argument 'file'/],
    [['demo', '--tickets', 'many'], 2, /no whole number/],
    [['ask'], 1, /Ask one question/],
    [['import', 'tickets.csv', '--day-first', '--month-first'], 1, /can’t both hold/],
  ])('%j ends with %i and one line', async (args, exitCode, words) => {
    const ended = await desktop.deskhand(args);
    expect(ended).toMatchObject({ exitCode, out: '' });
    expect(ended.err).toMatch(words);
    expect(ended.err).not.toMatch(/\n {4}at /);
  });

  it('has help with examples for every command', async () => {
    const { exitCode, out } = await desktop.deskhand(['help', 'import']);
    expect(exitCode).toBe(0);
    expect(out).toContain('Examples:\n  deskhand import tickets.csv');
  });
});
