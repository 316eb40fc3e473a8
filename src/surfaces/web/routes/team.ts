import type { Context, Hono } from 'hono';
import { OPERATOR } from '../operator.ts';
import { renderTeam } from '../pages/team.ts';
import type { Site } from '../parts.ts';
import { fieldOf, sendPage } from '../respond.ts';
import { saidOf } from '../said.ts';
import { createTold } from '../told.ts';

/** Who has how much, who is here, and saying who isn't. */
export function addTeamRoutes(app: Hono, site: Site): void {
  const { team } = site;
  const told = createTold();

  app.get('/team', async (c) => {
    const members = await team.members(OPERATOR);
    const words = told.take(c.req.query('told'));
    return sendPage(c, site, () => ({
      title: 'Team · Deskhand',
      current: 'team',
      main: renderTeam(members, words),
    }));
  });

  const goBack = (c: Context, words: string) => c.redirect(`/team?told=${told.keep(words)}`, 303);

  app.post('/team/away', async (c) => {
    const form = await c.req.parseBody();
    const [until, note] = [fieldOf(form, 'until').trim(), fieldOf(form, 'note').trim()];
    const name = fieldOf(form, 'name');
    const wish = { viewer: OPERATOR, name, until: until || undefined, note: note || undefined };
    return goBack(c, await saidOf(team.away(wish)));
  });

  app.post('/team/back', async (c) => {
    const name = fieldOf(await c.req.parseBody(), 'name');
    return goBack(c, await saidOf(team.back({ viewer: OPERATOR, name })));
  });
}
