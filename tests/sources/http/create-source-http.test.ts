import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixedClock } from '../../../src/core/clock.ts';
import { ConfigError, UpstreamError } from '../../../src/core/errors.ts';
import {
  createSourceHttp,
  type SourceHttpOptions,
} from '../../../src/sources/http/create-source-http.ts';
import {
  DeniedError,
  MayHaveBeenMadeError,
  RefusedError,
} from '../../../src/sources/http/refusals.ts';
import type { Call } from '../../../src/sources/http/source-http.ts';
import {
  type Handler,
  type StandIn,
  type StandInAnswer,
  startStandIn,
} from '../../standins/kit/stand-in.ts';
import { useStandIns } from '../../standins/kit/use-stand-ins.ts';

const schema = z.looseObject({ results: z.array(z.looseObject({ id: z.string() })) });
const list: Call<z.infer<typeof schema>> = {
  method: 'GET',
  path: '/tickets',
  what: 'list tickets (page 3)',
  schema,
};
const page: StandInAnswer = { body: { results: [{ id: '1' }] } };

const standIn = useStandIns();

/** A client whose waits pass at once, and the waits it would have made. */
function clientOf(url: string, options: Partial<SourceHttpOptions> = {}) {
  let now = Date.parse('2026-11-20T12:00:00Z');
  const waits: number[] = [];
  const http = createSourceHttp({
    label: 'Acme',
    baseUrl: url,
    headers: () => ({ authorization: 'Bearer s3cret' }),
    secrets: ['s3cret'],
    remedy: 'Check ACME_TOKEN.',
    clock: { now: () => now },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
    random: () => 1,
    ...options,
  });
  return { http, waits };
}

/** Answers in turn; the last one goes on. */
function inTurn(...answers: readonly (StandInAnswer | Handler)[]): Handler {
  let next = 0;
  return (request) => {
    const answer = answers[Math.min(next, answers.length - 1)] ?? {};
    next += 1;
    return typeof answer === 'function' ? answer(request) : answer;
  };
}

const sentTo = (server: StandIn): number => server.counts.requests;

describe('a client for a support system', () => {
  it('sends the query, the headers and a body, and gives back what the schema makes of the answer', async () => {
    const seen: unknown[] = [];
    const server = await standIn((request) => {
      seen.push([request.target, request.headers.authorization, request.body]);
      return page;
    });
    const { http } = clientOf(`${server.url}/base/`);
    const answer = await http.request({
      ...list,
      method: 'POST',
      query: { limit: 5, properties: ['a', 'b'] },
      body: { ids: ['1'] },
    });
    expect(answer.value).toEqual({ results: [{ id: '1' }] });
    expect(seen).toEqual([
      ['/base/tickets?limit=5&properties=a&properties=b', 'Bearer s3cret', { ids: ['1'] }],
    ]);
    expect(http.traffic).toEqual({ requests: 1, retries: 0 });
  });

  it.each([408, 429, 500, 502, 503, 504, 524])('asks again after %i', async (status) => {
    const server = await standIn(inTurn({ status }, { status }, page));
    const { http, waits } = clientOf(server.url, { passing: [524] });
    expect((await http.request(list)).status).toBe(200);
    expect(waits).toEqual([500, 1000]);
    expect(http.traffic).toEqual({ requests: 3, retries: 2 });
  });

  it.each([
    ['cut short', { text: '{"results":[{"id"' }],
    ['a web page', { text: '<html>One moment</html>' }],
    ['not there', { status: 200 }],
  ])('asks again for a body that is %s', async (_, answer) => {
    const server = await standIn(inTurn(answer, page));
    const { http } = clientOf(server.url);
    expect((await http.request(list)).value?.results).toHaveLength(1);
  });

  it('asks again after a lost connection, a stall and a body that stops halfway', async () => {
    for (const kind of ['reset', 'stall', 'half-body'] as const) {
      const server = await standIn(() => page, { faults: { rate: 1, seed: 1, kinds: [kind] } });
      const { http } = clientOf(server.url, {
        patience: { timeoutMs: 80 },
        sleep: async () => server.setFaults(null),
      });
      expect((await http.request(list)).value?.results, kind).toHaveLength(1);
      expect(http.traffic, kind).toEqual({ requests: 2, retries: 1 });
    }
  });

  it('waits as long as Retry-After says, in seconds or until a date, when that is longer', async () => {
    const server = await standIn(
      inTurn(
        { status: 429, headers: { 'retry-after': '7' } },
        { status: 503, headers: { 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT' } },
        { status: 429, headers: { 'retry-after': '0' } },
        page,
      ),
    );
    const { http, waits } = clientOf(server.url);
    await http.request(list);
    expect(waits).toEqual([7000, 23_000, 2000]);
  });

  it('doubles its waits with full jitter, up to the longest', async () => {
    const server = await standIn(inTurn({ status: 500 }));
    const { http, waits } = clientOf(server.url, {
      random: () => 0.5,
      patience: { attempts: 6, longestWaitMs: 3000 },
    });
    await expect(http.request(list)).rejects.toThrow(
      'Acme failed to list tickets (page 3): 500, 6 times',
    );
    expect(waits).toEqual([250, 500, 1000, 1500, 1500]);
  });

  it('gives up at once on a wait longer than it has, and says until when', async () => {
    const server = await standIn(inTurn({ status: 477, headers: { 'retry-after': '7200' } }));
    const { http, waits } = clientOf(server.url, { passing: [477] });
    const error = await http.request(list).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ retryAfterMs: 7_200_000 });
    expect(String(error)).toContain('until 2026-11-20T14:00:00.000Z');
    expect(waits).toEqual([]);
  });

  it('asks three times for an answer of another shape, then says what is missing', async () => {
    const server = await standIn(inTurn({ body: { tickets: [] } }));
    const { http } = clientOf(server.url);
    await expect(http.request(list)).rejects.toThrow(
      /^Acme failed to list tickets \(page 3\): the answer isn't the one this API gives \(missing `results`\), 3 times$/,
    );
    expect(sentTo(server)).toBe(3);
  });

  it('makes 401 and 403 the operator’s to put right, without the secret', async () => {
    const server = await standIn(
      inTurn({ status: 401, body: { message: 'The token s3cret is unknown.' } }),
    );
    const { http } = clientOf(server.url);
    const error = await http.request(list).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ status: 401, words: 'The token … is unknown.' });
    expect(String(error)).toContain('(401): The token … is unknown. Check ACME_TOKEN.');
    expect(sentTo(server)).toBe(1);
  });

  it('passes other refusals on with status and words, asked once', async () => {
    const server = await standIn(inTurn({ status: 400, body: { message: 'No such stage' } }));
    const { http } = clientOf(server.url);
    const error = await http.request(list).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ status: 400, words: 'No such stage' });
    expect(sentTo(server)).toBe(1);
  });

  it('takes a status the call names for an answer', async () => {
    const server = await standIn(inTurn({ status: 404, text: 'gone' }));
    const { http } = clientOf(server.url);
    const answer = await http.request({ ...list, answers: [404] });
    expect([answer.status, answer.value]).toEqual([404, null]);
  });

  it('does not follow a redirect with its credentials', async () => {
    const server = await standIn(inTurn({ status: 302, headers: { location: '/elsewhere' } }));
    await expect(clientOf(server.url).http.request(list)).rejects.toThrow('(302)');
    expect(sentTo(server)).toBe(1);
  });

  it('refuses to read a body past its limit', async () => {
    const server = await standIn(() => ({ body: { results: [], more: 'x'.repeat(3_000_000) } }));
    const { http } = clientOf(server.url, {
      bodyLimitBytes: 2 ** 20,
      patience: { attempts: 2 },
    });
    await expect(http.request(list)).rejects.toThrow('an answer over 1 MB, 2 times');
  });

  it('asks a host that is down several times, and says it could not be reached', async () => {
    const server = await startStandIn(() => page);
    await server[Symbol.asyncDispose]();
    const { http } = clientOf(server.url, { patience: { attempts: 3 } });
    await expect(http.request(list)).rejects.toThrow(
      'could not be reached (ECONNREFUSED), 3 times',
    );
  });
});

describe('a write', () => {
  const write: Call<z.infer<typeof schema>> = { ...list, method: 'POST', body: {}, isWrite: true };

  it.each(['reset', 'stall', 'half-body', 'error'] as const)(
    'is not repeated after a %s',
    async (kind) => {
      const server = await standIn(() => page, { faults: { rate: 1, seed: 3, kinds: [kind] } });
      const { http } = clientOf(server.url, { patience: { timeoutMs: 80 } });
      const error = await http.request(write).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(MayHaveBeenMadeError);
      expect(String(error)).toContain('may have been made');
      expect(sentTo(server)).toBe(1);
    },
  );

  it('is repeated where nothing was made: 429, 503, nobody there', async () => {
    const server = await standIn(inTurn({ status: 429 }, { status: 503 }, page));
    const { http } = clientOf(server.url);
    expect((await http.request(write)).status).toBe(200);
    expect(sentTo(server)).toBe(3);

    const closed = await startStandIn(() => page);
    await closed[Symbol.asyncDispose]();
    await expect(clientOf(closed.url).http.request(write)).rejects.not.toBeInstanceOf(
      MayHaveBeenMadeError,
    );
  });
});

describe('how an API’s own failures are read', () => {
  it('waits, stops or goes on as the source says', async () => {
    const server = await standIn(
      inTurn({ status: 418, body: { policy: 'SECONDLY' } }, page, { status: 400 }),
    );
    const { http, waits } = clientOf(server.url, {
      readFailure: ({ status }) =>
        status === 418
          ? { move: 'retry', inMs: 1500, words: 'slowly' }
          : { move: 'final', words: 'no such plan', remedy: 'Ask for the other plan.' },
    });
    await http.request(list);
    expect(waits).toEqual([1500]);
    const error = await http.request(list).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DeniedError);
    expect(String(error)).toContain('no such plan. Ask for the other plan.');
  });

  it('asks once more with other headers', async () => {
    let region = 'dal';
    const server = await standIn((request) =>
      request.headers['x-region'] === 'fra' ? page : { status: 421, body: { region: 'fra' } },
    );
    const { http, waits } = clientOf(server.url, {
      headers: () => ({ 'x-region': region }),
      readFailure: () => {
        region = 'fra';
        return { move: 'again' };
      },
    });
    expect((await http.request(list)).status).toBe(200);
    expect(waits).toEqual([]);
    expect(http.traffic).toEqual({ requests: 2, retries: 1 });
  });

  it('asks once more only once', async () => {
    const server = await standIn(inTurn({ status: 401, body: { message: 'expired' } }));
    const { http } = clientOf(server.url, { readFailure: () => ({ move: 'again' }) });
    await expect(http.request(list)).rejects.toThrow('401, expired, twice');
    expect(sentTo(server)).toBe(2);
  });
});

describe('taking turns', () => {
  it('never sends more than a limit allows in any stretch of time', async () => {
    const server = await standIn(() => page);
    const { http, waits } = clientOf(server.url, {
      limits: { search: { requests: 2, perMs: 1000 } },
    });
    await Promise.all([1, 2, 3, 4, 5].map(() => http.request({ ...list, limit: 'search' })));
    expect(waits).toEqual([1000, 1000]);
    await http.request(list);
    expect(waits).toHaveLength(2);
  });

  it('goes by the limit the answers tell', async () => {
    const server = await standIn(() => ({ ...page, headers: { 'x-max': '1' } }));
    const { http, waits } = clientOf(server.url, {
      limits: { main: { requests: 100, perMs: 1000 } },
      readLimit: (headers) => ({ requests: Number(headers.get('x-max')), perMs: 4000 }),
    });
    await http.request(list);
    await http.request(list);
    expect(waits).toEqual([4000]);
  });

  it('lets everybody wait when one is told to', async () => {
    const server = await standIn(
      inTurn({ status: 429, headers: { 'retry-after': '5' } }, page, page),
    );
    const { http, waits } = clientOf(server.url);
    await http.request(list);
    await http.request(list);
    expect(waits).toEqual([5000]);
  });

  it('stops waiting when it is told to stop, and lets the next one through', async () => {
    const server = await standIn(() => page);
    const stop = new AbortController();
    const clock = fixedClock('2026-11-20T12:00:00Z');
    const http = createSourceHttp({
      label: 'Acme',
      baseUrl: server.url,
      headers: () => ({}),
      secrets: [],
      remedy: '',
      clock,
      limits: { main: { requests: 1, perMs: 60_000 } },
    });
    await http.request(list);
    const waiting = http.request({ ...list, signal: stop.signal });
    stop.abort(new Error('asked to stop'));
    await expect(waiting).rejects.toThrow('asked to stop');
    await expect(http.request({ ...list, limit: 'other' })).resolves.toMatchObject({ status: 200 });
  });

  it('throws the reason it was stopped for while an answer is on its way', async () => {
    const server = await standIn(() => new Promise(() => undefined));
    const stop = new AbortController();
    const { http } = clientOf(server.url);
    const waiting = http.request({ ...list, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('asked to stop')), 30);
    await expect(waiting).rejects.toThrow('asked to stop');
  });
});
