import type { Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Access } from '../access.ts';
import { createLoginAttempts } from '../login-attempts.ts';
import { type LoginProblem, renderLogin } from '../pages/login.ts';
import { renderBarePage } from '../pages/shell.ts';
import type { Site } from '../parts.ts';
import { fieldOf, THEME_COOKIE, themeOf } from '../respond.ts';

const YEAR_SECONDS = 365 * 86_400;
const LOGIN_TITLE = 'Sign in · Deskhand';

/** What isn't about questions or files: assets, health, theme, and the way in. */
export function addSiteRoutes(app: Hono, site: Site, access: Access | null): void {
  app.get('/healthz', (c) => c.json({ ok: true }));

  app.get('/assets/:version/:name{.+}', async (c) => {
    const asset = await site.assets.read(c.req.param('name'));
    if (asset === null) return c.notFound();
    return c.body(new Uint8Array(asset.body), 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });

  app.post('/theme', async (c) => {
    const theme = fieldOf(await c.req.parseBody(), 'theme');
    if (theme === 'light' || theme === 'dark') {
      setCookie(c, THEME_COOKIE, theme, { path: '/', sameSite: 'Lax', maxAge: YEAR_SECONDS });
    }
    return c.redirect(pathOf(c.req.header('Referer')), 303);
  });

  if (access === null) return;
  const attempts = createLoginAttempts(site.clock);
  const loginPage = (c: Context, problem: LoginProblem | null) =>
    renderBarePage(
      { assets: site.assets, theme: themeOf(c) },
      { title: LOGIN_TITLE, main: renderLogin(problem) },
    );
  app.post('/logout', (c) => {
    access.revoke(c);
    return c.redirect('/login', 303);
  });
  app.get('/login', (c) => c.html(loginPage(c, null)));
  app.post('/login', async (c) => {
    const token = fieldOf(await c.req.parseBody(), 'token').trim();
    const seconds = attempts.secondsToWait();
    if (seconds > 0) {
      return c.html(loginPage(c, 'too-often'), 429, { 'Retry-After': String(seconds) });
    }
    if (access.isToken(token)) {
      access.grant(c);
      return c.redirect('/', 303);
    }
    attempts.noteFailure();
    return c.html(loginPage(c, 'wrong'), 401);
  });
}

/** The page a form was sent from, without its host: nobody is sent elsewhere. */
function pathOf(referer: string | undefined): string {
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const { pathname, search } = new URL(referer);
  return pathname.startsWith('//') ? '/' : `${pathname}${search}`;
}
