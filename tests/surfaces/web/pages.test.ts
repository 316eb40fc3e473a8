import { describe, expect, it } from 'vitest';
import { FAKE_STATUS } from '../../fakes/fake-store-status.ts';
import { openConsole, pageOf } from './open-console.ts';

describe('the first visit', () => {
  it('says what it holds, and offers questions that work on it', async () => {
    const page = await pageOf(openConsole().get('/'));
    expect(page).toContain('5\u2009000 tickets and 4\u2009500 chats, demo data, to this morning');
    expect(page.match(/<button type="submit" name="question"/g)).toHaveLength(4);
    expect(page).toContain('Bring your own file');
  });

  it('asks for a file first when the store is empty', async () => {
    const tables = FAKE_STATUS.tables.map((table) => ({ ...table, rows: 0 }));
    const page = await pageOf(
      openConsole({ status: async () => ({ ...FAKE_STATUS, tables }) }).get('/'),
    );
    expect(page).toContain('There is no data yet.');
    expect(page).not.toContain('<textarea');
  });
});

describe('the Data page', () => {
  it('shows rows, ranges, freshness, imports and what was read as missing', async () => {
    const page = await pageOf(openConsole().get('/data'));
    expect(page).toContain('20 May 2025 – 21 Nov 2026');
    expect(page).toContain('21 Nov 2026 09:35');
    expect(page).toContain('30 Sep 2026 17:11, 51 days ago');
    expect(page).toContain('zendesk-export-2026-09-30_all-views_including-archived.csv');
    expect(page).toContain('<td class="brief">Unknown</td>');
    expect(page).toContain(
      'In tickets, 2 rows are dated in the future and don’t count until then.',
    );
    expect(page).toContain('14 messages belong to conversations that aren’t here.');
    expect(page).toContain('Nova Lee and N. Lee have the same e-mail, nova@example.com.');
    expect(page).toContain('- { name: &quot;Nova Lee&quot;, aliases: [&quot;N. Lee&quot;]');
  });
});

it('flags times to come on the Data page and the first', async () => {
  const to = '2026-12-24T12:00:00.000Z';
  const status = async () => ({
    ...FAKE_STATUS,
    tables: FAKE_STATUS.tables.map((table) =>
      table.table === 'tickets' ? { ...table, to } : table,
    ),
    sources: FAKE_STATUS.sources.map((source) => ({ ...source, newestAt: to })),
  });
  const data = await pageOf(openConsole({ status }).get('/data'));
  expect(data).toContain('24 Dec 2026, which is in the future');
  expect(data).toMatch(/24 Dec 2026 \d\d:00, in the future/);
  expect(await pageOf(openConsole({ status }).get('/'))).toContain('to 24 Dec 2026,');
});

describe('the Metrics page', () => {
  it('defines every metric in the units people read', async () => {
    const page = await pageOf(openConsole().get('/metrics'));
    expect(page).toContain('Share of rated conversations with a score of 4 or 5.');
    expect(page).toContain('less is better · target 4 h');
  });

  it('is searched by label, synonym and definition', async () => {
    const page = await pageOf(openConsole().get('/metrics?find=Satisfaction'));
    expect(page).toContain('<dt>CSAT</dt>');
    expect(page).not.toContain('first response time</dt>');
  });
});

it('says when nothing is at an address', async () => {
  const response = await openConsole().get('/nowhere');
  expect(response.status).toBe(404);
  expect(await pageOf(response)).toContain('There is nothing at this address.');
});
