import type { Hono } from 'hono';
import { renderData } from '../pages/data.ts';
import { renderMetrics } from '../pages/metrics.ts';
import type { Site } from '../parts.ts';
import { sendPage } from '../respond.ts';

/** The pages beside the threads. */
export function addPageRoutes(app: Hono, site: Site): void {
  app.get('/data', async (c) => {
    const data = await site.status();
    return sendPage(c, site, (shell) => ({
      title: 'Data · Deskhand',
      current: 'data',
      main: renderData(data, shell),
    }));
  });

  app.get('/metrics', async (c) => {
    const catalogue = await site.catalogue();
    return sendPage(c, site, () => ({
      title: 'Metrics · Deskhand',
      current: 'metrics',
      main: renderMetrics(catalogue, c.req.query('find') ?? ''),
    }));
  });
}
