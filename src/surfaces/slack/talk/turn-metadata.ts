import type { MessageMetadata } from '@slack/types';
import type { TurnTrace } from '../../../bot/desk.ts';
import { bytesOf } from '../blocks/fit.ts';

/** What travels with an answer in Slack, so that its thread is its own memory. */
export type CarriedTurn = {
  /** The turn's id. */
  readonly key: string;
  /** Which of the answer's messages it is: the first carries the trace. */
  readonly part: string;
  readonly asker: string;
  /** null where it was too large to travel, or can't be read. */
  readonly trace: TurnTrace | null;
};

const EVENT_TYPE = 'deskhand_turn';
/** Slack refuses metadata somewhere past 8 kB. */
const MOST_BYTES = 7000;

/** Keys of shown rows are given up first; whether the rest fits as well. */
export function carry(
  trace: TurnTrace,
  asker: string,
): { readonly metadata: MessageMetadata; readonly isWhole: boolean } {
  const withKeys = firstMessage(trace, asker);
  if (bytesOf(withKeys) <= MOST_BYTES) return { metadata: withKeys, isWhole: true };
  const without = firstMessage({ ...trace, keys: [] }, asker);
  if (bytesOf(without) <= MOST_BYTES) return { metadata: without, isWhole: true };
  return { metadata: partMetadata(trace.id, '0', asker), isWhole: false };
}

function firstMessage(trace: TurnTrace, asker: string): MessageMetadata {
  const { question, askedAt, plan, keys, undid, isAdhoc, choices } = trace;
  return {
    event_type: EVENT_TYPE,
    event_payload: {
      key: trace.id,
      part: '0',
      asker,
      question,
      plan: JSON.stringify(plan),
      keys: JSON.stringify(keys),
      rest: JSON.stringify({ askedAt, undid, isAdhoc, choices }),
    },
  };
}

/** Of a message that only belongs to an answer. */
export function partMetadata(key: string, part: string, asker: string): MessageMetadata {
  return { event_type: EVENT_TYPE, event_payload: { key, part, asker } };
}

/** null for a message that is no part of an answer. */
export function readMetadata(metadata: unknown): CarriedTurn | null {
  if (!isObject(metadata) || metadata.event_type !== EVENT_TYPE) return null;
  const payload = isObject(metadata.event_payload) ? metadata.event_payload : {};
  const { key, part, asker } = payload;
  if (typeof key !== 'string' || typeof part !== 'string' || typeof asker !== 'string') return null;
  return { key, part, asker, trace: traceIn(key, payload) };
}

function traceIn(id: string, payload: Readonly<Record<string, unknown>>): TurnTrace | null {
  const { question } = payload;
  const rest = parsed(payload.rest);
  const keys = parsed(payload.keys);
  const plan = parsed(payload.plan);
  if (typeof question !== 'string' || !isObject(rest) || plan === undefined) return null;
  if (typeof rest.askedAt !== 'string' || !Array.isArray(keys)) return null;
  return {
    id,
    question,
    askedAt: rest.askedAt,
    plan: plan as TurnTrace['plan'], // the desk looks at it before it takes it
    keys: keys.filter(Array.isArray),
    undid: rest.undid === true,
    ...(rest.isAdhoc === true && { isAdhoc: true }),
    choices: Array.isArray(rest.choices) ? rest.choices.filter(isChoice) : [],
  };
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut or written by something else: as good as not there
  }
}

function isChoice(value: unknown): value is TurnTrace['choices'][number] {
  return isObject(value) && typeof value.label === 'string' && typeof value.question === 'string';
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
