import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AskerError } from '../../../src/core/errors.ts';
import { type ImportTable, openImportTable } from './import-table.ts';
import { zipOf } from './zip-of.ts';

const HEADER = 'ticket_id,subject,created_at\n';

async function refusal(content: string | Buffer, fileName = 'tickets.csv'): Promise<string> {
  await using table = await openImportTable();
  const error = await table.load(fileName, content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AskerError);
  expect(await everything(table)).toEqual([[0, 0, 0, 0]]);
  return error instanceof Error ? error.message : '';
}

function everything(table: ImportTable) {
  return table.rows(
    `SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM imports), (SELECT count(*) FROM extra_fields), (SELECT count(*) FROM unusable_values)`,
  );
}

async function subjects(content: string | Buffer, fileName = 'tickets.csv') {
  await using table = await openImportTable();
  await table.load(fileName, content);
  return (await table.rows('SELECT subject FROM tickets ORDER BY source_id')).map(
    ([subject]) => subject,
  );
}

describe('a bad file', () => {
  it('is refused when it is empty', async () => {
    expect(await refusal('')).toMatch(/tickets\.csv is empty/);
    expect(await refusal('  \n \n')).toMatch(/is empty/);
  });

  it('is refused when it has a header and no rows', async () => {
    expect(await refusal(HEADER)).toMatch(/header line \(3 columns\) and no rows/);
  });

  it('is refused when the header is missing', async () => {
    expect(await refusal('1,ida@example.com,2026-01-01\n2,bo@example.com,2026-01-02\n')).toMatch(
      /line 1, column 1: .*name the columns/,
    );
  });

  it('is named for what it is', async () => {
    expect(await refusal(Buffer.from('%PDF-1.7 …'))).toMatch(/PDF/);
    expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]))).toMatch(/Excel workbook/);
    expect(await refusal(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1]))).toMatch(/PNG/);
    expect(await refusal('<!doctype html><html></html>')).toMatch(/web page/);
    expect(await refusal(Buffer.from(Array.from({ length: 500 }, (_, n) => n % 7)))).toMatch(
      /isn't text/,
    );
  });

  it('is refused with line and column of a row that is too long', async () => {
    expect(await refusal(`${HEADER}1,a,2026-01-01\n2,b,2026-01-01,x,y\n`)).toMatch(
      /line 3, column 16: this row has 5 values where the header names 3 columns/,
    );
  });

  it('is refused with line and column of a row that is too short', async () => {
    expect(await refusal(`${HEADER}1,"a\nb",2026-01-01\n2,b\n`)).toMatch(
      /line 4, column 1: this row has 2 values/,
    );
  });

  it('is refused with line and column of a quote that is never closed', async () => {
    expect(await refusal(`${HEADER}1,a,2026-01-01\n2,"b,2026-01-01\n3,c,2026-01-01\n`)).toMatch(
      /line 3, column 3: a quoted value begins here and is never closed/,
    );
  });

  it('is refused with line and column of text after a closing quote', async () => {
    expect(await refusal(`${HEADER}1,"a" b,2026-01-01\n`)).toMatch(/line 2, column 7/);
  });

  it('is refused with line and column in JSON', async () => {
    expect(
      await refusal(
        '[{"id": 1, "created_at": "2026-01-01"},\n {"id": 2,, "created_at": "x"}]',
        't.json',
      ),
    ).toMatch(/t\.json, line 2, column 11/);
    expect(await refusal('{"id": 1, "created_at": "2026-01-01"}\n{"id": 2\n', 't.jsonl')).toMatch(
      /t\.jsonl, line 2/,
    );
    expect(await refusal('[{"id": 1, "created_at": "2026-01-01"}', 't.json')).toMatch(
      /ends in the middle/,
    );
    expect(await refusal('[1, 2]', 't.json')).toMatch(/./);
  });

  it('is refused when a .gz or .zip is damaged', async () => {
    const packed = gzipSync(`${HEADER}1,a,2026-01-01\n`.repeat(50));
    expect(await refusal(packed.subarray(0, 40), 't.csv.gz')).toMatch(/damaged or incomplete/);
    expect(await refusal(Buffer.from('PK\u0003\u0004 nothing'), 't.zip')).toMatch(
      /damaged or incomplete/,
    );
  });

  it('is refused when a .zip holds several files or a workbook', async () => {
    expect(await refusal(zipOf({ 'a.csv': HEADER, 'b.csv': HEADER }), 't.zip')).toMatch(
      /holds 2 files \(a\.csv, b\.csv\)/,
    );
    expect(await refusal(zipOf({ 'xl/workbook.xml': '<x/>' }), 't.xlsx')).toMatch(
      /Excel workbook.*save it as CSV/,
    );
  });

  it('is refused when its columns were mapped to what there is not', async () => {
    await using table = await openImportTable();
    const content = `${HEADER}1,a,2026-01-01\n`;
    await expect(table.load('t.csv', content, { map: { nope: 'agent' } })).rejects.toThrow(
      /no column "nope"/,
    );
    await expect(table.load('t.csv', content, { map: { subject: 'nope' } })).rejects.toThrow(
      /not a column of tickets/,
    );
    await expect(table.load('t.csv', content, { zone: 'Mars/Base' })).rejects.toThrow(
      /not a time zone/,
    );
  });

  it('leaves nothing when it changes while it is read', async () => {
    await using table = await openImportTable();
    const file = { path: `${table.folder}/t.csv`, fileName: 't.csv' };
    const preview = await table.preview('t.csv', `${HEADER}1,a,2026-01-01\n`);
    await writeFile(file.path, `${HEADER}1,a,2026-01-01\n2,b,2026-01-01\n`);
    await expect(table.imports.apply(file, preview)).rejects.toThrow(/changed while it was read/);
    expect(await everything(table)).toEqual([[0, 0, 0, 0]]);
  });

  it('leaves nothing when loading stops halfway', async () => {
    await using table = await openImportTable();
    const controller = new AbortController();
    const file = { path: `${table.folder}/t.csv`, fileName: 't.csv' };
    const preview = await table.preview('t.csv', `ticket_id,created_at,odd\n1,2026-01-01,x\n`);
    await expect(
      table.imports.apply(file, preview, {
        signal: controller.signal,
        onProgress: ({ step }) => step === 'deriving' && controller.abort(new Error('stopped')),
      }),
    ).rejects.toThrow('stopped');
    expect(await everything(table)).toEqual([[0, 0, 0, 0]]);
    expect(
      await table.rows(
        `SELECT count(*) FROM information_schema.columns WHERE column_name = 'x_odd'`,
      ),
    ).toEqual([[0]]);
  });
});

describe('an odd file', () => {
  it('is read in any mix of line breaks, with blank lines and a trailing delimiter', async () => {
    expect(
      await subjects(
        `ticket_id,subject,created_at\r\n1,a,2026-01-01\r\n\r\n2,b,2026-01-01\n3,c,2026-01-01\r4,"d\r\ne",2026-01-01,\n\n\n`,
      ),
    ).toEqual(['a', 'b', 'c', 'd\r\ne']);
  });

  it('is read with rows of nothing but delimiters at its end', async () => {
    expect(await subjects(`${HEADER}1,a,2026-01-01\n,,\n,,\n`)).toEqual(['a']);
  });

  it('is read with semicolons, tabs, pipes and an Excel hint', async () => {
    expect(await subjects('ticket_id;subject;created_at\n1;a,b;2026-01-01\n')).toEqual(['a,b']);
    expect(await subjects('ticket_id\tsubject\tcreated_at\n1\ta,b;c\t2026-01-01\n')).toEqual([
      'a,b;c',
    ]);
    expect(await subjects('ticket_id|subject|created_at\n1|a,b|2026-01-01\n')).toEqual(['a,b']);
    expect(await subjects('sep=;\nticket_id;subject;created_at\n1;a;2026-01-01\n')).toEqual(['a']);
  });

  it('is read in UTF-8 with a mark, UTF-16 both ways, and Windows-1252', async () => {
    const text = `${HEADER}1,Größe – “dü”,2026-01-01\n`;
    expect(await subjects(`\ufeff${text}`)).toEqual(['Größe – “dü”']);
    expect(await subjects(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(['Größe – “dü”']);
    expect(await subjects(Buffer.from(text, 'utf16le'))).toEqual(['Größe – “dü”']);
    expect(await subjects(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toEqual([
      'Größe – “dü”',
    ]);
    expect(
      await subjects(Buffer.from(`${HEADER}1,Gr\u00f6\u00dfe \u0096,2026-01-01\n`, 'latin1')),
    ).toEqual(['Größe –']);
  });

  it('says so when it is not in UTF-8', async () => {
    await using table = await openImportTable();
    const preview = await table.preview(
      't.csv',
      Buffer.from(`${HEADER}1,Gr\u00f6\u00dfe,2026-01-01\n`, 'latin1'),
    );
    expect(preview.encoding).toBe('Windows-1252');
    expect(preview.warnings.join()).toMatch(/Windows-1252/);
  });

  it('keeps formulas, NUL bytes, SQL and very long text as text', async () => {
    const long = 'x'.repeat(10_000_000);
    expect(
      await subjects(
        `${HEADER}1,=1+2,2026-01-01\n2,"a\0b",2026-01-01\n3,'); DROP TABLE tickets; --,2026-01-01\n4,${long},2026-01-01\n`,
      ),
    ).toEqual(['=1+2', 'a\0b', `'); DROP TABLE tickets; --`, long]);
  });

  it('keeps columns that hold the same, unless they are named alike or known', async () => {
    await using table = await openImportTable();
    const rows = Array.from(
      { length: 60 },
      (_, n) => `${n},2026-01-01,a${n % 3},a${n % 3},a${n % 3},Nova${n % 2},Nova${n % 2}`,
    );
    const content = `ticket_id,created_at,cf_1,cf_2,cf_1,agent,worker\n${rows.join('\n')}\n`;
    const { columns } = await table.preview('t.csv', content);
    expect(columns.map(({ column }) => column)).toEqual([
      'source_id',
      'created_at',
      'x_cf_1',
      'x_cf_2',
      null,
      'agent',
      null,
    ]);
  });

  it('may have headers that repeat, are empty, or would hurt', async () => {
    await using table = await openImportTable();
    await table.load(
      't.csv',
      `ticket_id,created_at,category,category,,"a""; DROP TABLE tickets; --",数量,x_,X\n1,2026-01-01,one,two,three,four,five,six,seven\n`,
    );
    expect(
      await table.rows(
        'SELECT category, subcategory, x_column_5, x_a_drop_table_tickets FROM tickets',
      ),
    ).toEqual([['one', 'two', 'three', 'four']]);
    expect((await table.rows('SELECT label FROM extra_fields ORDER BY label')).flat()).toEqual([
      'X',
      'a"; DROP TABLE tickets; --',
      'column_5',
      'x_',
      '数量',
    ]);
  });

  it('may have 320 columns', async () => {
    await using table = await openImportTable();
    const names = Array.from({ length: 318 }, (_, n) => `field ${n}`);
    await table.load(
      't.csv',
      `ticket_id,created_at,${names}\n1,2026-01-01,${names.map((_, n) => n)}\n2,2026-01-02,${names.map((_, n) => n)}\n`,
    );
    expect(
      await table.rows('SELECT x_field_0, x_field_317 FROM tickets WHERE source_id = 1::VARCHAR'),
    ).toEqual([['0', '317']]);
    expect(await table.rows('SELECT count(*) FROM extra_fields')).toEqual([[318]]);
  });

  it('is read packed as .gz or .zip', async () => {
    const text = `${HEADER}1,a,2026-01-01\n`;
    expect(await subjects(gzipSync(text), 'tickets.csv.gz')).toEqual(['a']);
    expect(
      await subjects(zipOf({ 'inner/tickets.csv': text, '__MACOSX/._t': '' }), 't.zip'),
    ).toEqual(['a']);
  });

  it('is read as JSON of any of the usual shapes', async () => {
    const json =
      '{"id": 12345678901234567890, "subject": "a", "created_at": "2026-01-01T10:00:00Z", "via": {"channel": "web"}, "tags": ["x", "y"]}';
    for (const [name, text] of [
      ['a.json', `[${json}]`],
      ['b.json', `{"count": 1, "tickets": [${json}], "next_page": null}`],
      ['c.jsonl', `${json}\n\n`],
      ['d.json', json],
    ] as const) {
      await using table = await openImportTable();
      await table.load(name, text);
      expect(
        await table.rows('SELECT source_id, subject, channel, tags, created_at FROM tickets'),
      ).toEqual([['12345678901234567890', 'a', 'web', ['x', 'y'], '2026-01-01T10:00:00.000Z']]);
    }
  });

  it('is read as Parquet', async () => {
    await using table = await openImportTable();
    const path = `${table.db.stagingFolder}/made.parquet`;
    await table.db.write((writer) =>
      writer.run(
        `COPY (SELECT 7 AS ticket_id, 'a' AS subject, TIMESTAMP '2026-01-01 10:00:00' AS created_at, ['x', 'y'] AS tags, true AS odd) TO '${path}' (FORMAT parquet)`,
      ),
    );
    const file = { path, fileName: 'tickets.parquet' };
    const summary = await table.imports.apply(file, await table.imports.preview(file));
    expect(summary.inserted).toBe(1);
    expect(
      await table.rows('SELECT source_id, subject, created_at, tags, x_odd FROM tickets'),
    ).toEqual([['7', 'a', '2026-01-01T10:00:00.000Z', ['x', 'y'], 'true']]);
  });
});
