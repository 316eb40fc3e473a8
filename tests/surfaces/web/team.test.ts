import { describe, expect, it } from 'vitest';
import { openConsole, pageOf } from './open-console.ts';

const followed = async (console: ReturnType<typeof openConsole>, response: Response) => {
  expect(response.status).toBe(303);
  return pageOf(console.get(response.headers.get('location') ?? ''));
};

describe('the team in the console', () => {
  it('shows what everybody has, and who is here', async () => {
    const console = openConsole();
    const page = await pageOf(console.get('/team'));
    expect(page).toContain('Nova</th><td>here</td><td class="brief">1 of 2</td>');
    expect(page).toContain('german 3');
    expect(page).toContain('<a href="/team" aria-current="page">Team</a>');
    expect(page).not.toContain('Is back');
  });

  it('is where somebody is said to be away, and back', async () => {
    const console = openConsole();
    const form = { name: 'Nova', until: ' monday 9:00 ', note: '<b>fair</b>' };
    const away = await followed(console, await console.post('/team/away', form));
    expect(away).toContain('Nova is away until monday 9:00, &lt;b&gt;fair&lt;/b&gt;.');
    expect(away).toContain('Is back');
    const back = await followed(console, await console.post('/team/back', { name: 'Nova' }));
    expect(back).toContain('Nova is back.');
    expect(back).not.toContain('action="/team/back"');
  });

  it('says what can’t be done, and who to list where there is nobody', async () => {
    const console = openConsole();
    const form = { name: 'Zoe', until: 'monday', note: 'at the fair' };
    const refused = await console.post('/team/away', form);
    expect(refused.status).toBe(400);
    const page = await pageOf(refused);
    expect(page).toContain('role="alert">There is no “Zoe” in the team.</p>');
    expect(page).toContain('name="until" value="monday"');
    expect(page).toContain('name="note" value="at the fair"');
    const team = { members: async () => [], away: async () => '', back: async () => '' };
    expect(await pageOf(openConsole({ team }).get('/team'))).toContain('config/team.yaml');
  });
});
