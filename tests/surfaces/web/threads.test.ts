import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openConsole, pageOf } from './open-console.ts';

const QUESTION = 'which agent handled the most tickets?';

function withThreads() {
  const console = openConsole();
  console.desk.seed('today', '2026-11-21T13:40:00Z', QUESTION);
  console.desk.seed('late', '2026-11-21T03:30:00Z', 'are we getting busier?');
  console.desk.seed('older', '2026-10-02T13:40:00Z', 'weekend vs weekday csat');
  return console;
}

describe('the rail', () => {
  it('lists threads by the team’s day, newest first', async () => {
    const page = await pageOf(withThreads().get('/'));
    const order = ['Today', '/t/today', 'Yesterday', '/t/late', 'October 2026', '/t/older'];
    const places = order.map((text) => page.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('is narrowed by words without scripts too', async () => {
    const page = await pageOf(withThreads().get('/?q=BUSIER'));
    expect(page).toContain('/t/late"');
    expect(page).not.toContain('/t/today"');
    expect(await pageOf(withThreads().get('/?q=zzz'))).toContain('No thread has these words.');
  });

  it('marks the thread that is open', async () => {
    const page = await pageOf(withThreads().get('/t/late'));
    expect(page).toMatch(/href="\/t\/late"[^>]*aria-current="page"/);
    expect(page).not.toMatch(/href="\/t\/today"[^>]*aria-current/);
  });
});

describe('a thread', () => {
  it('is named anew, and keeps its address', async () => {
    const { post, get } = withThreads();
    const response = await post('/t/today/rename', { title: '  Nova’s quarter ' });
    expect(response.headers.get('Location')).toBe('/t/today');
    expect(await pageOf(get('/t/today'))).toContain('<title>Nova’s quarter · Deskhand</title>');
  });

  it('that is not there says so', async () => {
    const response = await openConsole().get('/t/nothing');
    expect(response.status).toBe(404);
    expect(await pageOf(response)).toContain('There is no thread here.');
  });

  it('gives its tables as CSV and its charts as PNG', async () => {
    const { get } = withThreads();
    const csv = await get('/t/today/turns/u1/table.csv');
    expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('Content-Disposition')).toBe(
      "attachment; filename*=UTF-8''tickets%20by%20agent.csv",
    );
    const png = await get('/t/today/turns/u1/chart.png?theme=dark');
    expect(png.headers.get('Content-Type')).toBe('image/png');
    expect((await get('/t/today/turns/none/table.csv')).status).toBe(404);
    expect((await get('/t/today/turns/none/chart.png')).status).toBe(404);
  });
});

describe('deleting a thread', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hides it at once and offers the way back', async () => {
    const { post, get, desk } = withThreads();
    const response = await post('/t/today/delete', {});
    const page = await pageOf(get(response.headers.get('Location') ?? ''));
    expect(page).toContain('action="/t/today/restore"');
    expect(page).not.toContain('href="/t/today"');
    expect((await get('/t/today')).status).toBe(404);
    expect(await desk.thread('today')).not.toBeNull();
  });

  it('brings it back when undone in time', async () => {
    const { post, get, desk } = withThreads();
    await post('/t/today/delete', {});
    await vi.advanceTimersByTimeAsync(5_000);
    const response = await post('/t/today/restore', {});
    expect(response.headers.get('Location')).toBe('/t/today');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await desk.thread('today')).not.toBeNull();
    expect((await get('/t/today')).status).toBe(200);
  });

  it('deletes it when nobody did', async () => {
    const { post, desk } = withThreads();
    await post('/t/today/delete', {});
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await desk.thread('today')).toBeNull();
    expect((await post('/t/today/restore', {})).headers.get('Location')).toBe('/');
  });
});

it('deletes what is waiting when the console closes', async () => {
  const { surface, post, desk } = withThreads();
  const { close } = await surface.listen({ host: '127.0.0.1', port: 0 });
  await post('/t/today/delete', {});
  await close();
  expect(await desk.thread('today')).toBeNull();
});

describe('the theme', () => {
  it('is what the reader set, from the first paint on', async () => {
    const { post, get } = openConsole();
    expect(await pageOf(get('/'))).toContain('data-theme="auto"');
    const set = await post('/theme', { theme: 'dark' }, { Referer: 'http://localhost:3000/data' });
    expect(set.headers.get('Location')).toBe('/data');
    const cookie = set.headers.get('Set-Cookie')?.split(';')[0] ?? '';
    expect(await pageOf(get('/', { Cookie: cookie }))).toContain('data-theme="dark"');
  });

  it('never sends anyone to another site', async () => {
    const { post } = openConsole();
    const set = await post('/theme', { theme: 'dark' }, { Referer: 'http://x//evil.example/' });
    expect(set.headers.get('Location')).toBe('/');
  });
});
