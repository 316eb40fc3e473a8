import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventsOf, ORIGIN, openConsole, pageOf } from './open-console.ts';

const CSV = 'subject,created_at,Effort\nWhere is my order?,03/04/2026 09:12,12\nRefund,,45\n';

function bring(
  console: ReturnType<typeof openConsole>,
  { name = 'export.csv', text = CSV, accept = 'application/json' } = {},
): Promise<Response> {
  const headers = { Origin: ORIGIN, Accept: accept, 'Content-Type': 'application/octet-stream' };
  return Promise.resolve(
    console.surface.app.request(`${ORIGIN}/uploads?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body: text,
      headers,
    }),
  );
}

async function uploaded(console: ReturnType<typeof openConsole>, name?: string): Promise<string> {
  const response = await bring(console, name === undefined ? {} : { name });
  return ((await response.json()) as { location: string }).location;
}

describe('bringing a file', () => {
  it('shows how it would be read, and stores nothing yet', async () => {
    const console = openConsole();
    const page = await pageOf(console.get(await uploaded(console)));
    expect(page).toContain('2 rows in 3 columns');
    expect(page).toMatch(/<select name="field-2"[^>]*>\s*<option value="extra" selected>/);
    expect(page).toContain('<option value="subject" selected>');
    expect(page).toContain('What is 03/04/2026?');
    expect(page).toMatch(/<button class="button" type="submit" disabled>/);
    expect(console.imports.applied).toEqual([]);
  });

  it('works as a plain form', async () => {
    const console = openConsole();
    const form = new FormData();
    form.append('file', new File([CSV], 'Bücher "neu".csv'));
    const response = await console.surface.app.request(`${ORIGIN}/uploads`, {
      method: 'POST',
      body: form,
      headers: { Origin: ORIGIN },
    });
    expect(response.status).toBe(303);
    expect(console.imports.previewed[0]).toMatchObject({ fileName: 'Bücher "neu".csv', text: CSV });
  });

  it('never lets a name choose where it is written', async () => {
    const console = openConsole();
    await uploaded(console, '../../etc/passwd.csv');
    expect(console.imports.previewed[0]?.fileName).toBe('passwd.csv');
    expect(readdirSync(console.uploadsFolder)).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}\.csv$/),
    ]);
  });

  it('says what is wrong and where, and keeps nothing, when it cannot be read', async () => {
    const console = openConsole();
    const refused = await bring(console, { name: 'broken.csv' });
    expect(refused.status).toBe(400);
    expect(await pageOf(refused)).toContain('line 3, column 7');
    expect(readdirSync(console.uploadsFolder)).toEqual([]);
    const page = await bring(console, { name: 'broken.csv', accept: 'text/html' });
    expect(await pageOf(page)).toContain('<h1>Bring your own file</h1>');
  });

  it('stops at the limit', async () => {
    const console = openConsole({ uploadLimitBytes: 20 });
    const response = await bring(console);
    expect(response.status).toBe(400);
    expect(await pageOf(response)).toContain('larger than the 20 bytes');
    expect(readdirSync(console.uploadsFolder)).toEqual([]);
  });

  it('says so when no file was chosen', async () => {
    const console = openConsole();
    const form = new FormData();
    form.append('file', new File([], ''));
    const response = await console.surface.app.request(`${ORIGIN}/uploads`, {
      method: 'POST',
      body: form,
      headers: { Origin: ORIGIN },
    });
    expect(await pageOf(response)).toContain('No file was chosen.');
  });

  it('deletes what an earlier run left for more than an hour', async () => {
    const console = openConsole();
    mkdirSync(console.uploadsFolder, { recursive: true });
    const old = join(console.uploadsFolder, 'old.csv');
    writeFileSync(old, 'x');
    utimesSync(old, new Date('2026-11-21T12:00:00Z'), new Date('2026-11-21T12:00:00Z'));
    await uploaded(console);
    expect(readdirSync(console.uploadsFolder)).not.toContain('old.csv');
  });
});

describe('settling how a file is read', () => {
  it('keeps two files apart that share their ids', async () => {
    const console = openConsole();
    const location = await uploaded(console, 'other.csv');
    expect(await pageOf(console.get(location))).toContain(
      '2 ids are already known from export.csv, for other tickets. Importing replaces them.',
    );
    await console.post(`${location}/settle`, { apart: 'other', source: 'file', zone: '' });
    const page = await pageOf(console.get(location));
    expect(console.imports.previewed.at(-1)?.overrides.source).toBe('other');
    expect(page).toContain('name="source" value="other"');
    expect(page).not.toContain('already known');
  });

  it('says whose reading it follows, and sets that aside and back', async () => {
    const console = openConsole();
    const location = await uploaded(console, 'again.csv');
    expect(await pageOf(console.get(location))).toContain('kept as <code>weekly.yaml</code>');
    await console.post(`${location}/settle`, { fresh: '1', 'field-0': 'ignore' });
    expect(console.imports.previewed.at(-1)?.overrides).toEqual({ fresh: true, map: {} });
    expect(await pageOf(console.get(location))).toContain('Read afresh.');
    await console.post(`${location}/settle`, { fresh: '0' });
    expect(await pageOf(console.get(location))).toContain('weekly.yaml');
  });

  it('answers its questions with a button', async () => {
    const console = openConsole();
    const location = await uploaded(console);
    const response = await console.post(`${location}/settle`, { settle: '0.1', as: 'tickets' });
    expect(response.headers.get('Location')).toBe(location);
    expect(console.imports.previewed.at(-1)?.overrides.dateOrder).toBe('month-first');
    const settled = await pageOf(console.get(location));
    expect(settled).not.toContain('What is 03/04/2026?');
    expect(settled).toContain('All of it goes in, or nothing. The demo data goes then.');
  });

  it('asks without the command line’s options', async () => {
    const console = openConsole();
    const page = await pageOf(console.get(await uploaded(console)));
    expect(page).toContain('What is 03/04/2026?');
    expect(page).not.toContain('--day-first');
  });

  it('changes only the columns that were changed, and keeps earlier changes', async () => {
    const console = openConsole();
    const location = await uploaded(console);
    const unchanged = { 'field-0': 'subject', 'field-1': 'created_at' };
    await console.post(`${location}/settle`, { ...unchanged, 'field-2': 'ignore' });
    await console.post(`${location}/settle`, {
      ...unchanged,
      'field-2': 'ignore',
      zone: 'Europe/Berlin',
    });
    expect(console.imports.previewed.at(-1)?.overrides).toEqual({
      map: { Effort: 'ignore' },
      zone: 'Europe/Berlin',
    });
  });

  it('forgets the columns when the rows turn out to be something else', async () => {
    const console = openConsole();
    const location = await uploaded(console);
    await console.post(`${location}/settle`, { 'field-2': 'ignore' });
    await console.post(`${location}/settle`, { as: 'chats', 'field-2': 'ignore' });
    expect(console.imports.previewed.at(-1)?.overrides).toEqual({ as: 'chats', map: {} });
  });
});

describe('importing', () => {
  it('lands on the summary, with questions to ask, and deletes the file', async () => {
    const console = openConsole();
    const location = await uploaded(console);
    const response = await console.post(`${location}/import`, {});
    expect(response.headers.get('Location')).toBe(location);
    const page = await pageOf(console.get(location));
    expect(page).toContain('<strong>2 rows</strong> of tickets are in');
    expect(page).toContain('The demo data was removed');
    expect(page).toContain('name="question"');
    expect(readdirSync(console.uploadsFolder)).toEqual([]);
  });

  it('runs once however often the button is pressed', async () => {
    const console = openConsole();
    const location = await uploaded(console);
    const [first, second] = await Promise.all([
      console.post(`${location}/import`, {}),
      console.post(`${location}/import`, {}),
    ]);
    expect([first.status, second.status]).toEqual([303, 400]);
    expect(console.imports.applied).toHaveLength(1);
  });

  it('tells its progress to a script', async () => {
    const console = openConsole();
    const location = await uploaded(console);
    const events = await eventsOf(
      console.post(`${location}/import`, {}, { Accept: 'text/event-stream' }),
    );
    expect(events.map(({ event }) => event)).toEqual([
      'progress',
      'progress',
      'progress',
      'progress',
      'done',
    ]);
    expect(JSON.parse(events[2]?.data ?? '')).toEqual({ step: 'writing', rows: 2, of: 2 });
    expect(events.at(-1)?.data).toBe(location);
  });

  it('says an upload is gone when it is', async () => {
    const { get, post } = openConsole();
    expect((await get('/uploads/none')).status).toBe(404);
    expect(await pageOf(post('/uploads/none/import', {}))).toContain(
      'nothing was imported from it',
    );
  });

  it('forgets a file that is left', async () => {
    const console = openConsole();
    const location = await uploaded(console);
    expect((await console.post(`${location}/forget`, {})).headers.get('Location')).toBe('/data');
    expect(readdirSync(console.uploadsFolder)).toEqual([]);
    expect((await console.get(location)).status).toBe(404);
  });
});
