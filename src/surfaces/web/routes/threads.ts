import type { Hono } from 'hono';
import { renderNothingHere } from '../pages/problem.ts';
import { renderThread } from '../pages/thread.ts';
import { renderWelcome } from '../pages/welcome.ts';
import type { Site } from '../parts.ts';
import { fieldOf, sendPage } from '../respond.ts';

const LONGEST_TITLE = 120;

/** A new chat, threads at their stable addresses, and what can be done to them. */
export function addThreadRoutes(app: Hono, site: Site): void {
  const { desk, deletions } = site;

  app.get('/', async (c) => {
    const [data, suggestions, systems] = await Promise.all([
      site.status(),
      desk.suggestions(),
      site.sync.view(),
    ]);
    return sendPage(c, site, (shell) => ({
      title: 'Deskhand',
      current: null,
      main: renderWelcome(shell, data, suggestions, systems),
    }));
  });

  app.get('/t/:id', async (c) => {
    const id = c.req.param('id');
    const thread = deletions.has(id) ? null : await desk.thread(id);
    if (thread === null) return sendPage(c, site, () => noThread, 404);
    return sendPage(c, site, (shell) => ({
      title: `${thread.title} · Deskhand`,
      current: id,
      main: renderThread(thread, shell, c.req.query('edit') === '1'),
    }));
  });

  app.post('/t/:id/rename', async (c) => {
    const id = c.req.param('id');
    const title = fieldOf(await c.req.parseBody(), 'title')
      .trim()
      .slice(0, LONGEST_TITLE);
    if (title !== '') await desk.renameThread(id, title);
    return c.redirect(`/t/${encodeURIComponent(id)}`, 303);
  });

  app.post('/t/:id/delete', (c) => {
    const id = c.req.param('id');
    deletions.add(id);
    return c.redirect(`/?deleted=${encodeURIComponent(id)}`, 303);
  });

  app.post('/t/:id/restore', (c) => {
    const id = c.req.param('id');
    return c.redirect(deletions.undo(id) ? `/t/${encodeURIComponent(id)}` : '/', 303);
  });

  app.get('/t/:id/turns/:turn/table.csv', async (c) => {
    const file = await desk.csv(c.req.param('id'), c.req.param('turn'));
    if (file === null) return c.notFound();
    return c.body(file.text, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    });
  });

  app.get('/t/:id/turns/:turn/chart.png', async (c) => {
    const theme = c.req.query('theme') === 'dark' ? 'dark' : 'light';
    const png = await desk.chartPng(c.req.param('id'), c.req.param('turn'), theme);
    if (png === null) return c.notFound();
    return c.body(new Uint8Array(png), 200, {
      'Content-Type': 'image/png',
      'Cache-Control': 'private, max-age=3600',
    });
  });
}

const noThread = {
  title: 'No such thread · Deskhand',
  current: null,
  main: renderNothingHere('There is no thread here.', 'It may have been deleted.'),
};
