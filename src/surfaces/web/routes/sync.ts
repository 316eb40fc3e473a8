import { setTimeout as delay } from 'node:timers/promises';
import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { pickSources } from '../../../sources/sync/pick-sources.ts';
import { liveOf } from '../pages/sync.ts';
import type { Site } from '../parts.ts';
import { fieldOf } from '../respond.ts';

const LOOKED_AT_EVERY_MS = 700;
/** A stream with nothing to say is kept open by a word now and then. */
const QUIET_MS = 20_000;

/** Support systems from the Data page: try them, read them, stop that, and watch it. */
export function addSyncRoutes(app: Hono, site: Site): void {
  const { sync, syncing, outbox } = site;
  const back = (c: Context, place: string) => c.redirect(`/data#${place}`, 303);
  const sourceOf = (c: Context): string => {
    const [source] = pickSources(syncing.sources, [c.req.param('source') ?? '']);
    return source?.name ?? '';
  };

  app.post('/sync/:source/run', async (c) => {
    const source = sourceOf(c);
    const kind = fieldOf(await c.req.parseBody(), 'kind') === 'full' ? 'full' : 'incremental';
    sync.run(source, kind);
    return back(c, `system-${source}`);
  });

  app.post('/sync/:source/stop', (c) => {
    const source = sourceOf(c);
    sync.stop(source);
    return back(c, `system-${source}`);
  });

  app.post('/sync/:source/test', async (c) => {
    const source = sourceOf(c);
    await sync.test(source);
    return back(c, `system-${source}`);
  });

  app.post('/outbox/:id/cancel', async (c) => {
    await outbox.cancel(c.req.param('id'));
    return back(c, 'outbox');
  });

  app.get('/sync/events', (c) =>
    streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      let told = '';
      let toldAt = 0;
      while (!gone.signal.aborted) {
        const live = JSON.stringify((await sync.view()).map(liveOf));
        if (live !== told || Date.now() - toldAt > QUIET_MS) {
          await stream.writeSSE({ event: 'live', data: live });
          [told, toldAt] = [live, Date.now()];
        }
        await delay(LOOKED_AT_EVERY_MS, undefined, { signal: gone.signal }).catch(() => {}); // gone: the loop ends
      }
    }),
  );
}
