import { describe, expect, it } from 'vitest';
import { answerOnCall, readOnCallQuestion } from '../../src/bot/on-call-answer.ts';
import type { Access } from '../../src/core/access.ts';
import { openWorld, setup } from '../tickets/escalate/open-escalations.ts';

const AGENT: Access = { role: 'agent', agent: 'Nova', person: 'U1' };
const VIEWER: Access = { role: 'viewer', agent: null, person: 'U2' };

describe('a question about who is on call', () => {
  it.each([
    'who is on call?',
    'Who’s on-call',
    "who's currently on call",
    'who is next on call?',
    'who is on call next week',
    'when am I on call?',
    'on call',
    'show me the on-call schedule',
  ])('is told from others: %s', (question) => expect(readOnCallQuestion(question)).toBe('now'));

  it.each([
    'who handled calls on duty',
    'tickets about on call',
    'who is on holiday',
    'call volume by week',
    'on call tickets last month',
  ])('is none: %s', (question) => expect(readOnCallQuestion(question)).toBeNull());

  it('is answered as alerts and rosters have it, with whoever comes next', async () => {
    await using world = await openWorld();
    const { onCall } = world.open();
    const parts = { onCall, clock: world.clock };
    const from = world.clock.at;
    await onCall.change(
      'support',
      { kind: 'override', person: 'Kim', from, to: from + 3_600_000 },
      'Nova',
    );
    const told = await answerOnCall({ question: 'who is on call?', access: AGENT }, parts);
    if (told?.reply.kind !== 'answer') throw new Error('no answer');
    const { headline, table } = told.reply;
    expect(headline.replaceAll(/\s/gu, ' ')).toBe(
      '**Kim** is on call until 20 Nov 2026 10:00, then Nova (support, UTC).',
    );
    expect(table?.rows.map((row) => row[3])).toEqual(['Kim', 'Nova', 'Girly', 'Nova']);
    expect(told.isPrivate).toBe(false);
  });

  it('names each rotation where there are several', async () => {
    const [rotation] = setup().rotations;
    if (!rotation) throw new Error('no rotation');
    const rotations = [rotation, { ...rotation, name: 'night', layers: [] }];
    await using world = await openWorld(setup({ rotations }));
    const parts = { onCall: world.open().onCall, clock: world.clock };
    const told = await answerOnCall({ question: 'who is on call' }, parts);
    expect(told?.reply.headline).toContain('**Nova**, **nobody**');
  });

  it('is for the team; where others read along, for the asker alone', async () => {
    await using world = await openWorld();
    const parts = { onCall: world.open().onCall, clock: world.clock };
    const question = 'who is on call?';
    const refused = await answerOnCall({ question, access: VIEWER }, parts);
    expect(refused).toMatchObject({ denied: 'oncall', reply: { kind: 'decline' } });
    const aside = { question, access: AGENT, audience: { role: 'viewer' as const, agent: null } };
    expect(await answerOnCall(aside, parts)).toMatchObject({ isPrivate: true, denied: null });
  });

  it('says that nobody knows who was', async () => {
    await using world = await openWorld();
    const parts = { onCall: world.open().onCall, clock: world.clock };
    const told = await answerOnCall({ question: 'who was on call yesterday?' }, parts);
    expect(told?.reply).toMatchObject({ kind: 'decline' });
    expect(told?.reply.headline).toContain('not who was');
  });
});
