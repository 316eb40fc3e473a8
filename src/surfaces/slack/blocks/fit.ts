import type { SlackBlock } from './slack-message.ts';

/**
 * What Slack takes, as its reference states it; where sources differ, the smaller number.
 * docs.slack.dev/reference/block-kit/blocks
 */
export const LIMITS = {
  blocks: 50,
  viewBlocks: 100,
  sectionText: 3000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  altText: 2000,
  modalTitle: 24,
  chartTitle: 50,
  chartLabel: 20,
  chartPoints: 20,
  chartSeries: 6,
  chartsPerMessage: 2,
  tableRows: 100,
  tableColumns: 20,
} as const;

/**
 * What we let one message hold. Slack counts all text together and says neither where it stops nor by how much one is
 * over: 9 597 characters in 15 561 of JSON were taken, 11 341 in 17 694 were not (github.com/slackapi/bolt-js/issues/2867).
 * Tables have a limit of their own, 10 000 characters.
 */
export const BUDGET = {
  messageText: 9000,
  messageBytes: 30_000,
  jsonBesideTables: 15_000,
  tableText: 6000,
  tableBytes: 22_000,
  cellText: 300,
  /** Before what breaks links in it is added. */
  fallbackText: 2500,
  viewBytes: 60_000,
} as const;

/** Characters as Slack may count them: what it escapes counts escaped. */
export function slackLength(text: string): number {
  const escaped = text.match(/[&<>]/g) ?? [];
  return escaped.reduce((sum, sign) => sum + (sign === '&' ? 4 : 3), text.length);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `most` characters, an ellipsis in place of the rest; no letter or emoji is cut in two. */
export function shorten(text: string, most: number): string {
  if (slackLength(text) <= most) return text;
  const [head] = cutAt(text, most - 1 - roomToClose(text));
  return `${closed(head.trimEnd())}…`;
}

/** In pieces of at most `most` characters, cut between words where there are any. All of it is in them. */
export function chunk(text: string, most: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (slackLength(rest) > most) {
    const [head, tail] = atWord(...cutAt(rest, most - roomToClose(rest)));
    pieces.push(closed(head));
    rest = closed(head) === head ? tail : `${OPEN}${tail}`;
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

/** Around a name written from right to left; never within another. A cut through it closes it, and opens it again. */
export const OPEN = '\u2068';
export const CLOSE = '\u2069';

function roomToClose(text: string): number {
  return text.includes(OPEN) ? CLOSE.length : 0;
}

function closed(head: string): string {
  return head.lastIndexOf(OPEN) > head.lastIndexOf(CLOSE) ? `${head}${CLOSE}` : head;
}

/** The longest beginning of whole graphemes within `most`, at least one, and what follows. */
function cutAt(text: string, most: number): readonly [head: string, tail: string] {
  let length = 0;
  let end = 0;
  for (const { segment } of graphemes.segment(text.slice(0, most + LONGEST_GRAPHEME))) {
    const size = slackLength(segment);
    if (length + size > most && end > 0) break;
    // Marks can be piled on a letter without end; such a pile is cut anyhow.
    const taken = size > most ? segment.slice(0, most) : segment;
    length += slackLength(taken);
    end += taken.length;
    if (length >= most) break;
  }
  return [text.slice(0, end), text.slice(end)];
}

const LONGEST_GRAPHEME = 64;

function atWord(head: string, tail: string): readonly [head: string, tail: string] {
  const at = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
  if (at < head.length / 2 || /^\s/.test(tail)) return [head, tail];
  return [head.slice(0, at + 1), head.slice(at + 1) + tail];
}

/** The characters people read in a block, in whatever field they stand. */
export function textOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + textOf(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (typeof each === 'string' && SHOWN.has(key) ? slackLength(each) : textOf(each)),
    0,
  );
}

const SHOWN = new Set(['text', 'title', 'caption', 'label', 'name', 'alt_text']);

/** Bytes on the way to Slack. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/**
 * Blocks over as many messages as they need, in order; `last` closes the first message, whatever else fits there.
 * A block that is too large for any message by itself has to be prevented where it is made.
 */
export function pack(
  blocks: readonly SlackBlock[],
  last: readonly SlackBlock[] = [],
): readonly SlackBlock[][] {
  const messages: SlackBlock[][] = [[]];
  for (const block of blocks) {
    const open = messages.at(-1) ?? [];
    const closing = messages.length === 1 ? last : [];
    if (open.length > 0 && !fits([...open, block, ...closing])) messages.push([block]);
    else open.push(block);
  }
  const [first = [], ...rest] = messages;
  return [[...first, ...last], ...rest];
}

function fits(blocks: readonly SlackBlock[]): boolean {
  const count = (type: SlackBlock['type']) => blocks.filter((block) => block.type === type).length;
  return (
    blocks.length <= LIMITS.blocks &&
    count('data_visualization') <= LIMITS.chartsPerMessage &&
    count('data_table') <= 1 &&
    textOf(blocks) <= BUDGET.messageText &&
    bytesOf(blocks) <= BUDGET.messageBytes &&
    jsonBesideTables(blocks) <= BUDGET.jsonBesideTables
  );
}

function jsonBesideTables(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks.filter(({ type }) => type !== 'data_table')).length;
}

/** Slack takes no empty text. */
export function orBlank(text: string): string {
  return text.trim() === '' ? '–' : text;
}
