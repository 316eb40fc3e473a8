import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { createSlackCaller, type SlackCaller } from '../tests/standins/slack/caller.ts';
import { BOT, BOT_TOKEN, SIGNING_SECRET } from '../tests/standins/slack/web-api.ts';
import type { Answered, News } from './slack-stand-in.ts';

const ROOT = join(import.meta.dirname, '..');

/** Slack as it looks from outside: people who post, requests to the service, answers that arrive. */
export interface SlackWorld extends AsyncDisposable {
  readonly apiUrl: string;
  readonly channel: string;
  readonly people: Readonly<Record<string, string>>;
  readonly answers: readonly Answered[];
  /** What the checker of payloads objected to. */
  readonly problems: readonly string[];
  callerAt(port: number): SlackCaller;
  /** Has a person post; gives the message's ts. */
  say(person: string, text: string): Promise<string>;
}

export async function openSlackWorld(): Promise<SlackWorld> {
  const child = fork(new URL('./slack-stand-in.ts', import.meta.url));
  const said = new Map<number, (ts: string) => void>();
  const answers: Answered[] = [];
  const problems: string[] = [];
  let lastId = 0;
  const ready = await new Promise<Extract<News, { kind: 'ready' }>>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the stand-in ended with ${code}`)));
    child.on('message', (news: News) => {
      if (news.kind === 'ready') resolve(news);
      else if (news.kind === 'said') said.get(news.id)?.(news.ts);
      else if (news.kind === 'answered') answers.push(...news.answers);
      else problems.push(...news.problems);
    });
  });
  return {
    ...ready,
    answers,
    problems,
    callerAt: (port) =>
      createSlackCaller({
        ...{ url: `http://127.0.0.1:${port}`, signingSecret: SIGNING_SECRET },
        ...{ teamId: ready.teamId, appId: BOT.appId, botUserId: BOT.userId },
      }),
    async say(person, text) {
      lastId += 1;
      const id = lastId;
      const ts = await new Promise<string>((resolve) => {
        said.set(id, resolve);
        child.send({ id, text, person });
      });
      said.delete(id);
      return ts;
    },
    async [Symbol.asyncDispose]() {
      child.removeAllListeners('exit');
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

export interface Service {
  /** Of the console. */
  readonly url: string;
  /** SIGTERM, and waits; gives milliseconds. */
  stop(): Promise<number>;
  /** SIGKILL, and waits. */
  kill(): Promise<void>;
}

/** A folder with settings that let everybody ask everything. */
export function settleIn(folder: string): void {
  cpSync(join(ROOT, 'config'), join(folder, 'config'), { recursive: true });
  writeFileSync(join(folder, 'config', 'permissions.yaml'), 'default: manager\n');
}

type ServiceSettings = {
  readonly folder: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly more?: Readonly<Record<string, string>>;
};

/** The service as `npm start` runs it, in the folder; resolves once it takes Slack's requests. */
export async function startService({
  folder,
  apiUrl,
  port,
  more = {},
}: ServiceSettings): Promise<Service> {
  const child = spawn(process.execPath, [join(ROOT, 'src', 'main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...env,
      PORT: '0',
      DESKHAND_DATABASE: join(folder, 'deskhand.duckdb'),
      DESKHAND_STATE: `sqlite:${join(folder, 'state.sqlite')}`,
      DESKHAND_CONFIG: join(folder, 'config'),
      LOG_LEVEL: 'error',
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_HTTP_PORT: String(port),
      SLACK_API_URL: apiUrl.replace(/\/$/, ''),
      ...more,
    },
  });
  const ended = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    if (/questions in Slack/.test(said)) break;
  }
  if (!/questions in Slack/.test(said)) throw new Error(`the service ended: ${said}`);
  return {
    url: /http:\/\/\S+/.exec(said)?.[0] ?? '',
    async stop() {
      const began = performance.now();
      child.kill('SIGTERM');
      await ended;
      return performance.now() - began;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
