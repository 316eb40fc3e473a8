import type { Place } from './csv-records.ts';
import { type FlatRow, JsonFault, parseRow } from './json-rows.ts';

/** Which kind of JSON the beginning of a file shows. */
export function sniffJson(head: string): 'json' | 'jsonl' | null {
  const text = head.trimStart();
  if (text.startsWith('[')) return /^\[\s*(?:[{\]]|$)/.test(text) ? 'json' : null;
  if (!/^\{\s*(?:["}]|$)/.test(text)) return null;
  const [first = '', ...rest] = text.split('\n');
  const next = rest.find((line) => line.trim() !== '');
  if (!isObject(first)) return 'json';
  if (next !== undefined) return 'jsonl';
  return /:\s*\[\s*\{/.test(first) ? 'json' : 'jsonl';
}

function isObject(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Rows of a JSON Lines text, one object a line; blank lines don't count. Throws JsonFault. */
export async function* readJsonLines(chunks: AsyncIterable<string>): AsyncGenerator<FlatRow> {
  let held = '';
  let line = 1;
  for await (const chunk of chunks) {
    const lines = (held + chunk).split('\n');
    held = lines.pop() ?? '';
    for (const text of lines) {
      if (text.trim() !== '') yield parseRow(text, { line, column: 1 });
      line++;
    }
  }
  if (held.trim() !== '') yield parseRow(held, { line, column: 1 });
}

/** Lists that come along with the rows: who and what they name by id. */
const ASIDE =
  /^(?:users|groups|organizations|agents|brands|contacts|companies|participants|included|errors|links|columns|magic_words)$/;
const MAIN =
  /"(?:tickets|issues|incidents|cases|conversations|chats|messages|results|records|data|items|rows)"\s*:\s*\[\s*\{/;

/**
 * Rows of a JSON document: an array of objects, or an object that holds one such array somewhere; lists beside one of tickets, chats and
 * the like are left out, and their names added to `leftOut`. Throws JsonFault.
 */
export async function* readJsonDocument(
  chunks: AsyncIterable<string>,
  leftOut: Set<string>,
): AsyncGenerator<FlatRow> {
  let scanner: DocumentScanner | null = null;
  for await (const chunk of chunks) {
    scanner ??= new DocumentScanner(MAIN.test(chunk) ? leftOut : null);
    yield* scanner.push(chunk);
  }
  scanner?.finish();
}

/** Cuts the elements of the one array of objects out of a text that comes in pieces. */
class DocumentScanner {
  #text = '';
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #dropped = 0; // characters before #text
  #depth = 0;
  #inString = false;
  #listDepth: number | null = null; // depth inside the array of rows
  #listSeen = false;
  #rowStart: number | null = null;
  #rowPlace: Place = { line: 1, column: 1 };
  #bracketOpen = false; // the latest token was [ outside the rows
  #asideDepth: number | null = null; // depth inside a list that is left out
  #stringStart = 0;
  #string = ''; // the latest one outside the rows
  #key = '';
  readonly #leftOut: Set<string> | null;

  constructor(leftOut: Set<string> | null) {
    this.#leftOut = leftOut;
  }

  *push(chunk: string): Generator<FlatRow> {
    this.#text += chunk;
    for (; this.#at < this.#text.length; this.#at++) {
      if (this.#inString) {
        if (!this.#skipString()) break;
        continue;
      }
      const row = this.#token(this.#text.charAt(this.#at));
      if (row) yield row;
    }
    const keepFrom = this.#rowStart ?? this.#at;
    this.#text = this.#text.slice(keepFrom);
    this.#dropped += keepFrom;
    this.#at -= keepFrom;
    this.#stringStart -= keepFrom;
    if (this.#rowStart !== null) this.#rowStart = 0;
  }

  finish(): void {
    if (this.#depth > 0 || this.#inString) {
      throw new JsonFault('the file ends in the middle', this.#place());
    }
    if (!this.#listSeen)
      throw new JsonFault('there is no list of rows, [{…}, …], in it', { line: 1, column: 1 });
  }

  /** Moves to the closing quote; false when it isn't in the text yet. */
  #skipString(): boolean {
    for (let at = this.#at; at < this.#text.length; at++) {
      const character = this.#text.charCodeAt(at);
      if (character === 92) {
        at++;
        if (at >= this.#text.length) {
          this.#at = at - 1;
          return false;
        }
      } else if (character === 34) {
        this.#inString = false;
        this.#at = at;
        if (this.#listDepth === null) this.#string = this.#text.slice(this.#stringStart + 1, at);
        return true;
      }
    }
    this.#at = this.#text.length;
    return false;
  }

  #token(character: string): FlatRow | null {
    switch (character) {
      case '\n':
        this.#line++;
        this.#lineStart = this.#dropped + this.#at + 1;
        return null;
      case ' ':
      case '\t':
      case '\r':
        return null;
      case '"':
        this.#inString = true;
        this.#stringStart = this.#at;
        this.#expectRow();
        return null;
      case '{':
      case '[':
        return this.#open(character);
      case '}':
      case ']':
        return this.#close(character);
      case ':':
        if (this.#listDepth === null) this.#key = this.#string;
        return null;
      case ',':
        return null;
      default:
        this.#expectRow();
        return null;
    }
  }

  #open(character: '{' | '['): null {
    if (this.#bracketOpen && character === '{' && this.#asideDepth === null) this.#enterList();
    this.#bracketOpen = character === '[' && this.#listDepth === null;
    if (this.#depth === this.#listDepth) {
      if (character === '[') this.#expectRow();
      this.#rowStart = this.#at;
      this.#rowPlace = this.#place();
    }
    this.#depth++;
    return null;
  }

  #enterList(): void {
    if (this.#leftOut && ASIDE.test(this.#key)) {
      this.#leftOut.add(this.#key);
      this.#asideDepth = this.#depth;
      return;
    }
    if (this.#listSeen) {
      throw new JsonFault(
        'a second list of rows begins here; a file must hold just one',
        this.#place(),
      );
    }
    this.#listDepth = this.#depth;
    this.#listSeen = true;
  }

  #close(character: '}' | ']'): FlatRow | null {
    if (this.#bracketOpen && this.#depth === 1) this.#listSeen = true; // an empty list, alone in the file
    this.#bracketOpen = false;
    this.#depth--;
    if (this.#depth < 0) throw new JsonFault(`a ${character} too many`, this.#place());
    if (this.#listDepth !== null && this.#depth < this.#listDepth) this.#listDepth = null;
    if (this.#asideDepth !== null && this.#depth < this.#asideDepth) this.#asideDepth = null;
    if (this.#rowStart === null || this.#depth !== this.#listDepth) return null;
    const text = this.#text.slice(this.#rowStart, this.#at + 1);
    this.#rowStart = null;
    return parseRow(text, this.#rowPlace);
  }

  /** Throws when a bare value stands where a row should. */
  #expectRow(): void {
    if (this.#listDepth !== null && this.#depth === this.#listDepth) {
      throw new JsonFault('every row must be an object, {"column": value, …}', this.#place());
    }
    this.#bracketOpen = false;
  }

  #place(): Place {
    return { line: this.#line, column: this.#dropped + this.#at - this.#lineStart + 1 };
  }
}
