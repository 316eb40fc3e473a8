import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Turn } from '../../src/bot/desk.ts';
import { draftOf, metricOf } from '../ask/model/drafts.ts';
import { startGemini } from '../standins/models/gemini.ts';
import { startOpenAi } from '../standins/models/openai.ts';
import type { ScriptedServer } from '../standins/models/scripted-server.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { openApp } from './open-app.ts';

const folder = useTempFolders();

/** Last week: Nova 3 tickets, Girly 1. */
const TICKETS = `ticket_id,subject,status,agent,company,created_at,first_response_at,rating
1,Printer on fire,solved,Nova,Orchard,2026-11-10T13:00:00Z,2026-11-10T14:00:00Z,5
2,Cannot log in,solved,Girly,Orchard,2026-11-11T13:00:00Z,2026-11-11T15:00:00Z,4
3,Refund please,open,Nova,Quux,2026-11-12T13:00:00Z,2026-11-12T16:00:00Z,
4,Still burning,open,Nova,Quux,2026-11-13T13:00:00Z,2026-11-13T13:30:00Z,1
5,Old one,solved,Nova,Quux,2026-11-03T13:00:00Z,2026-11-03T13:30:00Z,1
`;

const VENDORS = {
  gemini: { start: startGemini, key: 'GEMINI_API_KEY' },
  openai: { start: startOpenAi, key: 'OPENAI_API_KEY' },
} as const;

async function openDesk(
  vendor: keyof typeof VENDORS,
  server: ScriptedServer,
  more: NodeJS.ProcessEnv = {},
): Promise<App> {
  const at = folder();
  const variables = { [VENDORS[vendor].key]: 'k', MODEL_BASE_URL: server.url, ...more };
  const app = await openApp(at, '2026-11-20T14:00:00Z', { variables });
  const path = join(at, 'tickets.csv');
  writeFileSync(path, TICKETS);
  const file = { path, fileName: 'tickets.csv' };
  await app.imports.apply(file, await app.imports.preview(file));
  return app;
}

const say = (draft: unknown) => ({ kind: 'say' as const, text: JSON.stringify(draft) });
const plan = (...readings: readonly Parameters<typeof draftOf>[0][]) =>
  say({ outcome: 'plan', readings: readings.map(draftOf), refusal: null });
const refuse = (refusal: string) => say({ outcome: 'refuse', readings: [], refusal });

const headline = ({ reply }: Turn): string => reply.headline;
const figureOf = ({ reply }: Turn) => (reply.kind === 'answer' ? reply.figures[0]?.value : null);
const assumedIn = ({ reply }: Turn) =>
  reply.kind === 'answer' ? reply.provenance.assumed.join(' · ') : '';

/** Nothing the rules know: “swamped”. */
const SWAMPED = 'was Nova swamped last week';
const nova = { where: [{ field: 'agent', op: 'is' as const, values: ['{{agent_1}}'] }] };
const ofNova = { ...nova, period: 'last week' };

describe.each(Object.keys(VENDORS) as (keyof typeof VENDORS)[])(
  'a question read by %s',
  (vendor) => {
    it('is answered with our figures, shown as read, and followed up by the rules', async () => {
      await using server = await VENDORS[vendor].start();
      await using app = await openDesk(vendor, server);
      server.script.push(plan(ofNova));
      const turn = await app.desk.ask({ question: SWAMPED, threadId: 't' });
      const byRules = await app.desk.ask({
        question: 'tickets for Nova last week',
        threadId: null,
      });
      expect(figureOf(turn)).toBe(3);
      expect(turn.plan).toEqual(byRules.plan);
      expect(assumedIn(turn)).toContain('language model');
      expect(server.received).toHaveLength(1);
      expect(server.received[0]?.raw).toContain('was {{agent_1}} swamped last week');
      expect(server.received[0]?.raw).not.toMatch(/Nova|Girly|Orchard|Quux|burning/);

      const next = await app.desk.ask({ question: 'and for Girly?', threadId: 't' });
      expect(figureOf(next)).toBe(1);
      expect(server.received).toHaveLength(1);
    });
  },
);

describe('a model', () => {
  it('sees the plan before in placeholders, and may change it', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    await app.desk.ask({ question: 'tickets for Nova last week', threadId: 't' });
    server.script.push(plan({ ...ofNova, by: ['company'] }));
    const turn = await app.desk.ask({ question: 'which firms swamped us', threadId: 't' });
    expect(turn.reply).toMatchObject({ kind: 'answer', table: { total: 2 } });
    expect(server.received[0]?.raw).toContain('{{agent_1}}');
    expect(server.received[0]?.raw).not.toMatch(/Nova|Quux/);
  });

  it('is told once what is wrong with its draft', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    server.script.push(plan({ ...ofNova, metrics: [metricOf('workload')] }), plan(ofNova));
    expect(figureOf(await app.desk.ask({ question: SWAMPED, threadId: null }))).toBe(3);
    expect(server.received[1]?.raw).toContain('there is no metric');
  });

  it('leaves the rules’ own reply and nearest questions where it gives nothing that can be used', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    server.script.push({ kind: 'say', text: 'Nova had 99 tickets!' }, plan({}), plan(ofNova));
    const { reply } = await app.desk.ask({ question: SWAMPED, threadId: null });
    expect(reply.kind).toBe('decline');
    expect(reply.headline).toContain('I don’t know what “swamped” means here');
    expect(reply.headline).not.toContain('99');
    expect(reply.kind === 'decline' && reply.followUps.length).toBeGreaterThan(0);
    expect(server.received).toHaveLength(2);
  });

  it('refuses in our words alone', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    server.script.push(refuse('not-about-support'));
    const turn = await app.desk.ask({ question: 'is the zorblax tasty', threadId: null });
    expect(headline(turn)).toContain('I only know about this support desk’s tickets and chats.');
  });

  it('asks back with buttons that our rules read', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    const csat = { ...ofNova, metrics: [metricOf('csat')] };
    server.script.push(
      say({ outcome: 'clarify', readings: [ofNova, csat].map(draftOf), refusal: null }),
    );
    const { reply } = await app.desk.ask({ question: SWAMPED, threadId: 't' });
    expect(reply.kind).toBe('clarify');
    const choices = reply.kind === 'clarify' ? reply.choices : [];
    expect(choices).toHaveLength(2);
    for (const { question } of choices) {
      const next = await app.desk.ask({ question, threadId: null });
      expect(next.reply.kind, question).toBe('answer');
    }
    expect(server.received).toHaveLength(1);
  });

  it('offers its second reading as a button', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    server.script.push(plan(ofNova, { ...ofNova, metrics: [metricOf('csat')] }));
    const { reply } = await app.desk.ask({ question: SWAMPED, threadId: null });
    const offered = reply.kind === 'answer' ? reply.followUps.map(({ question }) => question) : [];
    expect(offered[0]).toMatch(/csat/i);
    const said = reply.kind === 'answer' ? reply.context[0] : '';
    expect(said).toMatch(/^I read this as “tickets for Nova last week”; it may mean “.*csat/i);
  });

  it('may find another meaning in a name the rules don’t know, but never pass it over', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    const question = 'tickets for agent 70 last week';
    server.script.push(plan({ period: 'last week' }));
    const passedOver = await app.desk.ask({ question, threadId: null });
    expect(headline(passedOver)).toContain('I know no “70” among the agents');
    server.script.push(
      plan({
        kind: 'search',
        of: 'tickets',
        metrics: [],
        terms: ['70'],
        period: 'last week',
      }),
    );
    const found = await app.desk.ask({ question: `${question}?`, threadId: null });
    expect(found.plan).toMatchObject({ kind: 'search', terms: ['70'] });
  });

  it.each(['Zorbo', 'zorbo', 'Grace', 'jon', '4477118'])(
    'answers for nobody else where it passes over %s, and offers what that would be',
    async (name) => {
      await using server = await startGemini();
      await using app = await openDesk('gemini', server);
      server.otherwise = () => plan({ period: 'last week' });
      const { reply } = await app.desk.ask({
        question: `was ${name} swamped last week`,
        threadId: null,
      });
      expect(reply.kind).toBe('decline');
      expect(reply.headline).toContain(`who or what “${name}” is`);
      expect('followUps' in reply && reply.followUps.map(({ question }) => question)).toContain(
        'tickets last week',
      );
      expect(server.received.map(({ raw }) => raw).join()).not.toContain(name);
    },
  );

  it.each([
    ['is down', [{ kind: 'fail', status: 400 } as const], {}, 'the language model isn’t answering'],
    [
      'hangs',
      [{ kind: 'hang' } as const],
      { MODEL_DEADLINE_SECONDS: '1' },
      'the language model isn’t answering',
    ],
    [
      'is not to be asked any more today',
      [],
      { MODEL_CALLS_A_DAY: '0' },
      'today’s 0 questions to the model are used up',
    ],
  ])('that %s costs the rules’ own reply a line', async (_what, turns, more, note) => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server, more);
    server.script.push(...turns);
    const { reply, tookMs } = await app.desk.ask({ question: SWAMPED, threadId: null });
    expect(reply.kind).toBe('decline');
    expect(reply.headline).toContain('“swamped”');
    expect(reply.headline).toContain(note);
    expect(tookMs).toBeLessThan(5000);
  });

  it('that hangs in its second try costs no more than the deadline', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server, { MODEL_DEADLINE_SECONDS: '1' });
    server.script.push({ ...plan({}), delayMs: 600 }, { kind: 'hang' });
    const { reply, tookMs } = await app.desk.ask({ question: SWAMPED, threadId: null });
    expect(reply.headline).toContain('isn’t answering');
    expect(tookMs).toBeLessThan(1800);
  });

  it('gets nobody told what they may not know', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    const girly = { person: 'U1', role: 'agent', agent: 'Girly' } as const;
    server.script.push(plan(ofNova), plan(ofNova));
    const denied = await app.desk.ask({ question: SWAMPED, threadId: null, access: girly });
    expect(denied.denied).not.toBeNull();
    expect(denied.reply.kind).toBe('decline');
    expect(JSON.stringify(denied.reply)).not.toMatch(/Nova|\b3\b/);

    const own = await app.desk.ask({
      question: 'was my desk swamped last week',
      threadId: null,
      access: girly,
    });
    expect(figureOf(own)).toBe(1);
    expect(assumedIn(own)).toContain('you: Girly');
    expect(server.received.map(({ raw }) => raw).join()).not.toMatch(/Girly|Nova/);
  });

  it('counts what it costs by the person who asks', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server, { MODEL_CALLS_A_DAY_EACH: '1' });
    server.otherwise = () => plan(ofNova);
    const asks = (person: string, question: string) =>
      app.desk.ask({
        question,
        threadId: null,
        access: { person, role: 'manager', agent: null },
      });
    expect(figureOf(await asks('U1', SWAMPED))).toBe(3);
    expect(headline(await asks('U1', 'was Nova hammered last week'))).toContain('you have used up');
    expect(figureOf(await asks('U2', 'was Nova hammered last week'))).toBe(3);
  });

  it.each(['!!!', 'Hope everyone is well!', '🙏'])(
    'is not asked where “%s” asks nothing',
    async (question) => {
      await using server = await startGemini();
      await using app = await openDesk('gemini', server);
      server.otherwise = () => plan({});
      const { reply } = await app.desk.ask({ question, threadId: null });
      expect(reply.kind).not.toBe('answer');
      expect(server.received).toEqual([]);
    },
  );

  it('is not asked what the rules can say', async () => {
    await using server = await startGemini();
    await using app = await openDesk('gemini', server);
    for (const question of [
      'tickets last week',
      'what did each ticket cost us?',
      'close ticket 3',
      'tickets for Nova next year',
      'why did csat drop',
    ])
      await app.desk.ask({ question, threadId: null });
    expect(server.received).toEqual([]);
  });
});
