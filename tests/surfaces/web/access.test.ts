import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/core/errors.ts';
import { openConsole, pageOf } from './open-console.ts';

const TOKEN = 'a-long-enough-token';

describe('a console with a token', () => {
  it('sends a page to the login and refuses everything else', async () => {
    const { get, post } = openConsole({ token: TOKEN });
    const page = await get('/t/a', { Accept: 'text/html' });
    expect([page.status, page.headers.get('Location')]).toEqual([302, '/login']);
    expect((await get('/t/a/turns/b/table.csv')).status).toBe(401);
    expect((await post('/ask', { question: 'tickets' })).status).toBe(401);
  });

  it('leaves the login page, its assets and the health check open', async () => {
    const { get } = openConsole({ token: TOKEN });
    const page = await get('/login');
    expect(page.status).toBe(200);
    const style = /href="(\/assets\/[^"]+\.css)"/.exec(await page.text())?.[1] ?? '';
    expect((await get(style)).status).toBe(200);
    expect((await get('/healthz')).status).toBe(200);
  });

  it('lets in with a cookie that scripts cannot read and other sites cannot send', async () => {
    const { get, post } = openConsole({ token: TOKEN });
    const response = await post('/login', { token: TOKEN });
    const cookie = response.headers.get('Set-Cookie') ?? '';
    expect(response.headers.get('Location')).toBe('/');
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).not.toContain(TOKEN);
    const session = cookie.split(';')[0] ?? '';
    expect((await get('/', { Cookie: session })).status).toBe(200);
    expect((await openConsole({ token: 'another' }).get('/data', { Cookie: session })).status).toBe(
      401,
    );
  });

  it('lets whoever is in sign out of this browser', async () => {
    const { get, post } = openConsole({ token: TOKEN });
    const [session = ''] = (await post('/login', { token: TOKEN })).headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0]);
    expect(await pageOf(get('/', { Cookie: session }))).toContain('action="/logout"');
    const out = await post('/logout', {}, { Cookie: session });
    expect([out.status, out.headers.get('Location')]).toEqual([303, '/login']);
    expect(out.headers.get('Set-Cookie')).toMatch(/^deskhand_session=;.*Max-Age=0/);
    expect(await pageOf(openConsole().get('/'))).not.toContain('/logout');
  });

  it('says so when the token is wrong, and sets nothing', async () => {
    const { post } = openConsole({ token: TOKEN });
    const response = await post('/login', { token: 'guess' });
    expect(response.status).toBe(401);
    expect(response.headers.get('Set-Cookie')).toBeNull();
    expect(await pageOf(response)).toContain('That isn’t the token.');
  });

  it('looks at no more tokens for the rest of the minute after five wrong ones', async () => {
    let now = Date.parse('2026-11-21T13:45:00Z');
    const { post } = openConsole({ token: TOKEN, clock: { now: () => now } });
    for (let guess = 1; guess <= 5; guess += 1) {
      expect((await post('/login', { token: `guess ${guess}` })).status).toBe(401);
    }
    now += 20_000;
    const refused = await post('/login', { token: TOKEN });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '40']);
    expect(refused.headers.get('Set-Cookie')).toBeNull();
    expect(await pageOf(refused)).toContain('Too many wrong tokens.');
    now += 40_000;
    expect((await post('/login', { token: TOKEN })).status).toBe(303);
  });

  it('takes the token as a bearer, and a wrong bearer never falls back to the cookie', async () => {
    const { get, post } = openConsole({ token: TOKEN });
    const login = await post('/login', { token: TOKEN });
    const session = login.headers.get('Set-Cookie')?.split(';')[0] ?? '';
    expect((await get('/', { Authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    expect((await get('/', { Authorization: 'Bearer no', Cookie: session })).status).toBe(401);
  });

  it('answers under any name: the cookie is bound to it', async () => {
    const { get } = openConsole({ token: TOKEN });
    const headers = { Authorization: `Bearer ${TOKEN}`, Host: 'deskhand.team.example' };
    expect((await get('/', headers)).status).toBe(200);
  });
});

describe('listening', () => {
  it('refuses a host others can reach when there is no token', async () => {
    const { surface } = openConsole();
    await expect(surface.listen({ host: '0.0.0.0', port: 0 })).rejects.toThrow(ConfigError);
  });

  it('takes the next free port when the one asked for is taken, and frees it when closed', async () => {
    const first = await openConsole().surface.listen({ host: '127.0.0.1', port: 0 });
    const port = Number(new URL(first.url).port);
    const second = await openConsole().surface.listen({ host: '127.0.0.1', port });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200);
    await second.close();
    await first.close();
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow();
  });
});
