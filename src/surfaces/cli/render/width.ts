const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what an escape sequence begins with
const ESCAPES = /\u001B\[[\d;]*m/g;
const INVISIBLE = /^[\p{Mark}\p{Cf}\p{Cc}\uE000\uE001]+$/u;
const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6])/u;

/** Columns a terminal gives the text: wide characters take two, marks and colours none. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text.replaceAll(ESCAPES, ''))) {
    if (!INVISIBLE.test(segment)) width += WIDE.test(segment) ? 2 : 1;
  }
  return width;
}

/** At most `width` columns, on one line; what is cut off leaves a "…". */
export function cut(text: string, width: number): string {
  const line = text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
  if (widthOf(line) <= width) return line;
  let kept = '';
  let used = 0;
  for (const { segment } of GRAPHEMES.segment(line)) {
    used += widthOf(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export function pad(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return side === 'left' ? text + space : space + text;
}

/** Broken at spaces into lines of at most `width` columns; a longer word has a line of its own. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n]+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width - widthOf(indent)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => indent + each).join('\n');
}
