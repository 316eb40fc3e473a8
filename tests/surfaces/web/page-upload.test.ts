import { describe, expect, it } from 'vitest';
import type { ImportPreview, PageMessages } from '../../../src/sources/files/file-import.ts';
import { renderUpload } from '../../../src/surfaces/web/pages/upload.ts';

const TOLD: PageMessages = {
  page: null,
  conversations: 3,
  known: 1,
  messages: 40,
  fromCustomers: 21,
  automatic: 3,
  agents: [{ name: '<b>Tariq</b>', messages: 16 }],
  from: '2026-11-01T08:00:00.000Z',
  to: '2026-11-19T22:30:00.000Z',
  invalid: [{ reason: 'it has no time', messages: 2 }],
};

const PREVIEW: ImportPreview = {
  id: 'p1',
  fileName: 'messages.json',
  bytes: 2048,
  format: 'json',
  encoding: 'UTF-8',
  delimiter: null,
  entity: 'chats',
  source: 'facebook',
  zone: 'UTC',
  rows: 3,
  rowsAreEstimated: false,
  columns: [],
  eventLog: null,
  sample: { columns: ['conversation', 'customer'], rows: [['t_1', null]] },
  questions: [
    {
      about: 'page',
      text: 'Which one is the page?',
      byOption: '--page',
      options: [{ label: 'Acme Shop', overrides: { page: 'Acme Shop' } }],
    },
  ],
  warnings: ['1 conversation is incomplete'],
  replaces: null,
  savedAs: null,
  pageMessages: TOLD,
};

const shown = async (preview: ImportPreview): Promise<string> =>
  String(
    await renderUpload(
      {
        id: 'u1',
        fileName: 'messages.json',
        path: '/nowhere',
        bytes: 2048,
        receivedAt: 0,
        overrides: {},
        preview,
        summary: null,
        isImporting: false,
      },
      null,
      false,
    ),
  );

describe('an upload of page messages', () => {
  it('shows conversations, agents and what can’t be used, in place of columns', async () => {
    const page = await shown(PREVIEW);
    expect(page).toContain('40 messages in 3 conversations');
    expect(page).toContain('it has no time');
    expect(page).toContain('&lt;b&gt;Tariq&lt;/b&gt;');
    expect(page).toContain('1 conversation is incomplete');
    expect(page).not.toContain('<h2>Columns</h2>');
  });

  it('can’t be imported before somebody says which one is the page', async () => {
    const open = await shown(PREVIEW);
    expect(open).toContain('<button type="submit" name="settle" value="0.0">Acme Shop</button>');
    expect(open).toContain('type="submit" disabled>Import 3 conversations');
    const settled = await shown({ ...PREVIEW, questions: [] });
    expect(settled).toContain('type="submit">Import 3 conversations');
  });

  it('offers to work through known conversations again', async () => {
    expect(await shown(PREVIEW)).toContain('name="force" value="1"');
    const fresh = await shown({ ...PREVIEW, pageMessages: { ...TOLD, known: 0 } });
    expect(fresh).not.toContain('name="force"');
  });
});
