import { withoutUnseen } from '../../core/readable.ts';
import { createPaint, type Paint } from './render/paint.ts';

/** Where a command reads and writes: a person's terminal, a pipe, or a test. */
export type Terminal = {
  /** Results, to standard output. */
  readonly write: (text: string) => void;
  /** Everything about the work, to standard error: it never ends up in a pipe. */
  readonly tell: (text: string) => void;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Columns results may take. */
  readonly width: number;
  /** Somebody is there to be asked. */
  readonly isInteractive: boolean;
  /** A line can be drawn over, for progress. */
  readonly redraws: boolean;
  readonly paint: Paint;
};

type Streams = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly variables: Readonly<Record<string, string | undefined>>;
};

const PLAIN_WIDTH = 100;
const WIDEST = 120;

const LAYOUT: ReadonlySet<string> = new Set(['\n', '\r', '\t']);
const ESCAPE = '\u001B';
/** What we ourselves send after an escape: colours, and the end of a progress line. */
const OWN_SEQUENCE = /^\[(?:[\d;]*m|2K)/;

/** Text in which nothing steers the terminal but our own layout and colours: titles, cursors and turned directions in a file's data stay words. */
export function withoutControls(text: string): string {
  return withoutUnseen(text).replace(/\p{Cc}/gu, (char, at: number) => {
    const isOwn = char === ESCAPE && OWN_SEQUENCE.test(text.slice(at + 1, at + 16));
    return isOwn || LAYOUT.has(char) ? char : '\uFFFD';
  });
}

/** Colours only where somebody sees them and hasn't said no (https://no-color.org). */
export function createTerminal({ stdin, stdout, stderr, variables }: Streams): Terminal {
  const isColoured = stdout.isTTY && !variables.NO_COLOR && variables.TERM !== 'dumb';
  return {
    write: (text) => stdout.write(withoutControls(text)),
    tell: (text) => stderr.write(withoutControls(text)),
    input: stdin,
    output: stdout,
    width: Math.min(stdout.isTTY ? stdout.columns || PLAIN_WIDTH : PLAIN_WIDTH, WIDEST),
    isInteractive: Boolean(stdin.isTTY && stdout.isTTY),
    redraws: Boolean(stderr.isTTY) && variables.TERM !== 'dumb',
    paint: createPaint(isColoured),
  };
}
