import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A request as it came. */
export type Came = {
  readonly verb: string;
  readonly path: string;
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly bytes: Buffer;
  readonly token: string | null;
  /** Null: no call, but a page. */
  readonly method: string | null;
};

export async function readCall(request: IncomingMessage): Promise<Came> {
  const target = request.url ?? '/';
  const path = target.split('?')[0] ?? '/';
  const bytes = await readBytes(request);
  const given = Object.entries(request.headers).flatMap(([name, value]) =>
    ['host', 'connection', 'content-length', 'transfer-encoding'].includes(name) || !value
      ? []
      : [[name, String(value)]],
  );
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return {
    verb: request.method ?? 'GET',
    path,
    target,
    headers: Object.fromEntries(given),
    bytes,
    token: bearer ?? null,
    method: methodOf(path),
  };
}

function methodOf(path: string): string | null {
  if (path.startsWith('/api/')) return path.slice('/api/'.length);
  if (path.startsWith('/commands/')) return 'response';
  return /upload/.test(path) ? 'upload' : null;
}

export type Outcome = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export async function forward(came: Came, to: string): Promise<Outcome> {
  const hasBody = came.verb !== 'GET' && came.verb !== 'HEAD';
  const answer = await fetch(to + came.target, {
    method: came.verb,
    headers: came.headers,
    redirect: 'manual',
    ...(hasBody && { body: new Uint8Array(came.bytes) }),
  });
  const passed = ['content-type', 'location', 'set-cookie'].flatMap((name) => {
    const value = answer.headers.get(name);
    return value ? [[name, value]] : [];
  });
  return {
    status: answer.status,
    headers: Object.fromEntries(passed),
    body: await answer.text(),
  };
}

/** Addresses `emulate` gives out, of uploads, lead back here. */
export function withOwnAddress(outcome: Outcome, theirs: string, ours: string): Outcome {
  return { ...outcome, body: outcome.body.replaceAll(theirs, ours) };
}

export function createListener(
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Server {
  return createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else response.writeHead(599).end(`the stand-in failed: ${String(error)}`);
    });
  });
}

export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');
  return address.port;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
}

export function send(response: ServerResponse, { status, headers, body }: Outcome): void {
  const type = headers['content-type'] ?? 'application/json';
  response.writeHead(status, { ...headers, 'content-type': type }).end(body);
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
