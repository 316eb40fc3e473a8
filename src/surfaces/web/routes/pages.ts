import type { Hono } from 'hono';
import { renderData } from '../pages/data.ts';
import { renderMetrics } from '../pages/metrics.ts';
import { renderSystems } from '../pages/sync.ts';
import type { Site } from '../parts.ts';
import { sendPage } from '../respond.ts';

const CHANGES_SHOWN = 20;

/** The pages beside the threads. */
export function addPageRoutes(app: Hono, site: Site): void {
  app.get('/data', async (c) => {
    const [data, systems] = await Promise.all([site.status(), site.sync.view()]);
    const changes = await site.outbox.list({ limit: CHANGES_SHOWN });
    return sendPage(c, site, (shell) => ({
      title: 'Data · Deskhand',
      current: 'data',
      main: renderData(data, renderSystems(systems, changes, shell), {
        ...shell,
        isConnected: systems.length > 0,
      }),
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
