import type { Messenger, PostedMessage } from '../core/messenger.ts';
import type { StateSpace } from '../core/state.ts';
import type { Once } from '../store/once.ts';
import type { Digest, DigestSpec } from './digest.ts';

/** One message of a digest: its head, for the channel, or one of its sections, for the thread below. */
export type DigestPart = {
  readonly digest: Digest;
  /** null: the head; else an index into the sections. */
  readonly section: number | null;
};

/** How a slot ended. */
export type Outcome =
  | { readonly kind: 'posted'; readonly message: PostedMessage }
  /** There was nothing to say, and so nothing was said. */
  | { readonly kind: 'empty' };

export type DeliverParts = {
  readonly messenger: Messenger<DigestPart>;
  readonly once: Once;
  /** Digests as they were first put together: whoever goes on with one posts the same figures. */
  readonly drafts: StateSpace<Digest>;
  readonly build: () => Promise<Digest>;
  /** Told of each message as it stands there, so that replies to it are follow-ups. */
  readonly onPosted?: (posted: PostedDigest) => Promise<void>;
};

/** A digest that stands in its channel. */
export type PostedDigest = {
  /** Of its messages' keys, what is before `:head` and `:section-N`. */
  readonly key: string;
  readonly digest: Digest;
  readonly head: PostedMessage;
  /** In the order of its sections. */
  readonly replies: readonly PostedMessage[];
};

const DAY_MS = 86_400_000;
/** Long past any grace. */
export const KEEP_MS = 30 * DAY_MS;
/** Longer than anything of it may still be posted. */
const DRAFT_MS = 9 * DAY_MS;

/** Far longer than a message is on its way: whoever takes a lease over finds what its holder sent. */
export const LEASE_MS = 30_000;

/** The slot is with another process. */
export class HeldElsewhere extends Error {
  override readonly name = 'HeldElsewhere';
}

/**
 * Posts a digest exactly once, whoever was at it before and wherever they stopped: the head into the channel, the sections into its thread.
 * `key`: the slot's, or a run's; `since`: ISO, it can't have been posted before. Throws HeldElsewhere while another process is at it.
 */
export async function deliver(
  spec: DigestSpec & { readonly channel: string },
  { key, since }: { readonly key: string; readonly since: string },
  parts: DeliverParts,
): Promise<Outcome> {
  const { once } = parts;
  const act = () => postAll(spec, { key, since }, parts);
  // What was posted of it is found part by part, within.
  const run = await once.run<Outcome>(key, { act, find: async () => null }, { keepMs: KEEP_MS });
  if (run.kind === 'held') throw new HeldElsewhere(`${key} is with another process`);
  await parts.drafts.delete(key); // rows of it need not be kept beside the store
  return run.value;
}

async function postAll(
  spec: DigestSpec & { readonly channel: string },
  { key, since }: { readonly key: string; readonly since: string },
  parts: DeliverParts,
): Promise<Outcome> {
  const { drafts, build, onPosted } = parts;
  const draft = (await drafts.get(key)) ?? (await keepFirst(key, await build(), drafts));
  if (draft.empty && spec.skipWhenEmpty) return { kind: 'empty' };
  const { channel } = spec;
  const post = (part: DigestPart, thread: PostedMessage | null, name: string) =>
    postPieces({ part, thread, key: `${key}:${name}`, channel, since }, parts);
  const head = await post({ digest: draft, section: null }, null, 'head');
  const replies: PostedMessage[] = [];
  for (const index of draft.sections.keys()) {
    replies.push(await post({ digest: draft, section: index }, head, `section-${index + 1}`));
  }
  await onPosted?.({ key, digest: draft, head, replies });
  return { kind: 'posted', message: head };
}

async function keepFirst(
  key: string,
  digest: Digest,
  drafts: DeliverParts['drafts'],
): Promise<Digest> {
  if (await drafts.claim(key, digest, { ttlMs: DRAFT_MS })) return digest;
  return (await drafts.get(key)) ?? digest;
}

type PartPosting = {
  readonly part: DigestPart;
  readonly thread: PostedMessage | null;
  readonly key: string;
  readonly channel: string;
  readonly since: string;
};

/** A part that takes several messages goes on in the thread. Gives the first of them. */
async function postPieces(
  { part: content, thread, key, channel, since }: PartPosting,
  { messenger, once }: DeliverParts,
): Promise<PostedMessage> {
  const postOne = async (piece: number, below: PostedMessage | null): Promise<PostedMessage> => {
    const named = piece === 0 ? key : `${key}:${piece + 1}`;
    const where = { channel, thread: below, key: named };
    const run = await once.run(
      named,
      {
        act: (hold) =>
          messenger.post({ ...where, content, piece }, async () => {
            if (!(await hold.renew())) throw new HeldElsewhere(`${named} was taken over`);
          }),
        find: () => messenger.find({ ...where, since }),
      },
      { keepMs: KEEP_MS },
    );
    if (run.kind === 'held') throw new HeldElsewhere(`${named} is with another process`);
    return run.value;
  };
  const first = await postOne(0, thread);
  for (let piece = 1; piece < messenger.pieces(content); piece++) {
    await postOne(piece, thread ?? first);
  }
  return first;
}
