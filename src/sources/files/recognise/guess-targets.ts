import type { Entity } from '../file-import.ts';
import { readPriority, readStatus } from '../values/words.ts';
import type { Content } from './guess-content.ts';
import { normaliseHeader } from './normalise-header.ts';
import { BEGINNING } from './targets.ts';

/** A column no name told anything about. */
export type FreeColumn = {
  readonly header: string;
  readonly at: number;
  readonly content: Content;
};

/** What columns may be going by their values alone: position and target, the likeliest first. */
export function guessByContent(
  entity: Entity,
  free: readonly FreeColumn[],
  source: string,
): readonly (readonly [number, string])[] {
  const beginning = BEGINNING[entity];
  const [time, ...otherTimes] = free.filter(({ content }) => content.looks === 'instant');
  const began = beginning && time && otherTimes.length === 0 ? [[time.at, beginning] as const] : [];
  const others = free.flatMap((column) => {
    const target = guessTarget(column, entity, source);
    return target ? [[column.at, target] as const] : [];
  });
  return [...began, ...others];
}

function guessTarget(
  { header, at, content }: FreeColumn,
  entity: Entity,
  source: string,
): string | null {
  const name = normaliseHeader(header);
  if (isIdLike(name, at, content)) return 'source_id';
  if (content.looks === 'email') {
    if (/agent|assignee|owner|operator/.test(name)) return null;
    return entity === 'tickets' || entity === 'chats' ? 'customer_email' : 'emails';
  }
  if (content.looks === 'number') return /rating|satisf|csat|stars?$/.test(name) ? 'rating' : null;
  if (content.looks !== 'text') return null;
  if (allRead(content, (text) => readPriority(text, source))) return 'priority';
  if (allRead(content, (text) => (CHANNEL.test(text) ? text : null))) return 'channel';
  return allRead(content, (text) => readStatus(text, source)) ? 'status' : null;
}

const CHANNEL =
  /^(?:e-?mail|mail|phone|call|chat|live chat|messenger|web|web ?form|form|portal|self-?service|social(?: media)?|facebook|instagram|twitter|whatsapp|telegram|sms|api|walk-in)$/i;

const NOT_IDS: ReadonlySet<Content['looks']> = new Set(['instant', 'email', 'duration']);
const ID_NAME = /(?:^|_)(?:id|ids|no|nr|num|number|ref|reference|key|code|uuid|guid)(?:_|$)/;

function isIdLike(name: string, at: number, { isUnique, filled, looks }: Content): boolean {
  if (!isUnique || filled.length < 2 || NOT_IDS.has(looks)) return false;
  if (filled.some((text) => /\s/.test(text) || text.length > 64)) return false;
  return ID_NAME.test(name) || (at === 0 && filled.every((text) => /\d/.test(text)));
}

function allRead({ filled }: Content, read: (text: string) => string | null): boolean {
  const distinct = [...new Set(filled)];
  return (
    distinct.length > 1 && distinct.length <= 12 && distinct.every((text) => read(text) !== null)
  );
}
