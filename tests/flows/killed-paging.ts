import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { freePort } from '../standins/kit/free-port.ts';
import { type SlackWebApi, startSlackWebApi } from '../standins/slack/web-api.ts';

export type PagingTally = {
  /** Messages there have to be: every level that was called, to its person and to the channel. */
  readonly expected: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Processes killed before Slack had the message, and after. */
  readonly killed: { readonly before: number; readonly after: number };
  /** What the checker of payloads objected to. */
  readonly problems: readonly string[];
};

/**
 * Has a service call two people and a channel for each of so many tickets, and kills it with SIGKILL at every so manieth message, just before Slack
 * has it or just after; it is started again until all have been called. Its calls go through a server that knows when that is.
 */
export async function pageUnderKills({
  calls,
  rate,
  folder,
  dice = Math.random,
}: {
  readonly calls: number;
  readonly rate: number;
  readonly folder: string;
  readonly dice?: () => number;
}): Promise<PagingTally> {
  await using api = await startSlackWebApi();
  const killed = { before: 0, after: 0 };
  let running: ChildProcess | null = null;

  const kill = (when: keyof typeof killed, response: ServerResponse): void => {
    killed[when] += 1;
    running?.kill('SIGKILL');
    response.destroy();
  };
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const isMessage = request.url?.endsWith('/chat.postMessage') === true;
    const fate = isMessage && dice() < rate ? (dice() < 0.5 ? 'before' : 'after') : null;
    if (fate === 'before') return kill(fate, response);
    const answer = await pass(api, request, body);
    if (fate === 'after') return kill(fate, response);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body);
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  try {
    const channel = api.channels.support ?? '';
    for (;;) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'paging-child.ts')], {
        env: {
          ...{ API: `http://127.0.0.1:${port}/api/`, CHANNEL: channel, CALLS: String(calls) },
          DATABASE: join(folder, 'paging.duckdb'),
          STATE: `sqlite:${join(folder, 'paging.sqlite')}`,
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      running = child;
      const [code, signal] = await once(child, 'exit');
      if (signal === 'SIGKILL') continue;
      if (code !== 0) throw new Error(`the service ended with ${code}`);
      break;
    }
    return { ...(await count(api, channel, calls)), killed, problems: api.problems };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function pass(
  api: SlackWebApi,
  { url = '', method = 'GET', headers }: IncomingMessage,
  body: Buffer,
) {
  const answer = await fetch(new URL(url, api.url), {
    method,
    headers: {
      authorization: headers.authorization ?? '',
      'content-type': headers['content-type'] ?? 'application/json',
    },
    ...(method === 'POST' && { body: new Uint8Array(body) }),
  });
  return { status: answer.status, body: await answer.text() };
}

/** Each level is told to its person and to the channel, where the second one replies to the first. */
async function count(api: SlackWebApi, channel: string, calls: number) {
  const heads = await keysIn(api, 'conversations.history', { channel });
  const replies = await Promise.all(
    heads.map(({ ts }) => keysIn(api, 'conversations.replies', { channel, ts })),
  );
  const direct = await Promise.all(
    ['dana', 'sam'].map(async (name) => {
      const opened = await api.ask('conversations.open', { users: api.people[name] ?? '' });
      const { id } = opened.channel as { readonly id: string };
      return keysIn(api, 'conversations.history', { channel: id });
    }),
  );
  const seen = new Map<string, Set<string>>();
  for (const { key, ts } of [heads, ...replies, ...direct].flat()) {
    if (key.startsWith('escalation:')) seen.set(key, (seen.get(key) ?? new Set()).add(ts));
  }
  const levels = Map.groupBy(seen.keys(), (key) => key.split(':').slice(0, 3).join(':'));
  const lost = [...levels].filter(([, keys]) => keys.length !== 2).map(([level]) => level);
  const missing = Math.max(0, 2 * calls - levels.size);
  return {
    expected: 2 * levels.size,
    lost: [...lost, ...Array.from({ length: missing }, () => 'a level')],
    doubled: [...seen].filter(([, places]) => places.size > 1).map(([key]) => key),
  };
}

type Keyed = {
  readonly ts: string;
  readonly metadata?: { readonly event_payload: { readonly key?: string } };
};

async function keysIn(api: SlackWebApi, method: string, where: Readonly<Record<string, string>>) {
  const asked = { ...where, limit: '999', include_all_metadata: 'true' };
  const { messages } = await api.ask(method, asked);
  return (messages as readonly Keyed[]).map(({ ts, metadata }) => ({
    ts,
    key: metadata?.event_payload.key ?? '',
  }));
}
