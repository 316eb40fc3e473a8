import { readZone } from './zone-words.ts';

const FILLERS =
  /\b(?:please|pls|at|on|in|the|of|by|a|an|and|for|us|me|team|to|my|our|local|time|o'?clock|oclock|sharp|around|about|just|from|every|each)\b/g;

/** What is left to be understood of a text; each part is taken out as it is. */
export class Words {
  #rest: string;

  constructor(text: string) {
    const plain = text.normalize('NFKC').replaceAll(/[–—]/g, '-').replaceAll('’', "'");
    this.#rest = ` ${plain.replaceAll(/\s+/g, ' ').trim()} `;
  }

  /** The first match, taken out; case-insensitive. A part beginning or ending in a word is only whole words. */
  take(pattern: string): RegExpExecArray | null {
    const found = this.#find(pattern);
    if (found === null) return null;
    const { index } = found;
    this.#rest = `${this.#rest.slice(0, index)} ${this.#rest.slice(index + found[0].length)}`;
    return found;
  }

  /** What the first group of a match holds; nothing is taken. */
  peek(pattern: string): string | null {
    return this.#find(pattern)?.[1] ?? null;
  }

  #find(pattern: string): RegExpExecArray | null {
    return new RegExp(`(?<![\\w:.])(?:${pattern})(?![\\w:])`, 'i').exec(this.#rest);
  }

  /** What nobody took and means something. */
  left(): string {
    return this.#rest
      .toLowerCase()
      .replaceAll(FILLERS, ' ')
      .replaceAll(/[,.;!?&+"“”]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  }
}

const ZONE_NAMES = [
  '[A-Za-z]+(?:/[A-Za-z_+-]+)+',
  'utc|gmt|e[sd]?t|p[sd]t|pt|ct|ces?t|bst|jst',
  ...[3, 2, 1].map((count) => `(?:[A-Za-z]+ ){${count - 1}}[A-Za-z]+(?= time)`),
];

/** Takes a zone named out of the words: "Europe/London", "9 am New York time", "UTC", "ET". What is no zone stays. */
export function takeZone(words: Words): string | null {
  for (const name of ZONE_NAMES) {
    const named = words.peek(`(${name})`);
    const zone = named && readZone(named);
    if (!named || !zone) continue;
    words.take(`${named}(?: time(?: ?zone)?)?`);
    return zone;
  }
  return null;
}
