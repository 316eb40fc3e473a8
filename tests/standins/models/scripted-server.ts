import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

/** How the server takes the next request. */
export type Turn =
  | { readonly kind: 'say'; readonly text: string; readonly delayMs?: number }
  /** Safety: the question, or the answer, held back. */
  | { readonly kind: 'block'; readonly what: 'question' | 'answer' }
  /** Ran into the limit of tokens. */
  | { readonly kind: 'limit' }
  | {
      readonly kind: 'fail';
      readonly status: number;
      readonly retryAfter?: string;
      readonly code?: string;
    }
  | { readonly kind: 'raw'; readonly status: number; readonly type: string; readonly body: string }
  /** Half of the answer, then the connection breaks. */
  | { readonly kind: 'half'; readonly text: string }
  /** Half of the answer, then nothing more. */
  | { readonly kind: 'stall'; readonly text: string }
  /** Never answers. */
  | { readonly kind: 'hang' };

export type Received = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** The body as it came over the wire. */
  readonly raw: string;
};

/** How a vendor says these things. */
export type Dialect = {
  /** Pieces of a streamed answer, or the whole of one. */
  say(pieces: readonly string[], isStream: boolean): readonly unknown[];
  block(what: 'question' | 'answer'): unknown;
  limit(): unknown;
  failure(turn: Extract<Turn, { kind: 'fail' }>): {
    readonly body: unknown;
    readonly headers: Readonly<Record<string, string>>;
  };
  embeddings(body: unknown): unknown;
  isStream(received: Received): boolean;
  isEmbedding(received: Received): boolean;
  /** What ends a stream, if anything does. */
  readonly streamEnd: string;
};

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** Turns yet to come; what comes after them is said by `otherwise`. */
  readonly script: Turn[];
  otherwise: (received: Received) => Turn;
}

const PIECE = /[\s\S]{1,7}/g;

/** A model vendor on loopback that does what its script says, over real HTTP. */
export async function startScriptedServer(dialect: Dialect): Promise<ScriptedServer> {
  const received: Received[] = [];
  const script: Turn[] = [];
  const state = { otherwise: (_: Received): Turn => ({ kind: 'say', text: 'Hello.' }) };
  const server = createServer((request, response) => {
    const answer = async () => {
      const raw = await readText(request);
      const one = { path: request.url ?? '', headers: request.headers, body: JSON.parse(raw), raw };
      received.push(one);
      await take(script.shift() ?? state.otherwise(one), one, response, dialect);
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    script,
    get otherwise() {
      return state.otherwise;
    },
    set otherwise(turn) {
      state.otherwise = turn;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function take(
  turn: Turn,
  request: Received,
  response: ServerResponse,
  dialect: Dialect,
): Promise<void> {
  const json = (status: number, body: unknown, headers = {}) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  const isStream = dialect.isStream(request);
  const send = (bodies: readonly unknown[]) => {
    if (!isStream) return json(200, bodies[0]);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const body of bodies) response.write(`data: ${JSON.stringify(body)}\r\n\r\n`);
    return response.end(dialect.streamEnd);
  };
  switch (turn.kind) {
    case 'say':
      if (turn.delayMs) await new Promise((resolve) => setTimeout(resolve, turn.delayMs));
      if (dialect.isEmbedding(request)) json(200, dialect.embeddings(request.body));
      else send(dialect.say(turn.text.match(PIECE) ?? [''], isStream));
      return;
    case 'block':
      send([dialect.block(turn.what)]);
      return;
    case 'limit':
      send([dialect.limit()]);
      return;
    case 'fail': {
      const { body, headers } = dialect.failure(turn);
      json(turn.status, body, headers);
      return;
    }
    case 'raw':
      response.writeHead(turn.status, { 'content-type': turn.type }).end(turn.body);
      return;
    case 'half':
    case 'stall': {
      const [first] = dialect.say(turn.text.match(PIECE) ?? [''], isStream);
      const whole = isStream
        ? `data: ${JSON.stringify(first)}\r\n\r\n`
        : JSON.stringify(first).slice(0, 20);
      response.writeHead(200, {
        'content-type': isStream ? 'text/event-stream' : 'application/json',
      });
      response.write(whole);
      if (turn.kind === 'half') setTimeout(() => response.destroy(), 20);
      return;
    }
    case 'hang':
      return;
  }
}
