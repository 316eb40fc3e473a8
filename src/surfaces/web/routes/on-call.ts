import type { Context, Hono } from 'hono';
import { AskerError } from '../../../core/errors.ts';
import { OPERATOR } from '../operator.ts';
import { type OnCallWish, renderOnCall } from '../pages/on-call.ts';
import type { Site } from '../parts.ts';
import { fieldOf, sendPage } from '../respond.ts';
import { createTold } from '../told.ts';

/** Who is on call, and changing it for once. */
export function addOnCallRoutes(app: Hono, site: Site): void {
  const { onCall } = site;
  const told = createTold();

  const send = async (c: Context, refused: { problem: string; wish: OnCallWish } | null) => {
    const [rotations, people] = await Promise.all([
      onCall.rotations(OPERATOR),
      onCall.people(OPERATOR),
    ]);
    const notes = { told: told.take(c.req.query('told')), refused };
    return sendPage(
      c,
      site,
      () => ({
        title: 'On call · Deskhand',
        current: 'oncall',
        main: renderOnCall(rotations, people, notes),
      }),
      refused === null ? 200 : 400,
    );
  };

  /** What can't be done is said with everything as it was filled in. */
  const attempt = async (
    c: Context,
    does: OnCallWish['does'],
    work: (fields: OnCallWish['fields']) => Promise<string>,
  ) => {
    const form = await c.req.parseBody();
    const fields = Object.fromEntries(
      Object.keys(form).map((name) => [name, fieldOf(form, name).trim()]),
    );
    try {
      return c.redirect(`/oncall?told=${told.keep(await work(fields))}`, 303);
    } catch (error) {
      if (!(error instanceof AskerError)) throw error;
      return send(c, { problem: error.message, wish: { does, fields } });
    }
  };

  app.get('/oncall', (c) => send(c, null));

  app.post('/oncall/override', (c) =>
    attempt(c, 'override', ({ person = '', ...rest }) =>
      onCall.override({ ...stretchOf(rest), person }, OPERATOR),
    ),
  );

  app.post('/oncall/swap', (c) =>
    attempt(c, 'swap', ({ one = '', other = '', ...rest }) =>
      onCall.swap({ ...stretchOf(rest), one, other }, OPERATOR),
    ),
  );

  app.post('/oncall/cancel', (c) =>
    attempt(c, 'cancel', ({ id = '' }) => onCall.cancel(id, OPERATOR)),
  );
}

const stretchOf = ({ rotation = '', from = '', until = '' }: OnCallWish['fields']) => ({
  ...{ rotation, from, until },
});
