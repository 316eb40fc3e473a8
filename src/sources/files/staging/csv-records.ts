/** Where in a file something is, as an editor counts: both from 1. */
export type Place = { readonly line: number; readonly column: number };

export type CsvRecord = {
  readonly values: readonly string[];
  readonly at: Place;
  /** Characters from the start of the text to the end of the record, its line break included. */
  readonly end: number;
};

/** A text that isn't CSV, and where it stops being so. */
export class CsvFault extends Error {
  readonly at: Place;

  constructor(message: string, at: Place) {
    super(message);
    this.at = at;
  }
}

const QUOTE = 34;
const CR = 13;
const LF = 10;
const SPACE = 32;

type State = 'start' | 'plain' | 'quoted' | 'closed';

/**
 * Reads CSV piece by piece: RFC 4180, any mix of line breaks, spaces allowed around quoted values.
 * A quote inside an unquoted value is an ordinary character. Throws CsvFault. Blank lines are left out.
 */
export class CsvReader {
  readonly #delimiter: number;
  #line: number;
  #lineStart = 0;
  #offset = 0;
  #state: State = 'start';
  #value = '';
  #values: string[] = [];
  #from: Place;
  #quoteAt: Place = { line: 1, column: 1 };
  #sawCr = false;
  #held = '';

  constructor(delimiter: string, firstLine = 1) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#line = firstLine;
    this.#from = { line: firstLine, column: 1 };
  }

  /** The records that are complete by the end of `text`. */
  *push(text: string): Generator<CsvRecord> {
    const input = this.#held + text;
    this.#held = '';
    let start = 0; // of the stretch not yet copied into #value
    for (let at = 0; at < input.length; at++) {
      if (this.#state === 'quoted') {
        at = this.#throughQuoted(input, at);
        start = at + 1;
        continue;
      }
      const code = input.charCodeAt(at);
      if (code === LF || code === CR) {
        const record = this.#breakLine(code, input.slice(start, at), at);
        if (record) yield record;
        start = at + 1;
      } else if (this.#isConsumed(code, input, start, at)) start = at + 1;
    }
    if (this.#state !== 'quoted' && this.#state !== 'closed') this.#value += input.slice(start);
    this.#offset += input.length - this.#held.length;
  }

  /** The last record when the text doesn't end in a line break. */
  *finish(): Generator<CsvRecord> {
    if (this.#held !== '') this.#state = 'closed';
    if (this.#state === 'quoted') {
      throw new CsvFault('a quoted value begins here and is never closed', this.#quoteAt);
    }
    if (this.#values.length > 0 || this.#value !== '' || this.#state !== 'start') {
      this.#take('');
      const record = this.#endRecord(this.#offset);
      if (record) yield record;
    }
  }

  /** Copies a quoted value up to its closing quote; gives the index of the last character used. */
  #throughQuoted(input: string, from: number): number {
    for (let at = from; ; ) {
      const quote = input.indexOf('"', at);
      const stop = quote < 0 ? input.length : quote;
      this.#value += input.slice(at, stop);
      this.#countLines(input, at, stop);
      if (quote < 0) return input.length;
      if (quote + 1 === input.length) {
        this.#held = '"'; // whether it closes or is doubled shows with the next piece
        return input.length;
      }
      if (input.charCodeAt(quote + 1) !== QUOTE) {
        this.#state = 'closed';
        return quote;
      }
      this.#value += '"';
      at = quote + 2;
    }
  }

  #countLines(input: string, from: number, to: number): void {
    for (let at = input.indexOf('\n', from); at >= 0 && at < to; at = input.indexOf('\n', at + 1)) {
      this.#line++;
      this.#lineStart = this.#offset + at + 1;
    }
  }

  /** true when the character, with what stands before it, is dealt with. */
  #isConsumed(code: number, input: string, start: number, at: number): boolean {
    if (code === this.#delimiter) {
      this.#take(input.slice(start, at));
      return true;
    }
    this.#sawCr = false;
    return this.#character(code, at);
  }

  /** One ordinary character. true when it isn't part of the value. */
  #character(code: number, at: number): boolean {
    if (this.#state === 'closed') {
      if (code === SPACE) return true;
      throw new CsvFault(
        `text goes on after the closing quote of the value that begins at line ${this.#quoteAt.line}, column ${this.#quoteAt.column}; a quote inside a value must be doubled`,
        this.#place(at),
      );
    }
    if (this.#state === 'start') {
      if (code === SPACE) return false;
      if (code === QUOTE) {
        this.#state = 'quoted';
        this.#value = '';
        this.#quoteAt = this.#place(at);
        return true;
      }
      this.#state = 'plain';
    }
    return false;
  }

  #take(rest: string): void {
    this.#values.push(this.#state === 'closed' ? this.#value : this.#value + rest);
    this.#value = '';
    this.#state = 'start';
    this.#sawCr = false;
  }

  #breakLine(code: number, rest: string, at: number): CsvRecord | null {
    const isSecondHalf = code === LF && this.#sawCr;
    let record: CsvRecord | null = null;
    if (!isSecondHalf) {
      this.#take(rest);
      record = this.#endRecord(this.#offset + at + 1);
      this.#line++;
    }
    this.#lineStart = this.#offset + at + 1;
    this.#from = { line: this.#line, column: 1 };
    this.#sawCr = code === CR;
    return record;
  }

  #endRecord(end: number): CsvRecord | null {
    const values = this.#values;
    this.#values = [];
    const isBlank = values.length === 1 && values[0]?.trim() === '';
    return isBlank ? null : { values, at: this.#from, end };
  }

  #place(at: number): Place {
    return { line: this.#line, column: this.#offset + at - this.#lineStart + 1 };
  }
}
