import type { Context, Hono } from 'hono';
import { AskerError } from '../../../core/errors.ts';
import { OPERATOR } from '../operator.ts';
import { type AwayFields, renderTeam } from '../pages/team.ts';
import type { Site } from '../parts.ts';
import { fieldOf, sendPage } from '../respond.ts';
import { createTold } from '../told.ts';

/** Who has how much, who is here, and saying who isn't. */
export function addTeamRoutes(app: Hono, site: Site): void {
  const { team } = site;
  const told = createTold();

  const send = async (c: Context, refused: { problem: string; fields: AwayFields } | null) => {
    const members = await team.members(OPERATOR);
    const notes = { told: told.take(c.req.query('told')), refused };
    return sendPage(
      c,
      site,
      () => ({
        title: 'Team · Deskhand',
        current: 'team',
        main: renderTeam(members, notes),
      }),
      refused === null ? 200 : 400,
    );
  };

  /** What can't be done is said with everything as it was filled in. */
  const attempt = async (c: Context, work: (fields: AwayFields) => Promise<string>) => {
    const form = await c.req.parseBody();
    const [name = '', until = '', note = ''] = ['name', 'until', 'note'].map((field) =>
      fieldOf(form, field).trim(),
    );
    try {
      return c.redirect(`/team?told=${told.keep(await work({ name, until, note }))}`, 303);
    } catch (error) {
      if (!(error instanceof AskerError)) throw error;
      return send(c, { problem: error.message, fields: { name, until, note } });
    }
  };

  app.get('/team', (c) => send(c, null));

  app.post('/team/away', (c) =>
    attempt(c, ({ name, until, note }) => {
      const wish = { name, until: until || undefined, note: note || undefined };
      return team.away({ viewer: OPERATOR, ...wish });
    }),
  );

  app.post('/team/back', (c) => attempt(c, ({ name }) => team.back({ viewer: OPERATOR, name })));
}
