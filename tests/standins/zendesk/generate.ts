import type { StoredComment, StoredStatus, StoredTicket } from './account.ts';

export type Generation = {
  readonly tickets: number;
  readonly firstId: number;
  readonly firstAt: number;
  readonly everyMs: number;
  /** All of them were last changed then. */
  readonly sharedAt: number | null;
  readonly commentsEach: number;
  generatedOf(id: number): number;
};

export type GenerationOptions = {
  readonly tickets?: number;
  readonly firstAt?: string;
  readonly everyMs?: number;
  readonly sharedAt?: string | null;
  readonly commentsEach?: number;
};

const MINUTE = 60_000;
const SUBJECTS = ['Where is my parcel', 'Invoice is wrong', 'Cannot sign in', 'Refund please'];
const STATUSES: readonly StoredStatus[] = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
const PRIORITIES = ['low', 'normal', 'high', 'urgent', null];
const CHANNELS = ['web', 'email', 'chat', 'native_messaging', 'voice', 'api', 'facebook'];
const LAST_CHANGE_MS = 45 * MINUTE;
const FIRST_REPLY_MS = 10 * MINUTE;

const pick = <T>(from: readonly T[], nth: number): T => from[nth % from.length] as T;

export function generation(options: GenerationOptions): Generation {
  const { tickets = 0, commentsEach = 3, everyMs = 3 * MINUTE } = options;
  const firstAt = Date.parse(options.firstAt ?? '2026-03-01T08:00:00Z');
  const sharedAt = options.sharedAt ? Date.parse(options.sharedAt) : null;
  const firstId = 1000;
  return {
    tickets,
    firstId,
    firstAt,
    everyMs,
    sharedAt,
    commentsEach,
    generatedOf: (id) =>
      Math.floor((sharedAt ?? firstAt + (id - firstId) * everyMs + LAST_CHANGE_MS) / 1000),
  };
}

export function generatedTicket(made: Generation, id: number): StoredTicket | null {
  const nth = id - made.firstId;
  if (nth < 0 || nth >= made.tickets) return null;
  const createdAt = made.firstAt + nth * made.everyMs;
  const changedAt = made.sharedAt ?? createdAt + LAST_CHANGE_MS;
  const status = pick(STATUSES, nth);
  const isSolved = status === 'solved' || status === 'closed';
  const assigneeId = nth % 11 === 0 ? null : pick([901, 902, 903], nth);
  const requesterId = 10_001 + (nth % 500);
  const comments = commentsOf({ made, id, createdAt, requesterId, assigneeId });
  const firstReply = comments.find(({ authorId }) => authorId < 1000);
  return {
    id,
    createdAt,
    updatedAt: changedAt,
    generated: made.generatedOf(id),
    subject: `${pick(SUBJECTS, nth)} ${id}`,
    description: `Description of ${id}`,
    status,
    priority: pick(PRIORITIES, nth),
    channel: pick(CHANNELS, nth),
    requesterId,
    assigneeId,
    groupId: nth % 5 === 0 ? null : pick([71, 72], nth),
    organizationId: nth % 3 === 0 ? null : 400 + (nth % 20),
    tags: nth % 2 === 0 ? ['late', 'dhl'] : [],
    comments,
    rating: null,
    statusAt: changedAt,
    solvedAt: isSolved ? changedAt : null,
    firstReplyAt: firstReply?.at ?? null,
    reopens: isSolved ? nth % 2 : 0,
  };
}

function commentsOf({
  made,
  id,
  createdAt,
  requesterId,
  assigneeId,
}: {
  readonly made: Generation;
  readonly id: number;
  readonly createdAt: number;
  readonly requesterId: number;
  readonly assigneeId: number | null;
}): StoredComment[] {
  return Array.from({ length: made.commentsEach }, (_, n) => ({
    id: id * 1000 + n,
    authorId: n % 2 === 0 ? requesterId : (assigneeId ?? 902),
    body: `Message ${n} of ${id}`,
    isPublic: true,
    at: createdAt + n * FIRST_REPLY_MS,
    channel: 'web',
    mergedInto: null,
  }));
}
