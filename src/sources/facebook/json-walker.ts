import { messageOf } from '../../core/errors.ts';
import type { Place } from '../files/staging/csv-records.ts';
import { JsonFault } from '../files/staging/json-rows.ts';

/** What a container is in the file: decides what may be entered below it. */
export type Role = 'file' | 'list' | 'item' | 'box' | 'messages';

/** A container that is read member by member rather than at once. */
export type Frame = {
  readonly role: Role;
  readonly isList: boolean;
  /** Its key in the container it stands in; null in lists. */
  readonly name: string | null;
};

export type Step =
  | { readonly kind: 'enter' | 'leave'; readonly frame: Frame }
  | {
      readonly kind: 'value';
      readonly frame: Frame;
      readonly name: string | null;
      readonly value: unknown;
    };

type OpenFrame = Frame & {
  key: string | null;
  expects: 'first' | 'key' | 'colon' | 'value' | 'comma';
};

const DEEPEST = 32;
const LARGEST_VALUE = 8 << 20;
const LONG_NUMBER = /\d{16}/;
const SCALAR = /[^\s,\]}]+/y;

/**
 * Walks a JSON text that comes in pieces and holds no more of it than one value at a time. `enter` says as what a container is read
 * member by member; null: at once. Throws JsonFault with the place for what isn't JSON, is nested too deeply or too large at once.
 */
export class JsonWalker {
  readonly #enter: (parent: Frame | null, name: string | null, isList: boolean) => Role | null;
  readonly #frames: OpenFrame[] = [];
  #text = '';
  #at = 0;
  #line = 1;
  #column = 1;
  #isOver = false;

  constructor(enter: (parent: Frame | null, name: string | null, isList: boolean) => Role | null) {
    this.#enter = enter;
  }

  *push(chunk: string): Generator<Step> {
    this.#text = this.#text.slice(this.#at) + chunk;
    this.#at = 0;
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#text.length) return;
      const step = this.#step(this.#text.charAt(this.#at));
      if (step === 'more') return;
      if (step) yield step;
    }
  }

  finish(): void {
    if (!this.#isOver) throw new JsonFault('the file ends in the middle', this.place());
  }

  place(): Place {
    return { line: this.#line, column: this.#column };
  }

  /** Null: nothing to tell of. `more`: what begins here isn't all there yet. */
  #step(character: string): Step | null | 'more' {
    const frame = this.#frames.at(-1);
    if (!frame) return this.#begin(character);
    const { expects, isList } = frame;
    const mayEnd = expects === 'first' || expects === 'comma';
    if (mayEnd && character === (isList ? ']' : '}')) return this.#leave(frame);
    if (expects === 'comma') {
      return this.#take(',', () => {
        frame.expects = isList ? 'value' : 'key';
      });
    }
    if (expects === 'colon') {
      return this.#take(':', () => {
        frame.expects = 'value';
      });
    }
    if (!isList && expects !== 'value') return this.#readKey(frame);
    return this.#readValue(frame, character);
  }

  #begin(character: string): Step {
    if (this.#isOver) throw new JsonFault('there is more after the end', this.place());
    if (character !== '{' && character !== '[') {
      throw new JsonFault('not valid JSON: it begins with neither { nor [', this.place());
    }
    const isList = character === '[';
    return this.#push(this.#enter(null, null, isList) ?? 'file', isList, null);
  }

  #push(role: Role, isList: boolean, name: string | null): Step {
    this.#advance(1);
    const frame: OpenFrame = { role, isList, name, key: null, expects: 'first' };
    this.#frames.push(frame);
    return { kind: 'enter', frame };
  }

  #leave(frame: OpenFrame): Step {
    this.#advance(1);
    this.#frames.pop();
    const parent = this.#frames.at(-1);
    if (parent) parent.expects = 'comma';
    else this.#isOver = true;
    return { kind: 'leave', frame };
  }

  #take(wanted: string, then: () => void): null {
    if (this.#text.charAt(this.#at) !== wanted) {
      throw new JsonFault(`not valid JSON: ${wanted} is missing here`, this.place());
    }
    this.#advance(1);
    then();
    return null;
  }

  #readKey(frame: OpenFrame): null | 'more' {
    if (this.#text.charAt(this.#at) !== '"') {
      throw new JsonFault('not valid JSON: a name in quotes is missing here', this.place());
    }
    const end = stringEnd(this.#text, this.#at);
    if (end === null) return this.#wait();
    frame.key = String(this.#parse(end));
    frame.expects = 'colon';
    return null;
  }

  #readValue(frame: OpenFrame, character: string): Step | 'more' {
    const name = frame.key;
    if (character === '{' || character === '[') {
      const isList = character === '[';
      const role = this.#enter(frame, name, isList);
      if (role) return this.#push(role, isList, name);
    }
    const end = this.#valueEnd(character);
    if (end === null) return this.#wait();
    const value = this.#parse(end);
    frame.expects = 'comma';
    return { kind: 'value', frame, name, value };
  }

  #valueEnd(character: string): number | null {
    if (character === '"') return stringEnd(this.#text, this.#at);
    if (character === '{' || character === '[') {
      return containerEnd(this.#text, this.#at, () => {
        throw new JsonFault(`nested more than ${DEEPEST} deep`, this.place());
      });
    }
    SCALAR.lastIndex = this.#at;
    const end = SCALAR.test(this.#text) ? SCALAR.lastIndex : this.#at + 1;
    return end < this.#text.length ? end : null;
  }

  #wait(): 'more' {
    if (this.#text.length - this.#at > LARGEST_VALUE) {
      throw new JsonFault('a single value here is larger than 8 MB', this.place());
    }
    return 'more';
  }

  /** The value up to `end`, past which it moves. Numbers too long for JavaScript keep their digits, as text. */
  #parse(end: number): unknown {
    const text = this.#text.slice(this.#at, end);
    try {
      const value = LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
      this.#advance(end - this.#at);
      return value;
    } catch (error) {
      // The parser doesn't always tell where: walking the value piece by piece does.
      if (/^[{[]/.test(text)) this.#walkTo(text);
      const message = messageOf(error);
      this.#advance(Number(/at position (\d+)/.exec(message)?.[1] ?? 0));
      const what = message.replace(/ in JSON at position.*| at position.*/s, '');
      throw new JsonFault(`not valid JSON (${what})`, this.place());
    }
  }

  #walkTo(text: string): void {
    const within = new JsonWalker(() => 'box');
    within.#line = this.#line;
    within.#column = this.#column;
    for (const _ of within.push(text));
    within.finish();
  }

  #skipSpace(): void {
    let at = this.#at;
    while (at < this.#text.length && ' \t\r\n\uFEFF'.includes(this.#text.charAt(at))) at++;
    if (at > this.#at) this.#advance(at - this.#at);
  }

  #advance(count: number): void {
    const end = this.#at + count;
    let lineStart = -1;
    for (let at = this.#text.indexOf('\n', this.#at); at !== -1 && at < end; ) {
      this.#line++;
      lineStart = at + 1;
      at = this.#text.indexOf('\n', lineStart);
    }
    this.#column = lineStart === -1 ? this.#column + count : end - lineStart + 1;
    this.#at = end;
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  const isLong = typeof value === 'number' && !Number.isSafeInteger(value);
  return isLong && source && /^-?\d+$/.test(source) ? source : value;
}

/** Behind the closing quote; null when it isn't there yet. */
function stringEnd(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === 92) before--;
    if ((at - before) % 2 === 1) return at + 1;
  }
  return null;
}

const BRACKETS = /["{}[\]]/g;

/** Behind the closing bracket; null when it isn't there yet. */
function containerEnd(text: string, from: number, tooDeep: () => never): number | null {
  let depth = 0;
  BRACKETS.lastIndex = from;
  for (let found = BRACKETS.exec(text); found; found = BRACKETS.exec(text)) {
    const [sign] = found;
    if (sign === '"') {
      const end = stringEnd(text, found.index);
      if (end === null) return null;
      BRACKETS.lastIndex = end;
      continue;
    }
    depth += sign === '{' || sign === '[' ? 1 : -1;
    if (depth > DEEPEST) tooDeep();
    if (depth === 0) return found.index + 1;
  }
  return null;
}
