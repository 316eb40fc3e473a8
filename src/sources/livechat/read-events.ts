import { event as eventShape, type LiveChatEvent, type LiveChatUser } from './answers.ts';
import { authorKindOf, type Directory } from './directory.ts';
import { isoOf, microsecondsOf } from './values.ts';
import { answersOf, type FormAnswers, wordsOf } from './words.ts';

/** Something that was said or happened in a thread. */
export type ThreadEvent = {
  readonly id: string;
  readonly at: string;
  readonly by: {
    readonly kind: 'customer' | 'agent' | 'bot' | 'system';
    readonly id: string | null;
  };
  /** `form`: filled in, before the chat, in it or after it. */
  readonly kind: 'said' | 'form' | 'system';
  readonly isPublic: boolean;
  readonly text: string | null;
  /** What the system says happened, `chat_transferred`. */
  readonly happening: string | null;
  /** Whom the system names; of a transfer, who is to have the chat. */
  readonly names: readonly string[];
  readonly form: { readonly type: string | null; readonly answers: FormAnswers } | null;
  readonly isDeleted: boolean;
};

export type UnreadEvent = { readonly id: string | null; readonly reason: string };

export type EventContext = {
  readonly users: readonly LiveChatUser[];
  readonly directory: Directory;
};

type Placed = { readonly event: ThreadEvent; readonly microseconds: number; readonly nth: number };

/** Events in the order they happened; what is never shown to anybody is left out, and what can't be read is said apart. */
export function readEvents(
  raws: readonly unknown[],
  context: EventContext,
): {
  readonly events: readonly ThreadEvent[];
  readonly unread: readonly (UnreadEvent & { readonly raw: unknown })[];
} {
  const placed: Placed[] = [];
  const unread: (UnreadEvent & { readonly raw: unknown })[] = [];
  for (const raw of raws) {
    const read = readEvent(raw, context);
    if (read === null) continue;
    if ('reason' in read) unread.push({ ...read, raw });
    else placed.push(read);
  }
  placed.sort((a, b) => a.microseconds - b.microseconds || a.nth - b.nth);
  return { events: placed.map(({ event }) => event), unread };
}

/** Null for what is neither said nor happened: forms not filled in, and integrations' own. */
export function readEvent(raw: unknown, context: EventContext): Placed | UnreadEvent | null {
  const parsed = eventShape.safeParse(raw);
  if (!parsed.success) {
    const { id } = Object(raw);
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    return { id: typeof id === 'string' ? id : null, reason: `${where}: ${issue?.message}` };
  }
  const event = parsed.data;
  if (event.type === 'form' || event.type === 'custom') return null;
  const microseconds = microsecondsOf(event.created_at);
  if (microseconds === null) return { id: event.id, reason: 'created_at is no time' };
  const nth = Number(/_(\d+)$/.exec(event.id)?.[1] ?? 0);
  return { event: understand(event, isoOf(microseconds), context), microseconds, nth };
}

function understand(
  event: LiveChatEvent,
  at: string,
  { users, directory }: EventContext,
): ThreadEvent {
  const isSystem = event.type === 'system_message' || event.type === 'system' || !event.author_id;
  const isForm = event.type === 'filled_form';
  const by = isSystem
    ? ({ kind: 'system', id: null } as const)
    : {
        kind: authorKindOf(event.author_id ?? '', users, directory),
        id: event.author_id ?? null,
      };
  return {
    id: event.id,
    at,
    by,
    kind: isSystem ? 'system' : isForm ? 'form' : 'said',
    isPublic: event.visibility !== 'agents',
    text: wordsOf(event),
    happening: isSystem ? (event.system_message_type ?? null) : null,
    names: namesIn(event),
    form: isForm ? { type: event.form_type ?? null, answers: answersOf(event.fields ?? []) } : null,
    isDeleted: event.deleted === true,
  };
}

function namesIn({ text_vars: named }: LiveChatEvent): readonly string[] {
  const { targets } = named ?? {};
  if (typeof targets === 'string') return targets.split(', ');
  return Object.values(named ?? {}).filter((name) => typeof name === 'string');
}
