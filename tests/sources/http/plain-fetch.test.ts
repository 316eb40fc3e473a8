import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { plainFetch, type Sending } from '../../../src/sources/http/plain-fetch.ts';
import { readText } from '../../../src/sources/http/read-body.ts';

const TEXT = JSON.stringify({ results: Array.from({ length: 500 }, (_, id) => ({ id })) });
const LIMIT = 1_000_000;

async function serve(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is one of these
  return {
    url: new URL(`http://127.0.0.1:${port}/tickets`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function get(rest: Partial<Sending> = {}): Sending {
  const { signal } = new AbortController();
  return { method: 'GET', headers: {}, redirect: 'manual', signal, ...rest };
}

describe('a plain request', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('offers %s and unpacks an answer sent so', async (encoding, pack) => {
    await using server = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toContain(encoding);
      response.writeHead(200, { 'content-encoding': encoding }).end(pack(TEXT));
    });
    const { status, body } = await plainFetch(server.url, get());
    expect(status).toBe(200);
    expect(await readText(body, LIMIT)).toBe(TEXT);
  });

  it('counts a body as long as it is once unpacked', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a'.repeat(LIMIT + 1)));
    });
    const { body } = await plainFetch(server.url, get());
    await expect(readText(body, LIMIT)).rejects.toThrow('an answer over 1 MB');
  });

  it.each([
    ['packed', { 'content-encoding': 'gzip' }, gzipSync(TEXT)],
    ['plain', {}, Buffer.from(TEXT)],
  ])('breaks off a %s body that stops halfway', async (_, headers, whole) => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { ...headers, 'content-length': whole.byteLength });
      response.write(whole.subarray(0, whole.byteLength / 2), () => response.destroy());
    });
    const { body } = await plainFetch(server.url, get());
    await expect(readText(body, LIMIT)).rejects.toThrow();
  });

  it('ends when it is told to, before the answer and within it', async () => {
    await using server = await serve((request, response) => {
      if (request.url === '/begun') response.writeHead(200).write('{');
    });
    const early = new AbortController();
    const asked = plainFetch(server.url, get({ signal: early.signal }));
    early.abort();
    await expect(asked).rejects.toThrow('aborted');
    const late = new AbortController();
    const { body } = await plainFetch(new URL('/begun', server.url), get({ signal: late.signal }));
    late.abort();
    await expect(readText(body, LIMIT)).rejects.toThrow('aborted');
  });

  it('keeps its connection for the next one', async () => {
    const ports = new Set<number | undefined>();
    await using server = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('[]');
    });
    for (let n = 0; n < 5; n += 1) {
      const { body } = await plainFetch(server.url, get());
      await readText(body, LIMIT);
    }
    expect(ports.size).toBe(1);
  });

  it('sends a body, and tells headers whatever their case, several of one name as one', async () => {
    await using server = await serve((request, response) => {
      request.pipe(
        response.writeHead(
          201,
          [
            ['X-Limit', '7'],
            ['Set-Cookie', 'a=1'],
            ['Set-Cookie', 'b=2'],
          ].flat(),
        ),
      );
    });
    const { status, headers, body } = await plainFetch(
      server.url,
      get({ method: 'POST', body: '{"n":"é"}' }),
    );
    expect([status, await readText(body, LIMIT)]).toEqual([201, '{"n":"é"}']);
    expect(headers.get('x-limit')).toBe('7');
    expect(headers.get('X-Limit')).toBe('7');
    expect(headers.get('set-cookie')).toBe('a=1, b=2');
    expect(headers.get('absent')).toBeNull();
  });
});
