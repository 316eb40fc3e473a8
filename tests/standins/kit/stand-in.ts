import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { type Delivery, type Fault, type FaultPlan, withFaults } from './faults.ts';

export type StandInRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; text where it isn't; null where there was none. */
  readonly body: unknown;
};

/** `text` is sent as it is, `body` as JSON. Status 200 if left out. */
export type StandInAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
};

export type Handler = (request: StandInRequest) => StandInAnswer | Promise<StandInAnswer>;

export type StandInCall = {
  readonly method: string;
  readonly target: string;
  readonly body: unknown;
  readonly fault: Fault | null;
  /** Null where none was sent. */
  readonly status: number | null;
};

export type StandInOptions = {
  readonly faults?: FaultPlan | null;
  /** How many of the last calls are kept to be read; 10,000 if left out. */
  readonly keptCalls?: number;
  readonly port?: number;
};

/** An API's stand-in on loopback. */
export interface StandIn extends AsyncDisposable {
  readonly url: string;
  /** Oldest first. */
  readonly calls: readonly StandInCall[];
  readonly counts: { readonly requests: number; readonly faults: number };
  /** Null: none from here on. */
  setFaults(plan: FaultPlan | null): void;
  forgetCalls(): void;
}

const KEPT_CALLS = 10_000;

export async function startStandIn(
  handler: Handler,
  { faults = null, keptCalls = KEPT_CALLS, port = 0 }: StandInOptions = {},
): Promise<StandIn> {
  const counts = { requests: 0, faults: 0 };
  const calls: StandInCall[] = [];
  let faulty = faults && withFaults(handler, faults);

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    counts.requests += 1;
    const request = await read(incoming);
    const { delivery, fault } = faulty
      ? await faulty.deliver(request)
      : { delivery: { kind: 'answer' as const, answer: await handler(request) }, fault: null };
    if (fault !== null) counts.faults += 1;
    const { method, target, body } = request;
    const status = delivery.kind === 'answer' ? (delivery.answer.status ?? 200) : null;
    if (keptCalls > 0) calls.push({ method, target, body, fault, status });
    if (calls.length > keptCalls * 2) calls.splice(0, calls.length - keptCalls);
    deliver(delivery, response);
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else response.writeHead(599).end(`the stand-in failed: ${String(error)}`);
    });
  });
  server.listen(port, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');

  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    counts,
    setFaults: (plan) => {
      faulty = plan && withFaults(handler, plan);
    },
    forgetCalls: () => {
      calls.length = 0;
      counts.requests = 0;
      counts.faults = 0;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(incoming: IncomingMessage): Promise<StandInRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const target = incoming.url ?? '/';
  const { pathname, searchParams } = new URL(target, 'http://stand-in');
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    target,
    headers: incoming.headers,
    body: parsed(Buffer.concat(chunks).toString('utf8')),
  };
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function deliver(delivery: Delivery, response: ServerResponse): void {
  if (delivery.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (delivery.kind === 'stall') {
    const timer = setTimeout(() => response.destroy(), delivery.ms);
    response.once('close', () => clearTimeout(timer));
    return;
  }
  const { status = 200, headers = {}, body, text } = delivery.answer;
  const sent = Buffer.from(text ?? (body === undefined ? '' : JSON.stringify(body)));
  const type = text?.startsWith('<') ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'content-length': sent.length, ...headers });
  if (delivery.kind === 'answer') {
    response.end(sent);
    return;
  }
  response.write(sent.subarray(0, sent.length / 2), () => response.destroy());
}
