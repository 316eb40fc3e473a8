import type { Context, Hono } from 'hono';
import { AskerError } from '../../../core/errors.ts';
import { OPERATOR } from '../operator.ts';
import { renderVerified } from '../pages/verified.ts';
import type { Site } from '../parts.ts';
import { fieldOf, sendPage } from '../respond.ts';
import { createTold } from '../told.ts';

/** Questions that are read as somebody verified them. */
export function addVerifiedRoutes(app: Hono, site: Site): void {
  const { verified } = site;
  const told = createTold();

  const send = async (c: Context, problem: string | null) => {
    const all = await verified.all(OPERATOR);
    const notes = { told: told.take(c.req.query('told')), problem };
    return sendPage(
      c,
      site,
      ({ zone }) => ({
        title: 'Verified questions · Deskhand',
        current: 'metrics',
        main: renderVerified(all, notes, zone),
      }),
      problem === null ? 200 : 400,
    );
  };

  app.get('/verified', (c) => send(c, null));

  app.post('/verified/remove', async (c) => {
    const question = fieldOf(await c.req.parseBody(), 'question');
    try {
      const words = await verified.remove(question, OPERATOR);
      return c.redirect(`/verified?told=${told.keep(words)}`, 303);
    } catch (error) {
      if (!(error instanceof AskerError)) throw error;
      return send(c, error.message);
    }
  });
}
