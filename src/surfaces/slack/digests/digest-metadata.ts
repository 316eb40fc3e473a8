import type { MessageMetadata } from '@slack/types';
import type { TurnTrace } from '../../../bot/desk.ts';
import type { Posting } from '../../../core/messenger.ts';
import type { DigestPart } from '../../../digests/deliver.ts';
import { carry, isObject } from '../talk/turn-metadata.ts';

const EVENT_TYPE = 'deskhand_digest';
/** A digest's sections are nobody's questions. */
const NOBODY = '';

/** What travels with a message of a digest: the key it is found by, and with a section the turn that replies go on from. */
export function metadataOf({ key, piece, content }: Posting<DigestPart>): MessageMetadata {
  const trace = piece === 0 ? traceOf(content, key) : null;
  return trace ? carry(trace, NOBODY).metadata : keyOnly(key);
}

export function keyOnly(key: string): MessageMetadata {
  return { event_type: EVENT_TYPE, event_payload: { key } };
}

/** The key a message was posted with; null: it is none of a digest's. */
export function keyIn(metadata: unknown): string | null {
  const payload = isObject(metadata) ? metadata.event_payload : null;
  const key = isObject(payload) ? payload.key : null;
  return typeof key === 'string' ? key : null;
}

/** A section as a turn of the thread below the digest; null for the head. */
export function traceOf({ digest, section }: DigestPart, key: string): TurnTrace | null {
  const told = section === null ? undefined : digest.sections[section];
  if (told === undefined) return null;
  const { question, plan, keys, reply } = told;
  const choices = reply.kind === 'clarify' ? reply.choices : [];
  return { id: key, question, askedAt: digest.slot.at, plan, keys, undid: false, choices };
}
