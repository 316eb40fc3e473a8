import { describe, expect, it } from 'vitest';
import { ORIGIN, openConsole, pageOf } from './open-console.ts';

describe('every response', () => {
  it.each(['/', '/data', '/metrics', '/upload', '/nowhere', '/healthz'])(
    'of %s lets only our own scripts and styles run, and no frame hold it',
    async (path) => {
      const response = await openConsole().get(path);
      const policy = response.headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("style-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    },
  );

  it('holds no inline script, style or handler', async () => {
    const { desk, get } = openConsole();
    desk.seed('a', '2026-11-21T13:40:00Z', 'which agent handled the most tickets?');
    const page = await pageOf(get('/t/a'));
    expect(page).not.toMatch(/<script(?![^>]* src=)/);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(page).not.toMatch(/https?:\/\/(?!localhost)/);
  });

  it('is not kept by the browser, unless it is an asset', async () => {
    const { get } = openConsole();
    expect((await get('/')).headers.get('Cache-Control')).toBe('no-store');
  });
});

describe('a console without a token', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST'])(
    'answers to %s',
    async (host) => {
      expect((await openConsole().get('/healthz', { Host: host })).status).toBe(200);
    },
  );

  it.each(['evil.example', 'localhost.evil.example:3000', '192.168.1.4:3000', '127.0.0.1.nip.io'])(
    'refuses a page that got here as %s',
    async (host) => {
      expect((await openConsole().get('/', { Host: host })).status).toBe(421);
    },
  );
});

describe('changes', () => {
  const ask = (headers: Record<string, string>) =>
    openConsole().surface.app.request(`${ORIGIN}/ask`, {
      method: 'POST',
      body: new URLSearchParams({ question: 'tickets by agent' }),
      headers,
    });

  it.each([
    { Origin: 'https://evil.example' },
    { Origin: 'http://localhost:4000' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site', Origin: ORIGIN },
  ])('are refused from another site: %o', async (headers) => {
    expect((await ask(headers)).status).toBe(403);
  });

  it('are taken from our own pages and from programs that are no browsers', async () => {
    expect((await ask({ Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303);
    expect((await ask({})).status).toBe(303);
  });
});

describe('a form’s length', () => {
  const TOO_LONG = 'x'.repeat(300_000);

  it.each(['/login', '/ask', '/theme', '/uploads/a/settle', '/t/a/rename'])(
    'sent to %s is refused unread when it is too long',
    async (path) => {
      const { post } = openConsole({ token: 'secret' });
      const response = await post(
        path,
        { question: TOO_LONG },
        { Authorization: 'Bearer secret', 'Content-Length': '300009' },
      );
      expect(response.status).toBe(413);
      expect(await pageOf(response)).toContain('more than a form of this page can hold');
    },
  );

  it('of no stated length is read no further than the limit', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    const response = await openConsole().surface.app.request(`${ORIGIN}/ask`, {
      method: 'POST',
      body: endless,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(400_000);
  });

  it('holding a file may be longer', async () => {
    const { surface } = openConsole();
    const response = await surface.app.request(`${ORIGIN}/uploads?name=a.csv`, {
      method: 'POST',
      body: TOO_LONG,
    });
    expect(response.status).not.toBe(413);
  });
});
