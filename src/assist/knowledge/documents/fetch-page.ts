import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AskerError, UpstreamError } from '../../../core/errors.ts';
import { isPublicAddress } from './public-address.ts';

export type FetchedPage = {
  /** Where it was in the end. */
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** ISO UTC; null: the server doesn’t say. */
  readonly lastModified: string | null;
};

export type FetchLimits = {
  readonly timeoutMs: number;
  readonly mostBytes: number;
  /** What a host’s name stands for; the machine’s own if not given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Whether a page may be had from there; public addresses if not given. */
  readonly isAllowed?: (address: string) => boolean;
};

const MOST_REDIRECTS = 5;
const REDIRECT = new Set([301, 302, 303, 307, 308]);
const SAID = 'Deskhand (knowledge base)';

/**
 * A page by its address. Every host on the way has to be a public one, and it is connected to at the very address that was looked at,
 * so that nobody can have this machine read its own network. Throws AskerError, or UpstreamError for what the server does.
 */
export async function fetchPage(
  address: string,
  limits: FetchLimits,
  signal?: AbortSignal,
): Promise<FetchedPage> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const until = signal ? AbortSignal.any([timeout, signal]) : timeout;
  let url = readAddress(address);
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const answer = await ask(url, await placeOf(url, limits), until);
      const { statusCode = 0, headers } = answer;
      if (REDIRECT.has(statusCode) && headers.location) {
        answer.destroy();
        url = readAddress(new URL(headers.location, url).href);
        continue;
      }
      if (statusCode !== 200) {
        answer.destroy();
        throw new UpstreamError(`${url.href} can’t be had: ${url.host} answered ${statusCode}.`);
      }
      const bytes = await readBody(answer, url, limits.mostBytes);
      const modified = Date.parse(headers['last-modified'] ?? '');
      return {
        url: url.href,
        bytes,
        contentType: headers['content-type'] ?? '',
        lastModified: Number.isNaN(modified) ? null : new Date(modified).toISOString(),
      };
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted)
      throw new UpstreamError(`${url.href} took longer than ${limits.timeoutMs / 1000} s.`);
    throw error;
  }
  throw new UpstreamError(`${address} leads from one address to the next without end.`);
}

/** Throws AskerError for what is no web address. */
export function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw new AskerError(
      `“${address}” is no web address, such as https://help.example.com/returns.`,
    );
  if (url.username !== '' || url.password !== '')
    throw new AskerError(
      'An address with a password in it is not read: it would be shown with every passage.',
    );
  url.hash = '';
  return url;
}

async function placeOf(
  url: URL,
  { resolve = resolveHost, isAllowed = isPublicAddress }: FetchLimits,
): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolve(host).catch(() => []);
  const [first] = addresses;
  if (!first)
    throw new UpstreamError(`There is no ${host} on the internet, or it can’t be found from here.`);
  if (!addresses.every(isAllowed))
    throw new AskerError(
      `${host} is inside a private network. Deskhand reads public pages only; save the page and add the file.`,
    );
  return first;
}

const resolveHost = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

function ask(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? overHttps : overHttp;
  const family = isIP(address) === 6 ? 6 : 4;
  return new Promise((resolve, reject) => {
    send(
      url,
      {
        signal,
        agent: false,
        headers: {
          'user-agent': SAID,
          accept: 'text/html, application/pdf, text/markdown, text/plain, */*;q=0.5',
          'accept-encoding': 'gzip, deflate, br',
        },
        // Asked for all addresses or for one, as the connection is made.
        lookup: (_host, options, found) =>
          options.all ? found(null, [{ address, family }]) : found(null, address, family),
      },
      resolve,
    )
      .on('error', (cause) =>
        reject(new UpstreamError(`${url.host} can’t be reached: ${cause.message}`, { cause })),
      )
      .end();
  });
}

async function readBody(answer: IncomingMessage, url: URL, mostBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of unpacked(answer)) {
      size += piece.length;
      if (size > mostBytes)
        throw new AskerError(`${url.href} is larger than ${Math.round(mostBytes / 1_048_576)} MB.`);
      pieces.push(piece);
    }
  } catch (cause) {
    if (cause instanceof AskerError) throw cause;
    throw new UpstreamError(`${url.href} broke off.`, { cause });
  } finally {
    answer.destroy();
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function unpacked(answer: IncomingMessage): AsyncIterable<Uint8Array> {
  const fail = (through: ReturnType<typeof createGunzip>) => {
    answer.on('error', (error) => through.destroy(error));
    return answer.pipe(through);
  };
  switch (answer.headers['content-encoding']) {
    case 'gzip':
    case 'x-gzip':
      return fail(createGunzip());
    case 'deflate':
      return fail(createInflate());
    case 'br':
      return fail(createBrotliDecompress());
    default:
      return answer;
  }
}
