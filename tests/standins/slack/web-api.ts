import type { IncomingMessage, ServerResponse } from 'node:http';
import { createEmulator } from 'emulate';
import { BOT_SCOPES } from '../../../src/surfaces/slack/manifest.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { checkPayload } from './check-blocks.ts';
import {
  createFaultRules,
  errorIn,
  type Fault,
  type FaultRule,
  refusal,
  spoilt,
} from './faults.ts';
import {
  type Came,
  close,
  createListener,
  forward,
  listen,
  type Outcome,
  readCall,
  send,
  withOwnAddress,
} from './loopback.ts';
import { type Answer, createMissingMethods } from './missing-methods.ts';

export const BOT_TOKEN = 'xoxb-stand-in-1';
export const APP_TOKEN = 'xapp-1-stand-in';
export const SIGNING_SECRET = 'stand-in-signing-secret';
export const CLIENT = { clientId: '11.22', clientSecret: 'stand-in-client-secret' };
export const BOT = { appId: 'A0DESKHAND', botId: 'B0DESKHAND', userId: 'U0DESKHAND' };

export type SlackCall = {
  /** `chat.postMessage`; `response` for what went to a response_url, `upload` for a file's bytes. */
  readonly method: string;
  readonly args: Arguments;
  readonly token: string | null;
  /** Null where none was sent. */
  readonly status: number | null;
  /** What Slack objected to; null when it was done, or nothing came back. */
  readonly error: string | null;
  /** What was made to go wrong. */
  readonly fault: Fault['kind'] | null;
  readonly atMs: number;
};

export type SlackWebApiOptions = {
  /** Names of people; dana, sam and lee if left out. */
  readonly people?: readonly string[];
  /** Names of channels, all of which everybody is in; support and random if left out. */
  readonly channels?: readonly string[];
  readonly scopes?: readonly string[];
  /** Where apps.connections.open sends the caller. */
  readonly socketUrl?: () => string;
  readonly redirectUris?: readonly string[];
  /** What apps.manifest.export gives. */
  readonly manifest?: unknown;
  readonly port?: number;
};

/** Slack's Web API on loopback: `emulate`, what it hasn't got, a checker of every payload, and faults when asked for. */
export interface SlackWebApi extends AsyncDisposable {
  readonly url: string;
  /** As SLACK_API_URL wants it. */
  readonly apiUrl: string;
  readonly teamId: string;
  /** Ids by name. */
  readonly people: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly calls: readonly SlackCall[];
  /** What the checker of blocks, texts and metadata objected to, in any call. Slack would have refused, or worse. */
  readonly problems: string[];
  callsOf(method: string): readonly SlackCall[];
  forgetCalls(): void;
  /** Gives what takes the fault back. */
  fail(rule: FaultRule): () => void;
  /** Refuses connections until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Calls a method as the bot, unrecorded and unspoilt. */
  ask(method: string, args?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Has a person post; gives the message's ts. */
  say(person: string, channel: string, text: string, threadTs?: string): Promise<string>;
  /** What stands in a thread, oldest first. */
  thread(channel: string, ts: string): Promise<readonly Answer[]>;
  /** A trigger that opens one dialogue within three seconds. */
  triggerFor(person: string): Promise<string>;
  /** Where a response_url may point; what goes there is recorded. */
  responseUrl(): string;
}

const PEOPLE = ['dana', 'sam', 'lee'];
const CHANNELS = ['support', 'random'];

export async function startSlackWebApi(options: SlackWebApiOptions = {}): Promise<SlackWebApi> {
  const { people = PEOPLE, channels = CHANNELS, scopes = BOT_SCOPES } = options;
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    hostname: '127.0.0.1',
    seed: { slack: seedOf(people, channels, scopes, options.redirectUris ?? []) },
  });
  const base = `${emulator.url}/api/`;
  const calls: SlackCall[] = [];
  const problems: string[] = [];
  const faults = createFaultRules();
  /** `emulate` takes any token for somebody's; Slack doesn't. */
  const issued = new Set([BOT_TOKEN]);
  const aliasOf = createAliases([BOT_TOKEN, ...people.map((name) => `xoxp-${name}`)]);
  let responses = 0;

  const ask: SlackWebApi['ask'] = (method, args = {}) => askAs(BOT_TOKEN, method, args);
  async function askAs(
    token: string,
    method: string,
    args: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const answer = await fetch(base + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${aliasOf(token)}` },
      body: new URLSearchParams(args),
    });
    return (await answer.json()) as Answer; // Slack answers every call with an object
  }
  const missing = createMissingMethods({
    ask: askAs,
    scopes,
    manifest: options.manifest ?? {},
    socketUrl: options.socketUrl ?? (() => 'ws://127.0.0.1:1/'),
  });

  const knownAs = (came: Came): Came => {
    const authorization = came.token && { authorization: `Bearer ${aliasOf(came.token)}` };
    return { ...came, headers: { ...came.headers, ...authorization } };
  };

  async function carryOut(method: string, args: Arguments, came: Came): Promise<Outcome> {
    const bearer = came.token ?? (typeof args.token === 'string' ? args.token : null);
    if (bearer?.startsWith('xoxb-') && !issued.has(bearer)) return refusal('invalid_auth');
    const own = await missing(method, args, came.token);
    if (own) return { status: 200, headers: own.headers ?? {}, body: JSON.stringify(own.body) };
    if (method === 'response') return { status: 200, headers: {}, body: 'ok' };
    const outcome = await forward(knownAs(came), emulator.url);
    for (const [token] of outcome.body.matchAll(/xoxb-[\w-]+/g)) issued.add(token);
    return outcome;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const came = await readCall(request);
    if (came.method === null) return send(response, await forward(knownAs(came), emulator.url)); // a page, or a file
    const args = parseArguments(came);
    const fault = faults.meet(came.method, args);
    for (const problem of checkPayload(came.method, args))
      problems.push(`${came.method}: ${problem}`);
    const outcome = await outcomeOf(came.method, args, came, fault);
    calls.push({
      ...{ method: came.method, args, token: came.token, fault: fault?.kind ?? null },
      status: outcome?.status ?? null,
      error: outcome && errorIn(outcome),
      atMs: performance.now(),
    });
    if (outcome) send(response, withOwnAddress(outcome, emulator.url, url));
    else breakOff(response, fault);
  }

  async function outcomeOf(
    method: string,
    args: Arguments,
    came: Came,
    fault: Fault | null,
  ): Promise<Outcome | null> {
    const isDone = fault === null || (fault.kind === 'reset' && fault.isDone);
    const done = isDone ? await carryOut(method, args, came) : null;
    return fault ? spoilt(fault) : done;
  }

  let server = createListener(serve);
  const port = await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${port}`;
  const { teamId, peopleIds, channelIds } = await lookUp(ask, people, channels);

  return {
    url,
    apiUrl: `${url}/api/`,
    teamId,
    people: peopleIds,
    channels: channelIds,
    calls,
    problems,
    callsOf: (method) => calls.filter((call) => call.method === method),
    forgetCalls: () => {
      calls.length = 0;
    },
    fail: (rule) => faults.add(rule),
    down: () => close(server),
    async up() {
      server = createListener(serve);
      await listen(server, port);
    },
    ask,
    async say(person, channel, text, threadTs) {
      const { ts } = await askAs(`xoxp-${person}`, 'chat.postMessage', {
        channel: channelIds[channel] ?? channel,
        text,
        ...(threadTs && { thread_ts: threadTs }),
      });
      return String(ts);
    },
    async thread(channel, ts) {
      const { messages } = await ask('conversations.replies', { channel, ts, limit: '200' });
      return messages as readonly Answer[]; // what the method is for
    },
    async triggerFor(person) {
      const user_id = peopleIds[person] ?? person;
      return String((await ask('views.generateTriggerId', { user_id })).trigger_id);
    },
    responseUrl: () => `${url}/commands/${teamId}/${++responses}`,
    async [Symbol.asyncDispose]() {
      await close(server);
      await emulator.close();
    },
  };
}

/** `emulate` answers a token 5,000 times an hour, and Slack has no such limit: each stands for many. */
const ALIASES = 100;

function aliasesOf(token: string): readonly string[] {
  return Array.from({ length: ALIASES }, (_, at) => `${token}-alias-${at}`);
}

function createAliases(seeded: readonly string[]): (token: string) => string {
  let used = 0;
  return (token) => (seeded.includes(token) ? `${token}-alias-${used++ % ALIASES}` : token);
}

function seedOf(
  people: readonly string[],
  channels: readonly string[],
  scopes: readonly string[],
  redirectUris: readonly string[],
) {
  const app = { app_id: BOT.appId, client_id: CLIENT.clientId, bot_id: BOT.botId };
  return {
    team: { name: 'Acme', domain: 'acme' },
    users: people.map((name) => ({ name, real_name: name, email: `${name}@acme.test` })),
    channels: channels.map((name) => ({ name })),
    oauth_apps: [
      {
        ...app,
        client_secret: CLIENT.clientSecret,
        name: 'Deskhand',
        bot_user_id: BOT.userId,
        bot_name: 'deskhand',
        redirect_uris: [...redirectUris],
        scopes: [...scopes],
      },
    ],
    tokens: [
      ...aliasesOf(BOT_TOKEN).map((token) => ({
        ...{ ...app, token, type: 'bot', bot_user_id: BOT.userId, user_id: BOT.userId },
        scopes: [...scopes],
      })),
      ...people.flatMap((user) =>
        aliasesOf(`xoxp-${user}`).map((token) => ({
          ...{ token, type: 'user', user, scopes: ['chat:write'] },
        })),
      ),
    ],
    signing_secret: SIGNING_SECRET,
  };
}

type Named = { readonly id: string; readonly name: string };

async function lookUp(
  ask: SlackWebApi['ask'],
  people: readonly string[],
  channels: readonly string[],
) {
  const { team_id } = await ask('auth.test');
  const { members } = (await ask('users.list')) as unknown as { members: readonly Named[] };
  const listed = (await ask('conversations.list')) as unknown as { channels: readonly Named[] };
  for (const { id } of listed.channels) await ask('conversations.join', { channel: id });
  const idsOf = (names: readonly string[], all: readonly Named[]) =>
    Object.fromEntries(
      all.filter(({ name }) => names.includes(name)).map(({ name, id }) => [name, id]),
    );
  return {
    teamId: String(team_id),
    peopleIds: idsOf(people, members),
    channelIds: idsOf(channels, listed.channels),
  };
}

function breakOff(response: ServerResponse, fault: Fault | null): void {
  if (fault?.kind === 'stall') setTimeout(() => response.destroy(), fault.ms).unref();
  else response.socket?.resetAndDestroy();
}
