import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../../../src/ask/ask-context.ts';
import { NOTHING_YET, remember } from '../../../src/ask/follow-up/thread.ts';
import { createWorkspace, type Workspace } from '../../../src/ask/workspace.ts';
import { permitFor } from '../../../src/bot/access/permit.ts';
import type { Access } from '../../../src/core/access.ts';
import type { Database } from '../../../src/store/database.ts';
import { catalogue, openDesk, settings } from '../../analytics/small-desk.ts';
import { language } from '../../ask/read/desk.ts';
import { createDice, randomPlan } from './random-plans.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const SELF = 'Ilbera Sunn';
const OTHERS = ['Zyxora Quill', 'Vornak Teel', 'Qopp'];
const MANAGER = 'Mogran Pyre';
const CUSTOMERS = ['custa@cust.example', 'custb@cust.example'];
const AGENTS = [SELF, ...OTHERS, MANAGER];
/** As they would stand anywhere in an answer. */
const CANARIES = ['zyxora', 'vornak', 'qopp', 'mogran'];
const CUSTOMER_CANARIES = ['custa', 'custb', 'kanarco'];

const at = (index: number): string => new Date(NOON - (index + 1) * 7 * 3_600_000).toISOString();

/** Ninety conversations; each agent differs enough from the others to be worth naming. */
const TICKETS = Array.from({ length: 60 }, (_, index) => {
  const agent = AGENTS[index % 7] ?? AGENTS[0] ?? '';
  return {
    subject: `Parcel ${index}`,
    agent,
    x_solver: agent,
    customer: CUSTOMERS[index % 2] ?? '',
    customer_name: `Custa ${index % 2}`,
    company: index % 2 === 0 ? 'Kanarco' : 'Globex',
    pipeline: index % 3 === 0 ? 'Billing' : 'Returns',
    priority: index % 4 === 0 ? 'urgent' : 'low',
    status: index % 5 === 0 ? 'open' : 'solved',
    rating: (index % 5) + 1,
    created_at: at(index),
    rated_at: at(index),
    first_response_at: new Date(Date.parse(at(index)) + (1 + (index % 7)) * 600_000).toISOString(),
    resolved_at: index % 5 === 0 ? null : at(index),
  };
});
const CHATS = Array.from({ length: 30 }, (_, index) => ({
  agent: AGENTS[index % 5] ?? '',
  agents: [AGENTS[index % 5] ?? '', 'Qopp'],
  customer: CUSTOMERS[index % 2] ?? '',
  started_at: at(index),
}));
const NAMES = {
  agent: [...AGENTS, SELF, SELF, SELF],
  x_solver: [...AGENTS, SELF],
  customer: CUSTOMERS,
  company: ['Kanarco', 'Globex'],
  pipeline: ['Billing', 'Returns'],
  priority: ['urgent', 'low'],
};
const PEOPLE = [{ name: MANAGER, aliases: ['Mog'], emails: [], role: 'manager' as const }];

const VIEWER: Access = { role: 'viewer', agent: null, person: 'U1' };
const AGENT: Access = { role: 'agent', agent: SELF, person: 'U2' };
const NEWCOMER: Access = { role: 'agent', agent: null, person: 'U3' };
const BOSS: Access = { role: 'manager', agent: null, person: 'U4' };
const GRANTORS = [{ name: 'Pat Lead', role: 'manager' as const }];

let db: Database;
let workspace: Workspace;

beforeAll(async () => {
  db = await openDesk({
    tickets: TICKETS.map(({ x_solver: _, ...ticket }) => ticket),
    chats: CHATS,
  });
  await db.write(async (writer) => {
    await writer.run('ALTER TABLE tickets ADD COLUMN x_solver VARCHAR');
    await writer.run('UPDATE tickets SET x_solver = agent');
    await writer.run(
      `INSERT INTO extra_fields (table_name, column_name, label) VALUES ('tickets', 'x_solver', 'Solver')`,
    );
  });
  workspace = createWorkspace({
    db,
    catalogue,
    language,
    settings: { ...settings, people: PEOPLE },
    clock: { now: () => NOON },
  });
});

afterAll(() => db[Symbol.asyncDispose]());

const leaks = (value: unknown, canaries: readonly string[]): string[] => {
  const text = JSON.stringify(value).toLowerCase();
  return canaries.filter((canary) => text.includes(canary));
};

async function expectSilence(asked: Asked, canaries: readonly string[], about: unknown) {
  expect(leaks(asked, canaries), JSON.stringify(about)).toEqual([]);
  const whole = asked.plan && (await workspace.wholeTable(asked.plan));
  expect(leaks(whole, canaries), JSON.stringify(about)).toEqual([]);
}

describe.each([
  ['an agent', AGENT, CANARIES],
  ['an agent nobody knows', NEWCOMER, [...CANARIES, 'ilbera']],
  ['a viewer', VIEWER, [...CANARIES, 'ilbera', ...CUSTOMER_CANARIES, 'parcel 1']],
])('%s', (_, access, canaries) => {
  it('is told of nobody else by name, whatever the plan', async () => {
    const dice = createDice(20261120);
    const permit = permitFor(access, undefined, GRANTORS);
    const counts = { answered: 0, denied: 0, declined: 0 };
    for (let round = 0; round < 250; round++) {
      const plan = randomPlan(dice, NAMES);
      const asked = await workspace.askPlan('as planned', plan, { permit });
      await expectSilence(asked, canaries, plan);
      counts[asked.denied ? 'denied' : asked.reply.kind === 'answer' ? 'answered' : 'declined'] +=
        1;
    }
    expect(counts.answered).toBeGreaterThan(30);
    expect(counts.denied).toBeGreaterThan(30);
  });

  it('is told of nobody else in a thread others went on in', async () => {
    const permit = permitFor(access, undefined, GRANTORS);
    for (const first of THREAD_OPENERS) {
      const opened = await workspace.ask(first, NOTHING_YET);
      expect(opened.reply.kind, first).toBe('answer');
      const memory = remember(NOTHING_YET, { ...opened, question: first });
      for (const next of GOINGS_ON) {
        const asked = await workspace.ask(next, memory, { permit });
        await expectSilence(asked, canaries, [first, next]);
      }
    }
  });

  it('is told of nobody else by what is offered', async () => {
    const permit = permitFor(access, undefined, GRANTORS);
    const offered = await workspace.suggestions({ permit });
    expect(offered.length).toBeGreaterThan(0);
    for (const { question } of offered) {
      const asked = await workspace.ask(question, NOTHING_YET, { permit });
      expect(asked.denied, question).toBeNull();
      await expectSilence(asked, canaries, question);
    }
  });
});

const THREAD_OPENERS = [
  'tickets by agent',
  'csat for Zyxora Quill',
  'which agent handled the most tickets',
  'Vornak Teel vs Zyxora Quill tickets',
  'the 10 oldest tickets',
  'tickets by solver',
];
const GOINGS_ON = [
  'only billing',
  'the second one',
  'and for chats?',
  'by week',
  'as a table',
  'how many?',
  'remove the filters',
  'show the tickets',
  'which agent?',
  'who had the most tickets?',
  'tickets for agent Xyz',
  'how is the other one doing',
  'tickets by priority',
  'which agents are there?',
  'average first response time',
];

describe('a channel', () => {
  it('is shown no more than the least there may see; who asked gets the rest privately', async () => {
    const dice = createDice(7);
    const least = { role: 'viewer', agent: null } as const;
    const permit = permitFor(BOSS, least, GRANTORS);
    const counts = { here: 0, privately: 0 };
    for (let round = 0; round < 150; round++) {
      const plan = randomPlan(dice, NAMES);
      const asked = await workspace.askPlan('as planned', plan, { permit });
      expect(asked.denied).toBeNull();
      counts[asked.isPrivate ? 'privately' : 'here'] += 1;
      if (!asked.isPrivate) await expectSilence(asked, [...CANARIES, ...CUSTOMER_CANARIES], plan);
    }
    expect(Math.min(counts.here, counts.privately)).toBeGreaterThan(25);
  });
});
