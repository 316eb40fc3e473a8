import type { Hono } from 'hono';
import { OPERATOR } from '../operator.ts';
import { renderModel } from '../pages/model.ts';
import type { Site } from '../parts.ts';
import { sendPage } from '../respond.ts';

const CALLS_SHOWN = 20;
const MOST_SHOWN = 2000;

/** What was sent to the language model. */
export function addModelRoutes(app: Hono, site: Site): void {
  app.get('/model', async (c) => {
    const count = countOf(c.req.query('last'));
    const today = await site.model.today(OPERATOR);
    const sent = await site.model.sent(count + 1, OPERATOR);
    const hasMore = sent.length > count && count < MOST_SHOWN;
    const use = {
      ...{ today, sent: sent.slice(0, count) },
      moreUrl: hasMore ? `/model?last=${Math.min(count * 5, MOST_SHOWN)}` : null,
    };
    return sendPage(c, site, ({ zone }) => ({
      title: 'Language model · Deskhand',
      current: 'model',
      main: renderModel(use, zone),
    }));
  });
}

function countOf(wanted: string | undefined): number {
  const count = Number(wanted);
  return Number.isInteger(count) && count > 0 ? Math.min(count, MOST_SHOWN) : CALLS_SHOWN;
}
