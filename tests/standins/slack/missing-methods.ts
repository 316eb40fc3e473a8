import type { Arguments } from './arguments.ts';

export type Answer = Readonly<Record<string, unknown>>;

type Own = { readonly body: Answer; readonly headers?: Readonly<Record<string, string>> };
type Parts = {
  ask(token: string, method: string, args: Readonly<Record<string, string>>): Promise<Answer>;
  readonly scopes: readonly string[];
  readonly manifest: unknown;
  socketUrl(): string;
};

/** Methods Slack has and `emulate` hasn't, or answers with less. Null: `emulate` answers. */
export function createMissingMethods({ ask, scopes, manifest, socketUrl }: Parts) {
  const streams = new Map<string, string>();

  async function stream(method: string, args: Arguments, token: string): Promise<Answer> {
    const said = textOf(args);
    if (method === 'chat.startStream') {
      const { channel, thread_ts } = args;
      const posted = await ask(token, 'chat.postMessage', {
        channel: String(channel),
        ...(typeof thread_ts === 'string' && { thread_ts }),
        text: said || ' ',
      });
      if (posted.ok) streams.set(String(posted.ts), said);
      return posted;
    }
    const ts = String(args.ts);
    const soFar = streams.get(ts);
    if (soFar === undefined) return { ok: false, error: 'message_not_found' };
    streams.set(ts, soFar + said);
    return ask(token, 'chat.update', {
      channel: String(args.channel),
      ts,
      text: soFar + said || ' ',
      ...(args.blocks ? { blocks: JSON.stringify(args.blocks) } : {}),
    });
  }

  const own: Readonly<Record<string, (token: string) => Own | Promise<Own>>> = {
    'auth.test': async (token) => ({
      body: await ask(token, 'auth.test', {}),
      headers: { 'x-oauth-scopes': scopes.join(',') },
    }),
    'bots.info': async (token) => {
      const { bot_id, app_id } = await ask(token, 'auth.test', {});
      return { body: { ok: true, bot: { id: bot_id, app_id, name: 'deskhand' } } };
    },
    'apps.connections.open': (token) =>
      token.startsWith('xapp-')
        ? { body: { ok: true, url: socketUrl() } }
        : { body: { ok: false, error: 'not_allowed_token_type' } },
    'apps.manifest.export': (token) =>
      token.startsWith('xoxe.')
        ? { body: { ok: true, manifest } }
        : { body: { ok: false, error: 'not_allowed_token_type' } },
    'usergroups.list': () => ({ body: { ok: true, usergroups: [] } }),
    'usergroups.users.list': () => ({ body: { ok: true, users: [] } }),
  };

  return async (method: string, args: Arguments, bearer: string | null): Promise<Own | null> => {
    const token = bearer ?? String(args.token ?? '');
    if (/^chat\.(?:start|append|stop)Stream$/.test(method))
      return { body: await stream(method, args, token) };
    if (/^(?:assistant\.threads|agents)\./.test(method)) return { body: { ok: true } };
    return own[method]?.(token) ?? null;
  };
}

type Chunk = { readonly type?: string; readonly text?: string };

function textOf({ markdown_text, chunks }: Arguments): string {
  if (typeof markdown_text === 'string') return markdown_text;
  if (!Array.isArray(chunks)) return '';
  return chunks
    .filter((chunk: Chunk) => chunk.type === 'markdown_text')
    .map((chunk: Chunk) => chunk.text ?? '')
    .join('');
}
