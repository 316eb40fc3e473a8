import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../../../src/ask/workspace.ts';
import { buildHome } from '../../../src/bot/home/build-home.ts';
import type { Home } from '../../../src/bot/home/home.ts';
import { sourceCards } from '../../../src/bot/home/source-cards.ts';
import type { Access, Role } from '../../../src/core/access.ts';
import type { Database } from '../../../src/store/database.ts';
import { catalogue, openDesk, settings } from '../../analytics/small-desk.ts';
import { language } from '../../ask/read/desk.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const ago = (hours: number): string => new Date(NOON - hours * HOUR_MS).toISOString();

/** Two new tickets today, one yesterday; Nova has three open, one of them urgent and 30 h old, Girly one. */
const TICKETS = [
  { id: '1', agent: 'Nova', priority: 'low', created_at: ago(2), url: 'https://desk.example/1' },
  { id: '2', agent: 'Girly', priority: 'low', created_at: ago(3), url: 'javascript:alert(1)' },
  { id: '3', agent: 'Nova', priority: 'urgent', created_at: ago(30), url: 'javascript:alert(1)' },
  { id: '4', agent: 'Nova', priority: 'low', created_at: ago(200), resolved_at: ago(190) },
  { id: '5', agent: 'Nova', priority: 'medium', created_at: ago(48) },
].map((ticket) => ({
  ...ticket,
  id: `test:${ticket.id}`,
  source_id: ticket.id,
  subject: `Case ${ticket.id}`,
  first_response_at: ticket.id === '4' ? ago(199) : null,
}));

let db: Database;
let workspace: Workspace;

beforeAll(async () => {
  db = await openDesk({ tickets: TICKETS });
  workspace = createWorkspace({ db, catalogue, language, settings, clock: { now: () => NOON } });
});

afterAll(() => db[Symbol.asyncDispose]());

const as = (role: Role, agent: string | null): Access => ({ role, agent, person: 'U1' });

const build = (
  access: Access,
  more: { order?: 'oldest'; hasSystems?: boolean } = {},
): Promise<Home> =>
  buildHome(
    { access, ...(more.order && { order: more.order }) },
    {
      ...{ workspace, clock: { now: () => NOON }, zone: 'UTC', grantors: [] },
      digests: async () => [],
      hasSystems: more.hasSystems ?? false,
    },
  );

describe('somebody’s first page', () => {
  it('has today’s figures with their course, up to today', async () => {
    const { figures, figuresTitle } = await build(as('viewer', null));
    expect(figuresTitle).toBe('Today');
    const tickets = figures.find(({ label }) => label === 'New tickets');
    expect(tickets).toMatchObject({ value: '2', question: 'tickets today' });
    expect(tickets?.trend).toHaveLength(14);
    expect(tickets?.trend.slice(-3)).toEqual([1, 1, 2]);
    const open = figures.find(({ label }) => label === 'Open tickets');
    expect(open?.value).toBe('4');
    expect(open?.trend.slice(-3)).toEqual([1, 2, 4]);
    expect(figures.map(({ label }) => label)).not.toContain('New chats');
  });

  it('has an agent’s own open tickets, newest or oldest first', async () => {
    const { mine } = await build(as('agent', 'Nova'));
    expect(mine?.lines).toMatchObject([
      { id: '1', subject: 'Case 1', priority: 'low', age: '2 h', url: 'https://desk.example/1' },
      { id: '3', priority: 'urgent', url: null },
      { id: '5', age: '2 d', url: null },
    ]);
    const oldest = await build(as('agent', 'Nova'), { order: 'oldest' });
    expect(oldest.mine?.lines.map(({ id }) => id)).toEqual(['5', '3', '1']);
  });

  it('has no tickets for viewers, and none of their own for people who are no agent', async () => {
    expect(await build(as('viewer', 'Nova'))).toMatchObject({ mine: null, breaching: [] });
    expect(await build(as('manager', null))).toMatchObject({ mine: null });
  });

  it('has what is past its target: one’s own, or the team’s for managers', async () => {
    const late = async (access: Access) =>
      (await build(access)).breaching.map(({ title, lines }) => [title, lines.map(({ id }) => id)]);
    expect(await late(as('agent', 'Nova'))).toEqual([
      ['My tickets past their target', ['3']],
      ['My tickets late for a first reply', ['5', '3']],
    ]);
    expect(await late(as('agent', 'Girly'))).toEqual([['My tickets past their target', []]]);
    expect(await late(as('manager', 'Girly'))).toEqual([
      ['Tickets past their target', ['3']],
      ['Tickets late for a first reply', ['5', '3']],
    ]);
  });

  it('offers only questions that work for whoever looks', async () => {
    const { suggestions, figures } = await build(as('viewer', null));
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { question } of [...suggestions, ...figures]) {
      expect(question).not.toMatch(/agent|oldest/);
    }
  });

  it('lets admins see to the support systems, where there are any', async () => {
    const none = { sync: false, seeRuns: false, seePermissions: true };
    expect((await build(as('admin', null))).may).toEqual(none);
    const all = { sync: true, seeRuns: true, seePermissions: true };
    expect((await build(as('admin', null), { hasSystems: true })).may).toEqual(all);
    expect((await build(as('manager', null), { hasSystems: true })).may).toEqual({
      ...{ sync: false, seeRuns: false, seePermissions: false },
    });
  });
});

describe('a source', () => {
  const system = {
    ...{ source: 'hubspot', label: 'HubSpot', readUntil: ago(0.1), readAt: ago(0.1) },
    ...{ newestAt: null, failingSince: null, running: null, staleAfterMs: 8 * HOUR_MS },
    ...{ keptFrom: null, keptDays: null },
  };
  it.each([
    ['fresh', {}, 'up to date as of 6 min ago'],
    ['behind', { readUntil: ago(9) }, 'up to date as of 9 h ago'],
    ['behind', { readUntil: null }, 'not read to the end yet'],
    ['failing', { failingSince: ago(1) }, 'failing since 20 Nov 2026 11:00'],
    ['reading', { running: { part: 0.5 } }, 'being read now, 50 % done'],
  ])('is %s', (state, change, words) => {
    const facts = { sources: [], systems: [{ ...system, ...change }] };
    const [card] = sourceCards(facts, { now: NOON, zone: 'UTC' });
    expect(card).toMatchObject({ label: 'HubSpot', state });
    expect(card?.words).toContain(words);
  });

  it('of a file was loaded once', () => {
    const sources = [{ source: 'tickets.csv', newestAt: ago(1), loadedAt: ago(0) }];
    const [card] = sourceCards({ sources }, { now: NOON, zone: 'UTC' });
    expect(card).toMatchObject({ label: 'tickets.csv', state: 'once' });
  });
});
