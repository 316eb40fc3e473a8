import type { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Access } from '../access.ts';
import { renderLogin } from '../pages/login.ts';
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
  const shell = { assets: site.assets };
  app.get('/login', (c) =>
    c.html(
      renderBarePage(
        { ...shell, theme: themeOf(c) },
        { title: LOGIN_TITLE, main: renderLogin(false) },
      ),
    ),
  );
  app.post('/login', async (c) => {
    if (access.isToken(fieldOf(await c.req.parseBody(), 'token').trim())) {
      access.grant(c);
      return c.redirect('/', 303);
    }
    const page = { title: LOGIN_TITLE, main: renderLogin(true) };
    return c.html(renderBarePage({ ...shell, theme: themeOf(c) }, page), 401);
  });
}

/** The page a form was sent from, without its host: nobody is sent elsewhere. */
function pathOf(referer: string | undefined): string {
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const { pathname, search } = new URL(referer);
  return pathname.startsWith('//') ? '/' : `${pathname}${search}`;
}
