import type {
  ContextBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import { unbroken, withoutUnseen } from '../../../core/readable.ts';
import { BUDGET, CLOSE, chunk, LIMITS, OPEN, orBlank, shorten, slackLength } from './fit.ts';

const WORD_JOINER = '\u2060';

/**
 * Text as it may stand in any block: no control sign, no steering of what is around it, no half letter, and nothing
 * that any reader of Slack's markup could take for a mention or a link.
 */
export function shown(text: string): string {
  return withoutUnseen(text.toWellFormed())
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]/gu, '\uFFFD')
    .replace(/<(?=[!@#a-z/])/gi, `<${WORD_JOINER}`);
}

/** The same, on one line. */
export function oneLine(text: string): string {
  return shown(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** A text element that Slack takes as it stands; never empty. */
export function plain(text: string, most: number = LIMITS.sectionText): PlainTextElement {
  return { type: 'plain_text', text: orBlank(shorten(text, most)), emoji: false };
}

/** `**…**` in an answer's sentences marks the figure that matters. An unpaired mark stands as written. */
export function emphasised(sentence: string): RichTextText[] {
  const parts = isolated(unbroken(shown(sentence))).split('**');
  const isPaired = parts.length % 2 === 1;
  const whole = isPaired ? parts : [...parts.slice(0, -2), `${parts.at(-2)}**${parts.at(-1)}`];
  return whole.flatMap((text, at): RichTextText[] =>
    text === '' ? [] : [{ type: 'text', text, ...(at % 2 === 1 && { style: { bold: true } }) }],
  );
}

/** The words without their marks. */
export function unmarked(sentence: string): string {
  return isolated(unbroken(shown(sentence))).replaceAll('**', '');
}

/** Sentences as paragraphs of rich text, in as many blocks as they take. */
export function prose(sentences: readonly string[]): RichTextBlock[] {
  return richBlocks(sentences.map(emphasised)).map((sections) => ({
    type: 'rich_text',
    elements: sections,
  }));
}

/** Sentences as a list of points. */
export function points(sentences: readonly string[]): RichTextBlock[] {
  return richBlocks(sentences.map(emphasised)).map((sections) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_list', style: 'bullet', elements: sections }],
  }));
}

/** Lines in the small type of what comes second. */
export function asides(lines: readonly string[]): ContextBlock[] {
  const text = lines.map(unmarked).filter((line) => line.trim() !== '');
  if (text.length === 0) return [];
  return chunk(text.join('\n'), LIMITS.sectionText).map((piece) => ({
    type: 'context',
    elements: [plain(piece)],
  }));
}

function richBlocks(paragraphs: readonly RichTextText[][]): RichTextSection[][] {
  const sections = paragraphs.filter((elements) => elements.length > 0).flatMap(inPieces);
  const blocks: RichTextSection[][] = [];
  let room = 0;
  for (const section of sections) {
    const weight = FRAME + section.elements.reduce((sum, each) => sum + weightOf(each), 0);
    if (weight > room) {
      blocks.push([]);
      room = LIMITS.sectionText + FRAME;
    }
    blocks.at(-1)?.push(section);
    room -= weight;
  }
  return blocks;
}

/** A paragraph as sections that each fit a block. */
function inPieces(elements: readonly RichTextText[]): RichTextSection[] {
  const sections: RichTextText[][] = [[]];
  let room: number = LIMITS.sectionText;
  for (const element of elements) {
    for (const text of chunk(element.text, LIMITS.sectionText - FRAME)) {
      const piece = { ...element, text };
      if (weightOf(piece) > room) {
        sections.push([]);
        room = LIMITS.sectionText;
      }
      sections.at(-1)?.push(piece);
      room -= weightOf(piece);
    }
  }
  return sections
    .filter((each) => each.length > 0)
    .map((each) => ({ type: 'rich_text_section', elements: each }));
}

/** Characters of JSON round each piece of rich text: hundreds of marks in one sentence weigh more than its words. */
const FRAME = 60;

function weightOf(element: RichTextElement): number {
  return FRAME + (element.type === 'text' ? slackLength(element.text) : 0);
}

const RIGHT_TO_LEFT = '\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}';
const RUN = new RegExp(
  `[${RIGHT_TO_LEFT}](?:[${RIGHT_TO_LEFT}\\p{M}\\s'’-]*[${RIGHT_TO_LEFT}\\p{M}])?`,
  'gu',
);

/** A name written from right to left stays a name: figures and names after it keep their places. */
function isolated(text: string): string {
  return text.replace(RUN, (run) => `${OPEN}${run}${CLOSE}`);
}

/**
 * The fallback of a message: what notifications and screen readers say. Slack reads markup in it, so its signs are
 * escaped, and what it would turn into a mention or a link by itself is broken by a joiner that nobody sees.
 */
export function fallback(sentences: readonly string[]): string {
  const words = sentences
    .map((sentence) => shown(sentence).replaceAll('**', '').replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '')
    .join('\n');
  return orBlank(escaped(shorten(words, BUDGET.fallbackText)));
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[@#](?=[\p{L}\p{N}_])/gu, `$&${WORD_JOINER}`)
    .replace(/:(?=\/\/)/g, `${WORD_JOINER}:`)
    .replace(/(?<=[\p{L}\p{N}_-])\.(?=\p{L}{2})/gu, `${WORD_JOINER}.`)
    .replace(/\b(www)\./gi, `$1${WORD_JOINER}.`)
    .replace(/\b(mailto|tel):/gi, `$1${WORD_JOINER}:`);
}
