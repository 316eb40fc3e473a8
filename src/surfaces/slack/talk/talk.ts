import type { WebClient } from '@slack/web-api';
import { type AnswerRecords, createAnswerRecords } from './answer-records.ts';
import { createTurns } from './in-turn.ts';
import type { TalkParts } from './talk-parts.ts';
import { createThreadMemory, type ThreadMemory } from './thread-memory.ts';

/** What all listeners of a conversation share. */
export type Talk = TalkParts & {
  readonly memory: ThreadMemory;
  readonly answers: AnswerRecords;
  /** One thing after the other in each thread. */
  readonly inTurn: <T>(threadId: string, work: () => Promise<T>) => Promise<T>;
};

/** Who speaks to us, and how we answer. */
export type Speaking = {
  readonly client: WebClient;
  readonly team: string;
  readonly user: string;
  /** Our own user id in that workspace. */
  readonly us: string;
  readonly jobKey: string;
};

export function createTalk(parts: TalkParts): Talk {
  return {
    ...parts,
    memory: createThreadMemory(parts),
    answers: createAnswerRecords(parts),
    inTurn: createTurns(),
  };
}

type Requested = {
  readonly context: Readonly<Record<string, unknown>>;
  readonly body: object;
  readonly client: WebClient;
};

/** Reads off a request who is speaking; Bolt's own fields say it in several ways. */
export function speakingIn({ context, body, client }: Requested, user: string): Speaking {
  const team = [context.teamId, 'team_id' in body && body.team_id, context.enterpriseId].find(
    (id) => typeof id === 'string',
  );
  return {
    client,
    user,
    team: String(team ?? ''),
    us: String(context.botUserId ?? ''),
    jobKey: String(context.jobKey ?? ''),
  };
}
