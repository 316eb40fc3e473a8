import { VERIFIED_SPACE } from '../ask/verified/verified-book.ts';
import type { StateSpace, StateStore } from '../core/state.ts';
import type { Traces } from '../store/erase-customer.ts';
import { FEEDBACK_SPACE } from './feedback.ts';
import { replyKey, SLACK_TRACES, THREAD_SPACES } from './thread-spaces.ts';

/** As the desk keeps them; what a turn holds doesn't matter here, only the texts in it. */
type KeptThread = { readonly title: string; readonly turns: readonly { readonly id: string }[] };

const FORGOTTEN_TITLE = '[erased]';
/** Shorter texts stand in answers about anybody. */
const DISTINCTIVE = 12;

type Mentions = (text: string) => boolean;

/**
 * Removes from every surface's kept threads the turns that mention an erased person: by address, name, conversation or words of theirs, in a
 * question or in an answer's table, and what was thought of such answers. Gives how many; a thread without a turn left goes whole.
 */
export async function forgetPerson(
  state: StateStore,
  traces: Traces,
): Promise<{ readonly turns: number; readonly threads: number }> {
  const mentions = createMatcher(traces);
  const forgotten = { turns: 0, threads: 0 };
  for (const { name, replies } of Object.values(THREAD_SPACES)) {
    const gone = await forgetReplies(state.space(replies), mentions);
    const { turns, threads } = await forgetIn(state.space(name), gone, mentions);
    forgotten.turns += turns;
    forgotten.threads += threads;
  }
  for (const name of [FEEDBACK_SPACE, VERIFIED_SPACE, SLACK_TRACES]) {
    const entries = state.space<unknown>(name);
    for (const { key, value } of await entries.list())
      if (stringsIn(value).some(mentions)) await entries.delete(key);
  }
  await state.compact();
  return forgotten;
}

/** Gives the keys of those that are gone. */
async function forgetReplies(
  replies: StateSpace<unknown>,
  mentions: Mentions,
): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  for (const { key, value } of await replies.list()) {
    if (!stringsIn(value).some(mentions)) continue;
    await replies.delete(key);
    gone.add(key);
  }
  return gone;
}

async function forgetIn(
  threads: StateSpace<KeptThread>,
  gone: ReadonlySet<string>,
  mentions: Mentions,
) {
  const forgotten = { turns: 0, threads: 0 };
  for (const { key, value } of await threads.list()) {
    const isGone = (turn: KeptThread['turns'][number]) =>
      gone.has(replyKey(key, turn.id)) || stringsIn(turn).some(mentions);
    if (!mentions(value.title) && !value.turns.some(isGone)) continue;
    await threads.update(key, (thread) => {
      if (!thread) return undefined;
      const turns = thread.turns.filter((turn) => !isGone(turn));
      forgotten.turns += thread.turns.length - turns.length;
      if (turns.length > 0)
        return { ...thread, turns, title: mentions(thread.title) ? FORGOTTEN_TITLE : thread.title };
      forgotten.threads += 1;
      return undefined;
    });
  }
  return forgotten;
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function createMatcher({ emails, names, conversations, texts }: Traces): Mentions {
  const words = [...emails, ...names.filter((name) => /\s/.test(name))].map(plain);
  const wholes = new Set([...names, ...conversations].map(plain));
  const ids = conversations
    .filter((id) => id.length > 2)
    .map((id) => plain(id).replaceAll(/[^\p{L}\p{N}]/gu, '\\$&'));
  const named = ids.length > 0 ? new RegExp(`(?:#|t-|ticket |chat )(?:${ids.join('|')})\\b`) : null;
  const longTexts = texts.map(plain).filter((text) => text.length >= DISTINCTIVE);
  const everyText = longTexts.join('\n');
  return (text) => {
    const given = plain(text);
    if (given === '') return false;
    if (wholes.has(given) || words.some((word) => given.includes(word))) return true;
    if (named?.test(given)) return true;
    const cut = given.replace(/^…|…$/g, '').trim();
    return (
      (cut.length >= DISTINCTIVE && everyText.includes(cut)) ||
      longTexts.some((one) => given.includes(one))
    );
  };
}

/** As it is compared: answers fold white space, and mark what matters. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('**', '').replaceAll(/\s+/g, ' ').trim();
}
