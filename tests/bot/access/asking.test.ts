import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../../../src/ask/ask-context.ts';
import { NOTHING_YET } from '../../../src/ask/follow-up/thread.ts';
import { createWorkspace, type Workspace } from '../../../src/ask/workspace.ts';
import { permitFor } from '../../../src/bot/access/permit.ts';
import { grantorsOf } from '../../../src/bot/access/refusal.ts';
import type { Access, Audience, Role } from '../../../src/core/access.ts';
import { USUAL_PERMISSIONS } from '../../../src/core/permissions.ts';
import type { Person } from '../../../src/core/settings.ts';
import type { Database } from '../../../src/store/database.ts';
import { catalogue, openDesk, settings } from '../../analytics/small-desk.ts';
import { language } from '../../ask/read/desk.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const DAY_MS = 86_400_000;
const RICHIE: Person = { name: 'Richie Diaz', aliases: [], emails: [], role: 'manager' };
const GRANTORS = grantorsOf(USUAL_PERMISSIONS, [RICHIE]);

/** Twenty tickets, one a day up to yesterday, in turn Nova's and Girly's; every fourth is open. */
const TICKETS = Array.from({ length: 20 }, (_, index) => ({
  subject: `Ticket ${index + 1}`,
  agent: index % 2 === 0 ? 'Nova' : 'Girly',
  customer: 'zoe@acme.example',
  pipeline: index % 5 === 0 ? 'Billing' : 'Returns',
  created_at: new Date(NOON - (index + 1) * DAY_MS).toISOString(),
  resolved_at:
    index % 4 === 0 ? null : new Date(NOON - (index + 1) * DAY_MS + 3_600_000).toISOString(),
}));

let db: Database;
let workspace: Workspace;

beforeAll(async () => {
  db = await openDesk({ tickets: TICKETS });
  const clock = { now: () => NOON };
  workspace = createWorkspace({ db, catalogue, language, settings, clock });
});

afterAll(() => db[Symbol.asyncDispose]());

const nova = (role: Role = 'agent'): Access => ({ role, agent: 'Nova', person: 'U1' });
const stranger = (role: Role): Access => ({ role, agent: null, person: 'U2' });

const asking = (access: Access, question: string, audience?: Audience): Promise<Asked> =>
  workspace.ask(question, NOTHING_YET, { permit: permitFor(access, audience, GRANTORS) });

const offered = ({ reply }: Asked): readonly string[] =>
  reply.kind === 'clarify' ? [] : reply.followUps.map(({ question }) => question);

describe('what somebody may not see', () => {
  it('is refused with who can grant it and what may be asked instead, which works', async () => {
    const asked = await asking(nova(), 'tickets by agent last week');
    expect(asked).toMatchObject({ denied: 'named-figures', plan: null, keys: [] });
    expect(asked.reply).toMatchObject({
      kind: 'decline',
      headline:
        'Figures of named agents are for managers. Ask Richie Diaz; whoever edits config/permissions.yaml can let you. I can answer these:',
    });
    expect(offered(asked)).toEqual([
      'my tickets last week',
      'tickets last week',
      'tickets by week',
    ]);
    for (const question of offered(asked)) {
      expect(await asking(nova(), question), question).toMatchObject({
        denied: null,
        reply: { kind: 'answer' },
      });
    }
  });

  it.each([
    ['tickets by agent', 'named-figures'],
    ['who handled the most tickets?', 'named-figures'],
    ['tickets for Girly', 'named-figures'],
    ['Nova vs Girly tickets', 'named-figures'],
    ['tickets excluding Girly', 'named-figures'],
    ['share of tickets handled by Girly', 'named-figures'],
    ['show the open tickets of Girly', 'named-figures'],
  ])('is, for an agent, “%s”', async (question, ability) => {
    expect(await asking(nova(), question)).toMatchObject({ denied: ability });
    expect(await asking(stranger('manager'), question)).toMatchObject({ denied: null });
  });

  it.each([
    ['the 3 oldest open tickets', 'conversations'],
    ['find tickets about ticket', 'conversations'],
    ['tickets by customer', 'named-customers'],
    ['top 5 customers', 'named-customers'],
  ])('is, for a viewer, “%s”', async (question, ability) => {
    expect(await asking(stranger('viewer'), question)).toMatchObject({ denied: ability });
    expect(await asking(nova(), question)).toMatchObject({ denied: null });
  });

  it.each([
    ['how many tickets last week'],
    ['tickets by pipeline'],
    ['tickets by week'],
    ['what can I ask?'],
    ['how is CSAT calculated?'],
  ])('is never “%s”', async (question) => {
    expect(await asking(stranger('viewer'), question)).toMatchObject({
      denied: null,
      reply: { kind: 'answer' },
    });
  });

  it('is left out of lists: whose each ticket is', async () => {
    const columns = async (access: Access) => {
      const { reply } = await asking(access, 'the 3 oldest open tickets');
      return reply.kind === 'answer' ? reply.table?.columns.map(({ name }) => name) : null;
    };
    expect(await columns(stranger('manager'))).toContain('agent');
    expect(await columns(nova())).not.toContain('agent');
  });

  it('is answered anew once somebody may', async () => {
    expect(await asking(nova(), 'tickets by agent')).toMatchObject({ denied: 'named-figures' });
    expect(await asking(nova('manager'), 'tickets by agent')).toMatchObject({ denied: null });
    expect(await workspace.ask('tickets by agent', NOTHING_YET)).toMatchObject({ denied: null });
  });
});

describe('“my” and “I”', () => {
  it.each([
    ['my tickets in the last 20 days', 10],
    ['how many tickets did I get in the last 4 days?', 2],
    ['my open tickets, how many?', 5],
  ])('mean the agent who asks: “%s”', async (question, value) => {
    const { reply, denied } = await asking(nova(), question);
    expect(denied).toBeNull();
    expect(reply).toMatchObject({
      figures: [{ value }],
      provenance: { assumed: expect.arrayContaining(['you: Nova']) },
    });
  });

  it('set the agent against the team', async () => {
    const { reply } = await asking(nova(), 'me vs the team, tickets in the last 20 days');
    expect(reply).toMatchObject({ headline: expect.stringContaining('Nova 10') });
    expect(JSON.stringify(reply)).not.toContain('Girly');
  });

  it('say how to be known, where nobody knows who asks', async () => {
    for (const question of ['my tickets', 'how am I doing?', 'me vs the team']) {
      const { reply } = await asking(stranger('manager'), question);
      expect(reply).toMatchObject({
        kind: 'decline',
        headline: expect.stringContaining('config/team.yaml'),
      });
    }
  });

  it('say so where the agent has no conversation yet', async () => {
    const { reply } = await asking({ role: 'agent', agent: 'Pat', person: 'U3' }, 'my tickets');
    expect(reply.headline).toContain('no conversation is assigned to Pat yet');
  });

  it('are nobody’s where no one’s access is asked about', async () => {
    expect(await workspace.ask('my tickets in the last 20 days', NOTHING_YET)).toMatchObject({
      reply: { figures: [{ value: 20 }] },
    });
  });
});

describe('in a channel', () => {
  const agents: Audience = { role: 'agent', agent: null };

  it('what all may see is answered there, as all may see it', async () => {
    const asked = await asking(stranger('manager'), 'the 3 oldest open tickets', agents);
    expect(asked.isPrivate).toBe(false);
    expect(JSON.stringify(asked)).not.toContain('Girly');
  });

  it('what others there may not see is for the asker alone', async () => {
    const asked = await asking(stranger('manager'), 'tickets by agent', agents);
    expect(asked).toMatchObject({ isPrivate: true, denied: null, reply: { kind: 'answer' } });
    expect(await asking(nova(), 'my tickets', agents)).toMatchObject({ isPrivate: true });
  });

  it('what the asker may not see is refused there', async () => {
    const asked = await asking(nova(), 'tickets by agent', agents);
    expect(asked).toMatchObject({ isPrivate: false, denied: 'named-figures' });
  });

  it('nothing is said before people from outside', async () => {
    const asked = await asking(stranger('admin'), 'how many tickets last week', {
      role: null,
      agent: null,
    });
    expect(asked.isPrivate).toBe(true);
  });
});
