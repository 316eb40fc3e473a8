import type { ThreadMemory } from '../ask/follow-up/thread.ts';
import type { ReadTurn, VerifiedQuestions } from '../ask/verified/verified-questions.ts';
import { may } from '../core/access.ts';
import type { FeedbackGiven, FeedbackTaken } from './feedback.ts';

/** What comes of an opinion on a turn: a manager's good word verifies it, anybody's bad word has what was verified wait. */
export async function takeFeedback(
  { verdict, person, access }: FeedbackGiven,
  turn: ReadTurn,
  before: ThreadMemory,
  verified: VerifiedQuestions,
): Promise<FeedbackTaken> {
  // What was declined or explained has nothing to be kept.
  if (turn.plan === null || turn.plan.kind === 'about') return { kind: 'kept' };
  if (verdict === 'bad') {
    const isSuspended = await verified.suspend(turn, before, person);
    return { kind: isSuspended ? 'suspended' : 'kept' };
  }
  if (!may(access, 'verify')) return { kind: 'kept' };
  const found = await verified.verifyTurn(turn, before, person);
  return found.kind === 'plan'
    ? { kind: 'verified' }
    : { kind: 'unverifiable', reason: found.reason };
}
