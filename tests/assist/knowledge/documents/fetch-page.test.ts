import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type FetchLimits,
  fetchPage,
  readAddress,
} from '../../../../src/assist/knowledge/documents/fetch-page.ts';
import { isPublicAddress } from '../../../../src/assist/knowledge/documents/public-address.ts';

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port; // it listens on a port
}

/** `help.example.com` is this machine, and that is allowed; nothing else is known or allowed. */
const LIMITS: FetchLimits = {
  ...{ timeoutMs: 2000, mostBytes: 100_000 },
  resolve: async (host) =>
    ({ 'help.example.com': ['127.0.0.1'], 'inner.example.com': ['93.184.215.14', '10.0.0.7'] })[
      host
    ] ?? [],
  isAllowed: (address) => address === '127.0.0.1' || isPublicAddress(address),
};

describe('fetching a page', () => {
  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('reads it, and what its server says of it: %s', async (encoding, pack) => {
    const port = await serve((request, response) => {
      expect(request.headers.host).toBe(`help.example.com:${port}`);
      response.writeHead(200, {
        ...{ 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': encoding },
        'Last-Modified': 'Sun, 01 Mar 2026 12:00:00 GMT',
      });
      response.end(pack('<h1>Returns</h1>'));
    });
    const page = await fetchPage(`http://help.example.com:${port}/returns#top`, LIMITS);
    expect(Buffer.from(page.bytes).toString()).toBe('<h1>Returns</h1>');
    expect(page).toMatchObject({
      url: `http://help.example.com:${port}/returns`,
      contentType: 'text/html; charset=utf-8',
      lastModified: '2026-03-01T12:00:00.000Z',
    });
  });

  it('follows where it is sent, but not into a private network', async () => {
    const port = await serve(({ url }, response) => {
      const [, to = ''] = /^\/to\/(.*)$/.exec(url ?? '') ?? [];
      if (to === '') response.end('here');
      else response.writeHead(302, { Location: decodeURIComponent(to) }).end();
    });
    const at = (to: string) => `http://help.example.com:${port}/to/${encodeURIComponent(to)}`;
    expect((await fetchPage(at('/end'), LIMITS)).url).toBe(`http://help.example.com:${port}/end`);
    for (const inner of [
      ...['http://10.0.0.7/', 'http://169.254.169.254/latest/meta-data/', 'http://[::1]/'],
      ...['http://inner.example.com/', 'http://[::ffff:127.0.0.1]/', 'http://0x7f.1.1.2/'],
    ])
      await expect(fetchPage(at(inner), LIMITS)).rejects.toThrow('is inside a private network');
    await expect(fetchPage(at('file:///etc/passwd'), LIMITS)).rejects.toThrow('is no web address');
  });

  it('ends what goes round in circles, is too large, too slow or an error', async () => {
    const port = await serve(({ url }, response) => {
      if (url === '/circle') response.writeHead(301, { Location: '/circle' }).end();
      else if (url === '/bomb') {
        response.writeHead(200, { 'Content-Encoding': 'gzip' });
        response.end(gzipSync(Buffer.alloc(10_000_000)));
      } else if (url === '/gone') response.writeHead(404).end('no');
      else if (url === '/torn') {
        response.writeHead(200, { 'Content-Length': '100' }).write('half');
        setTimeout(() => response.destroy(), 20);
      } else response.write('slowly'); // and never more
    });
    const get = (path: string) =>
      fetchPage(`http://help.example.com:${port}/${path}`, { ...LIMITS, timeoutMs: 400 });
    await expect(get('circle')).rejects.toThrow('leads from one address to the next without end');
    await expect(get('bomb')).rejects.toThrow('is larger than 0 MB');
    await expect(get('gone')).rejects.toThrow('answered 404');
    await expect(get('torn')).rejects.toThrow('broke off');
    await expect(get('slow')).rejects.toThrow('took longer than 0.4 s');
  });

  it('says which host there is none of, and stops when told to', async () => {
    await expect(fetchPage('https://nowhere.example.com/', LIMITS)).rejects.toThrow(
      'There is no nowhere.example.com on the internet',
    );
    const port = await serve(() => undefined);
    const stopping = new AbortController();
    const fetching = fetchPage(`http://help.example.com:${port}/`, LIMITS, stopping.signal);
    setTimeout(() => stopping.abort(new Error('enough')), 30);
    await expect(fetching).rejects.toThrow('enough');
  });

  it.each([
    'ftp://a.example.com',
    'a.example.com/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('reads no address from “%s”', (words) =>
    expect(() => readAddress(words)).toThrow('is no web address'),
  );

  it('takes no password along', () => {
    expect(() => readAddress('https://me:secret@a.example.com/')).toThrow(/password/);
  });
});

describe('a public address', () => {
  it.each([
    ...['93.184.215.14', '8.8.8.8', '172.32.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  ])('is %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1', 'ff02::1'],
    ...['::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'help.example.com', ''],
  ])('isn’t “%s”', (address) => expect(isPublicAddress(address)).toBe(false));
});
