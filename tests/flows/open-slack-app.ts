import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createKnowledgeDesk } from '../../src/assist/knowledge/create-knowledge-desk.ts';
import type { Role } from '../../src/core/access.ts';
import type { Clock } from '../../src/core/clock.ts';
import { resolveConfig } from '../../src/core/config.ts';
import { readEnv } from '../../src/core/env.ts';
import { joinAnalyses } from '../../src/join-analyses.ts';
import { joinKnowledge } from '../../src/join-knowledge.ts';
import { joinSlack } from '../../src/join-slack.ts';
import { joinSuggestions } from '../../src/join-suggestions.ts';
import { joinTickets, type Tickets } from '../../src/join-tickets.ts';
import type { TicketSource } from '../../src/sources/sync/ticket-source.ts';
import { freePort } from '../standins/kit/free-port.ts';
import type { SlackCaller } from '../standins/slack/caller.ts';
import { BOT, BOT_TOKEN, SIGNING_SECRET, type SlackWebApi } from '../standins/slack/web-api.ts';
import { callerOf, eventually, QUICK } from '../surfaces/slack/open-slack.ts';

const CONFIG = join(import.meta.dirname, '..', '..', 'config');
export const TODAY = '2026-11-20T14:00:00Z';

/** Nova: 12 tickets, Girly: 8, on the days before today, half of them billing. */
export function writeTickets(folder: string): string {
  const rows = Array.from({ length: 20 }, (_, at) => {
    const day = String(1 + (at % 18)).padStart(2, '0');
    const agent = at % 5 < 3 ? 'Nova' : 'Girly';
    const category = at % 2 === 0 ? 'Billing' : 'Account';
    const answered = `2026-11-${day}T1${4 + (at % 3)}:00:00Z`;
    return `${at + 1},Case ${at + 1},solved,${agent},${category},2026-11-${day}T13:00:00Z,${answered}`;
  });
  const header = 'ticket_id,subject,status,agent,category,created_at,first_response_at';
  const path = join(folder, 'tickets.csv');
  writeFileSync(path, `${[header, ...rows].join('\n')}\n`);
  return path;
}

/** Goes on from an instant: what is put off has to come due. */
function clockFrom(iso: string): Clock {
  const ahead = Date.parse(iso) - performance.now();
  return { now: () => Math.floor(ahead + performance.now()) };
}

export type SlackApp = {
  readonly app: App;
  readonly slack: SlackCaller;
  readonly tickets: Tickets;
  /** null: it wasn't opened to help. */
  readonly helping: Helping | null;
  readonly home: string;
  stop(): Promise<void>;
};

type Opening = {
  readonly now?: string;
  /** Of everybody nothing else is said about. */
  readonly role?: Role;
  /** Ids of people who are managers all the same. */
  readonly managers?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What tickets are about is found out and replies are suggested, as in the service, once asked to. */
  readonly isHelping?: boolean;
  readonly sources?: readonly TicketSource[];
};

/** The whole app over a folder, served to the stand-in for Slack; opened again on the same folder it finds what it left. */
export async function openSlackApp(
  home: string,
  api: SlackWebApi,
  {
    now = TODAY,
    role = 'manager',
    managers = [],
    env = {},
    isHelping = false,
    sources,
  }: Opening = {},
): Promise<SlackApp> {
  const port = await freePort();
  const configFolder = join(home, 'config');
  cpSync(CONFIG, configFolder, { recursive: true, force: false });
  const users = Object.fromEntries(managers.map((id) => [id, 'manager']));
  writeFileSync(
    join(configFolder, 'permissions.yaml'),
    `default: ${role}\nusers: ${JSON.stringify(users)}\n`,
  );
  const { config, secrets } = resolveConfig(
    readEnv({
      DESKHAND_CONFIG: configFolder,
      DESKHAND_ZONE: 'America/Halifax',
      LOG_LEVEL: 'silent',
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_HTTP_PORT: String(port),
      SLACK_API_URL: api.apiUrl.replace(/\/$/, ''),
      ...env,
    }),
    home,
  );
  const app = await createApp(config, {
    ...{ clock: clockFrom(now), modelSecrets: secrets.model },
    ...(sources && { sources }),
  });
  const helping = isHelping ? await joinHelp(app) : null;
  const tickets: Tickets = helping?.tickets ?? joinTickets(app);
  const knowledge = helping && createKnowledgeDesk(helping.knowledge, app.clock);
  const surface = joinSlack(app, secrets.slack, QUICK, tickets, knowledge);
  if (!surface) throw new Error('Slack is set up');
  await surface.start();
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await surface[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  };
  onTestFinished(stop);
  return { app, slack: callerOf(api, port), tickets, helping, home, stop };
}

/** As src/main.ts joins it; nothing goes on by itself. */
async function joinHelp(app: App) {
  const knowledge = await joinKnowledge(app);
  const { analyses, part } = await joinAnalyses(app);
  const suggesting = await joinSuggestions(app, {
    index: knowledge.index,
    escalations: () => tickets.escalations,
  });
  const tickets: Tickets = joinTickets(app, [part, suggesting.part], suggesting);
  return { knowledge, analyses, tickets };
}

export type Helping = Awaited<ReturnType<typeof joinHelp>>;

export async function importTickets({ app, home }: SlackApp): Promise<void> {
  const file = { path: writeTickets(home), fileName: 'tickets.csv' };
  await app.imports.apply(file, await app.imports.preview(file));
}

export type Posted = {
  readonly ts: string;
  readonly text: string;
  readonly user?: string;
  readonly blocks?: readonly {
    readonly type: string;
    readonly elements?: readonly unknown[];
    readonly accessory?: Button;
  }[];
  readonly metadata?: { readonly event_payload: Readonly<Record<string, unknown>> };
};

/** What we said in a thread, once it is as much as awaited. */
export async function answersIn(
  api: SlackWebApi,
  channel: string,
  root: string,
  count: number,
): Promise<readonly Posted[]> {
  const answers = async () =>
    ((await api.thread(channel, root)) as unknown as Posted[]).filter(
      ({ user }) => user === BOT.userId,
    );
  await eventually(async () => (await answers()).length >= count, 5000);
  return answers();
}

type Button = { readonly action_id: string; readonly value: string; readonly text: unknown };

/** The buttons of a message, thumbs not counted. */
export function buttonsOf(message: Posted | undefined): readonly Button[] {
  const blocks = message?.blocks ?? [];
  return blocks.flatMap(({ type, elements = [], accessory }) =>
    type === 'actions' ? (elements as readonly Button[]) : accessory ? [accessory] : [],
  );
}

/** A person in a channel: what they do reaches Slack, and then us. */
export function inChannel(api: SlackWebApi, slack: SlackCaller, name: string, channelName: string) {
  const user = api.people[name] ?? '';
  const channel = api.channels[channelName] ?? '';
  const said = new Map<string, string>();

  const post = async (text: string, threadTs?: string) => {
    const ts = await api.say(name, channelName, text, threadTs);
    said.set(ts, text);
    return { ts, text };
  };
  const tellIn = async (threadTs: string, { ts, text }: { ts: string; text: string }) => {
    const message = { user, channel, text, ts, threadTs };
    if (text.includes('<@U0DESKHAND>')) await slack.mention(message);
    await slack.inThread(message);
  };

  /** A message they posted was changed or taken away, a minute later. */
  const afterwards = (
    subtype: 'message_changed' | 'message_deleted',
    ts: string,
    threadTs: string | undefined,
  ) => ({
    ...{ type: 'message', subtype, channel, channel_type: 'channel', hidden: true },
    previous_message: {
      ...{ type: 'message', user, text: said.get(ts), ts },
      ...(threadTs && { thread_ts: threadTs }),
    },
    ts: `${Number(ts) + 60}`,
  });

  return {
    user,
    channel,
    postIn: (threadTs: string, text: string) => post(text, threadTs),
    tellIn,
    /** Gives the message's ts, which its thread is called by. */
    async mention(words: string): Promise<string> {
      const { ts, text } = await post(`<@U0DESKHAND> ${words}`.trim());
      await slack.mention({ user, channel, text, ts });
      await slack.event({
        ...{ type: 'message', channel_type: 'channel' },
        user,
        channel,
        text,
        ts,
      });
      return ts;
    },
    async saysIn(threadTs: string, text: string): Promise<string> {
      const posted = await post(text, threadTs);
      await tellIn(threadTs, posted);
      return posted.ts;
    },
    press: (
      at: { readonly message: string; readonly thread: string },
      action: Readonly<Record<string, unknown>>,
    ) =>
      slack.click({
        user,
        channel,
        messageTs: at.message,
        threadTs: at.thread,
        action: { type: 'button', ...action },
      }),
    edit: (ts: string, text: string, threadTs?: string) =>
      slack.event({
        ...afterwards('message_changed', ts, threadTs),
        message: {
          ...{ type: 'message', user, text, ts, edited: { user, ts: `${Number(ts) + 60}` } },
          ...(threadTs && { thread_ts: threadTs }),
        },
      }),
    remove: (ts: string, threadTs?: string) =>
      slack.event({ ...afterwards('message_deleted', ts, threadTs), deleted_ts: ts }),
    crossOut: (ts: string) =>
      slack.event({
        ...{ type: 'reaction_added', reaction: 'x', user, item_user: 'U0DESKHAND' },
        item: { type: 'message', channel, ts },
        event_ts: '1',
      }),
  };
}

/** What the latest answer says that only whoever asked sees; there have been at least `count`. */
export async function aside(api: SlackWebApi, count: number): Promise<string> {
  await eventually(() => api.callsOf('response').length >= count, 5000);
  return JSON.stringify(api.callsOf('response').at(-1)?.args);
}

/** The channel of somebody's direct messages with us. */
export async function directOf(api: SlackWebApi, user: string): Promise<string> {
  const { channel } = await api.ask('conversations.open', { users: user });
  return (channel as { id: string }).id;
}

/** All that a message shows, as JSON with plain spaces. */
export const shownIn = (message: Posted | undefined): string =>
  JSON.stringify(message?.blocks ?? []).replaceAll(/[\u00a0\u202f]/g, ' ');
