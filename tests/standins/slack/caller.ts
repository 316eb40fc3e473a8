import { createHmac, randomUUID } from 'node:crypto';

export type CallerParts = {
  /** Of the service: `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly signingSecret: string;
  readonly teamId: string;
  readonly appId: string;
  readonly botUserId: string;
};

/** What can be wrong with a request, or said about it. */
export type Delivery = {
  readonly eventId?: string;
  readonly retryNum?: number;
  /** Signs with another secret. */
  readonly secret?: string;
  /** Seconds since the epoch the request claims. */
  readonly sentAt?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Reply = { readonly status: number; readonly body: string; readonly tookMs: number };

type Message = {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly ts: string;
  readonly threadTs?: string | undefined;
};
type Click = {
  readonly user: string;
  readonly channel: string;
  readonly messageTs: string;
  readonly threadTs?: string;
  readonly action: Readonly<Record<string, unknown>>;
  readonly triggerId?: string;
  readonly responseUrl?: string;
  /** In a message nobody else sees. */
  readonly isEphemeral?: boolean;
};
type Command = {
  readonly command: string;
  readonly text?: string;
  readonly user: string;
  readonly channel: string;
  readonly triggerId?: string;
  readonly responseUrl?: string;
};
type Submission = {
  readonly user: string;
  readonly callbackId: string;
  readonly values: unknown;
  readonly privateMetadata?: string;
  /** Of the dialogue that is open; one nobody has if not given. */
  readonly viewId?: string;
};

const NOWHERE = 'http://127.0.0.1:9/';

/** Calls the service as Slack would: signed, one address for everything. The bodies are those of socket mode too. */
export function createSlackCaller(parts: CallerParts) {
  const bodies = createBodies(parts);

  async function send(raw: string, type: string, delivery: Delivery = {}): Promise<Reply> {
    const { secret = parts.signingSecret, sentAt = Math.floor(Date.now() / 1000) } = delivery;
    const signature = createHmac('sha256', secret).update(`v0:${sentAt}:${raw}`).digest('hex');
    const started = performance.now();
    const answer = await fetch(`${parts.url}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(sentAt),
        'x-slack-signature': `v0=${signature}`,
        ...(delivery.retryNum && {
          'x-slack-retry-num': String(delivery.retryNum),
          'x-slack-retry-reason': 'http_timeout',
        }),
        ...delivery.headers,
      },
      body: raw,
    });
    const body = await answer.text();
    return { status: answer.status, body, tookMs: performance.now() - started };
  }

  const json = (body: unknown, delivery?: Delivery) =>
    send(JSON.stringify(body), 'application/json', delivery);
  const form = (fields: Record<string, string>, delivery?: Delivery) =>
    send(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', delivery);
  const interaction = (payload: unknown, delivery?: Delivery) =>
    form({ payload: JSON.stringify(payload) }, delivery);

  return {
    bodies,
    json,
    form,
    event: (event: Readonly<Record<string, unknown>>, delivery?: Delivery) =>
      json(bodies.event(event, delivery?.eventId), delivery),
    mention: (message: Message, delivery?: Delivery) =>
      json(bodies.mention(message, delivery?.eventId), delivery),
    direct: (message: Message, delivery?: Delivery) =>
      json(bodies.direct(message, delivery?.eventId), delivery),
    inThread: (message: Message & { readonly threadTs: string }, delivery?: Delivery) =>
      json(bodies.inThread(message, delivery?.eventId), delivery),
    command: (command: Command, delivery?: Delivery) => form(bodies.command(command), delivery),
    click: (click: Click, delivery?: Delivery) => interaction(bodies.click(click), delivery),
    submit: (submission: Submission, delivery?: Delivery) =>
      interaction(bodies.submission(submission), delivery),
    verifyUrl: (delivery?: Delivery) =>
      json({ type: 'url_verification', challenge: 'abc', token: 'x' }, delivery),
  };
}

export type SlackCaller = ReturnType<typeof createSlackCaller>;

const id = (prefix: string) => prefix + randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase();
const threadOf = (threadTs: string | undefined) => (threadTs ? { thread_ts: threadTs } : {});

function createBodies({ teamId, appId, botUserId }: CallerParts) {
  const event = (given: Readonly<Record<string, unknown>>, eventId = id('Ev')) => ({
    type: 'event_callback',
    team_id: teamId,
    api_app_id: appId,
    event_id: eventId,
    event_time: Math.floor(Date.now() / 1000),
    event: given,
    authorizations: [
      { team_id: teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false },
    ],
  });
  const message = ({ user, channel, text, ts, threadTs }: Message) => ({
    ...{ user, channel, text, ts, event_ts: ts, team: teamId },
    ...threadOf(threadTs),
  });
  const person = (user: string) => ({ id: user, team_id: teamId, username: user });
  return {
    event,
    mention: (given: Message, eventId?: string) =>
      event({ type: 'app_mention', ...message(given) }, eventId),
    direct: (given: Message, eventId?: string) =>
      event({ type: 'message', channel_type: 'im', ...message(given) }, eventId),
    inThread: (given: Message & { readonly threadTs: string }, eventId?: string) =>
      event({ type: 'message', channel_type: 'channel', ...message(given) }, eventId),
    command: ({ command, text = '', user, channel, triggerId, responseUrl }: Command) => ({
      ...{ command, text, team_id: teamId, user_id: user, channel_id: channel, api_app_id: appId },
      trigger_id: triggerId ?? id('1.2.'),
      response_url: responseUrl ?? NOWHERE,
    }),
    click: ({
      user,
      channel,
      messageTs,
      threadTs,
      action,
      isEphemeral = false,
      ...rest
    }: Click) => ({
      type: 'block_actions',
      api_app_id: appId,
      team: { id: teamId, domain: 'acme' },
      user: person(user),
      channel: { id: channel },
      message: { ts: messageTs, ...threadOf(threadTs) },
      container: {
        ...{ type: 'message', message_ts: messageTs, channel_id: channel },
        ...threadOf(threadTs),
        is_ephemeral: isEphemeral,
      },
      actions: [{ block_id: 'b', action_ts: '1', ...action }],
      trigger_id: rest.triggerId ?? id('1.2.'),
      response_url: rest.responseUrl ?? NOWHERE,
    }),
    submission: ({ user, callbackId, values, privateMetadata = '', viewId }: Submission) => ({
      type: 'view_submission',
      api_app_id: appId,
      team: { id: teamId, domain: 'acme' },
      user: person(user),
      trigger_id: id('1.2.'),
      view: {
        ...{ id: viewId ?? id('V'), type: 'modal', callback_id: callbackId },
        ...{ private_metadata: privateMetadata, state: { values } },
      },
    }),
  };
}
