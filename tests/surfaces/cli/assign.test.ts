import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesktop, type Desktop } from './run-deskhand.ts';

let desk: Desktop;

const TICKETS = `Ticket ID,Subject,Status,Priority,Agent,Requester email,Created at,Solved at
1,Printer on fire,Open,High,Nova,a@x.com,2026-11-16 10:00,
2,Cannot log in,Solved,Normal,Girly,b@x.com,2026-11-17 11:00,2026-11-18 12:00
3,Refund please,Open,Urgent,,c@x.com,2026-11-18 09:30,
`;
const PEOPLE = `people:
  - { name: Nova Lee, aliases: [Nova], capacity: 2, skills: { german: 3 } }
  - { name: Girly Fox, aliases: [Girly], capacity: 5 }
  - { name: Richie Diaz, role: manager }`;

beforeAll(async () => {
  desk = createDesktop();
  const file = desk.path('config/team.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('people: []', PEOPLE));
  writeFileSync(desk.path('tickets.csv'), TICKETS);
  await desk.deskhand(['import', desk.path('tickets.csv'), '--yes']);
}, 20_000);
afterAll(() => desk[Symbol.dispose]());

const say = async (...args: string[]) => {
  const { out, err } = await desk.deskhand(args);
  return out + err;
};

describe('deskhand assign, team, away and back', () => {
  it('say who is here, give tickets, pass them on, and say why', { timeout: 60_000 }, async () => {
    expect(await say('away', 'girly', '--until', '2099-12-24', '--note', 'at the fair')).toBe(
      'Girly Fox is away until 24 Dec 2099 00:00: no tickets come to them by themselves.\n',
    );
    expect(await say('team')).toMatch(
      /Nova Lee +1 of 2 .*\nGirly Fox +0 of 5 .*away until 24 Dec 2099 00:00, at the fair\nRichie/,
    );
    expect(await say('assign', '3')).toContain(
      'Nova Lee has ticket 3 now: the only one who could.',
    );
    expect(await say('back', 'girly')).toBe('Girly Fox is back.\n');
    expect(await say('assign', 'decline', '3', 'too', 'busy', '--by', 'Nova Lee')).toContain(
      'Girly Fox has ticket 3 now: the only one who could.',
    );
    expect(await say('assign', '3', '--why')).toContain('declined, too busy');
    expect(await say('assign', '2')).toContain('Ticket 2 is resolved');
  });
});
