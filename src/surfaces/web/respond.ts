import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Page, renderPage, type Shell, type Theme } from './pages/shell.ts';
import type { Site } from './parts.ts';

export const THEME_COOKIE = 'deskhand_theme';

/** The frame a page is set in, for this request. */
export async function shellFor(c: Context, site: Site): Promise<Shell> {
  const [threads, pressing] = await Promise.all([site.desk.threads(), site.tickets.pressing()]);
  const removed = c.req.query('deleted') ?? null;
  return {
    assets: site.assets,
    theme: themeOf(c),
    threads: threads.filter(({ id }) => !site.deletions.has(id)),
    search: c.req.query('q') ?? '',
    removed: removed !== null && site.deletions.has(removed) ? removed : null,
    pressing,
    isSignedIn: site.token !== null,
    now: site.clock.now(),
    zone: site.zone,
  };
}

/** Sends a page, given what fills the frame. */
export async function sendPage(
  c: Context,
  site: Site,
  fill: (shell: Shell) => Page | Promise<Page>,
  status: 200 | 404 | 400 | 500 | 502 | 503 | 403 = 200,
): Promise<Response> {
  const shell = await shellFor(c, site);
  return c.html(renderPage(shell, await fill(shell)), status);
}

/** What the reader set, if anything. */
export function themeOf(c: Context): Theme | null {
  const value = getCookie(c, THEME_COOKIE);
  return value === 'light' || value === 'dark' ? value : null;
}

/** A form's field as text; files and missing fields are empty. */
export function fieldOf(form: Readonly<Record<string, unknown>>, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}
