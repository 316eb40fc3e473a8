import { readFile } from 'node:fs/promises';
import { AskerError } from '../../src/core/errors.ts';
import type {
  ColumnUse,
  FileImports,
  ImportOverrides,
  ImportPreview,
  ImportSummary,
} from '../../src/sources/files/file-import.ts';

type Received = {
  readonly fileName: string;
  readonly text: string;
  readonly overrides: ImportOverrides;
};

/**
 * An importer that reads nothing but a CSV's first line. A file with "broken" in its name is refused, one with "other"
 * would replace rows, one with "again" fits a kept mapping.
 */
export interface FakeFileImports extends FileImports {
  readonly previewed: readonly Received[];
  readonly applied: readonly ImportPreview[];
}

export function createFakeFileImports(options: { readonly stepMs?: number } = {}): FakeFileImports {
  const previewed: Received[] = [];
  const applied: ImportPreview[] = [];
  return {
    previewed,
    applied,
    async preview({ path, fileName }, overrides = {}) {
      const text = await readFile(path, 'utf8');
      previewed.push({ fileName, text, overrides });
      if (fileName.includes('broken')) {
        throw new AskerError(
          `${fileName}: line 3, column 7: a quote is opened and never closed. Nothing was imported.`,
        );
      }
      return previewOf(fileName, text, overrides);
    },
    async apply(_file, preview, { onProgress, signal } = {}) {
      for (const step of ['reading', 'checking', 'writing', 'deriving'] as const) {
        onProgress?.({ step, rows: preview.rows, of: preview.rows });
        await new Promise((resolve) => setTimeout(resolve, options.stepMs ?? 0));
        signal?.throwIfAborted();
      }
      applied.push(preview);
      return summaryOf(preview);
    },
  };
}

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  created_at: ['03/04/2026 09:12', '11/05/2026 17:40'],
  subject: ['Charged twice for the annual plan', 'Where is my order?'],
  Effort: ['12', '45'],
};

function previewOf(fileName: string, text: string, overrides: ImportOverrides): ImportPreview {
  const [first = '', ...rows] = text.trim().split(/\r?\n/);
  const headers = first.split(',');
  const entity = overrides.as ?? 'tickets';
  const settled = overrides.dateOrder !== undefined;
  return {
    id: `${fileName}-preview`,
    fileName,
    bytes: text.length,
    format: 'csv',
    encoding: 'UTF-8',
    delimiter: ',',
    entity,
    source: overrides.source ?? 'file',
    zone: overrides.zone ?? 'America/Halifax',
    rows: rows.length,
    rowsAreEstimated: false,
    columns: headers.map((header) =>
      columnOf(header, overrides.map?.[header], overrides.dateOrder),
    ),
    eventLog: null,
    sample: {
      columns: headers,
      rows: rows.slice(0, 5).map((row) => row.split(',').map((cell) => cell || null)),
    },
    questions:
      settled || !headers.includes('created_at')
        ? []
        : [
            {
              about: 'created_at',
              text: 'Every date in created_at could be day-first or month-first. What is 03/04/2026?',
              byOption: '--day-first or --month-first',
              options: [
                { label: '3 April', overrides: { dateOrder: 'day-first' } },
                { label: '4 March', overrides: { dateOrder: 'month-first' } },
              ],
            },
          ],
    warnings: headers.includes('Notes') ? ['Notes is empty throughout and is left out.'] : [],
    replaces:
      fileName.includes('other') && overrides.source === undefined
        ? { ids: 2, earlierFile: 'export.csv', freeSource: 'other' }
        : null,
    savedAs: fileName.includes('again') && !overrides.fresh ? 'weekly' : null,
  };
}

function columnOf(
  header: string,
  given: string | undefined,
  order: ImportOverrides['dateOrder'],
): ColumnUse {
  const examples = EXAMPLES[header] ?? [`${header} 1`, `${header} 2`];
  if (header === 'Notes' || given === 'ignore') {
    return {
      header,
      target: null,
      column: null,
      because: given ? 'given' : 'empty',
      reads: 'not read',
      examples: [],
    };
  }
  if (header === 'Effort' || given === 'extra') {
    const column = `x_${header.toLowerCase()}`;
    return {
      header,
      target: null,
      column,
      because: given ? 'given' : 'extra',
      reads: 'number',
      examples,
    };
  }
  const target = given ?? header;
  const reads = header.endsWith('_at')
    ? `${order ?? 'day-first or month-first'} date and time`
    : 'text';
  return { header, target, column: target, because: given ? 'given' : 'name', reads, examples };
}

function summaryOf(preview: ImportPreview): ImportSummary {
  return {
    importId: 'i1',
    fileName: preview.fileName,
    entity: preview.entity,
    source: preview.source,
    rows: preview.rows,
    inserted: preview.rows,
    updated: 0,
    unchanged: 0,
    history: 0,
    from: '2026-04-03T12:12:00.000Z',
    to: '2026-11-20T20:40:00.000Z',
    unusable: [
      { column: 'priority', value: 'Unknown', rows: 3 },
      { column: 'resolved_at', value: '', rows: 2 },
    ],
    warnings: [],
    demoRemoved: true,
    tookMs: 840,
  };
}
