import { BOT_SCOPES } from '../manifest.ts';
import { type Asked, askSlack } from './ask-slack.ts';
import { bad, good, type SlackFinding } from './finding.ts';

type Api = { readonly apiUrl: string };

/** What one workspace's token is good for; `setIn` names where it comes from. `appId`: the app it belongs to, where Slack says. */
export async function checkWorkspace(
  token: string,
  setIn: string,
  { apiUrl }: Api,
): Promise<{ readonly findings: readonly SlackFinding[]; readonly appId: string | null }> {
  const who = await askSlack((client) => client.auth.test(), { apiUrl, token });
  if (who.kind !== 'answered') return { findings: [refusedToken(who, setIn)], appId: null };
  const { team, user, url, bot_id, response_metadata } = who.answer;
  const identity = good(setIn, `${user} in ${team} (${url})`);
  const bot = bot_id
    ? await askSlack((client) => client.bots.info({ bot: bot_id }), { apiUrl, token })
    : null;
  const appId = bot?.kind === 'answered' ? (bot.answer.bot?.app_id ?? null) : null;
  return { findings: [identity, ...scopeFindings(response_metadata?.scopes)], appId };
}

const REINSTALL = 'OAuth & Permissions → Bot Token Scopes, then “Reinstall to Workspace”';

function scopeFindings(granted: readonly string[] | undefined): readonly SlackFinding[] {
  if (granted === undefined)
    return [bad('scopes', 'Slack did not say which were granted', 'try it again')];
  const missing = BOT_SCOPES.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return [good('scopes', `all ${BOT_SCOPES.length} granted`)];
  return missing.map((scope) =>
    bad(
      `scope ${scope}`,
      `missing: ${SCOPE_IS_FOR[scope] ?? 'Deskhand needs it'}`,
      `${REINSTALL}: add ${scope}`,
    ),
  );
}

/** What stops working without it. */
const SCOPE_IS_FOR: Readonly<Record<string, string>> = {
  'app_mentions:read': 'mentions in channels are not heard',
  'assistant:write': 'no status is shown while an answer is worked out',
  'channels:history': 'follow-ups in threads of public channels are not heard',
  'channels:read': 'who reads along in a public channel is not known',
  'chat:write': 'nothing can be answered',
  commands: '/ask, /digest and /deskhand don’t exist',
  'files:read': 'documents sent with /kb add can’t be read',
  'files:write': 'charts as pictures and whole tables as files can’t be posted',
  'groups:history': 'follow-ups in threads of private channels are not heard',
  'groups:read': 'who reads along in a private channel is not known',
  'im:history': 'direct messages are not heard',
  'im:read': 'direct messages are not found',
  'im:write': 'people can’t be told anything privately',
  'reactions:read': '❌ under an answer does not remove it',
  'reactions:write': 'nothing can be marked as seen',
  'usergroups:read': 'roles by user group have no members',
  'users:read': 'nobody has a name',
  'users:read.email': 'people are not recognised as agents by their address',
};

const TOKEN_REMEDIES: Readonly<Record<string, string>> = {
  invalid_auth: 'copy it once more from OAuth & Permissions → Bot User OAuth Token',
  not_authed: 'copy it once more from OAuth & Permissions → Bot User OAuth Token',
  account_inactive:
    'Deskhand was removed from the workspace: install it again, then copy the new token',
  token_revoked: 'the token was taken back: install Deskhand again, then copy the new token',
  token_expired: 'turn token rotation off in the app’s settings, then install it again',
};

function refusedToken(asked: Exclude<Asked<never>, { kind: 'answered' }>, setIn: string) {
  if (asked.kind === 'unreachable') return unreachable(setIn, asked.why);
  const remedy =
    TOKEN_REMEDIES[asked.reason] ??
    'look the word up at docs.slack.dev/reference/methods/auth.test';
  return bad(setIn, `refused by Slack: ${asked.reason}`, remedy);
}

export function unreachable(what: string, why: string): SlackFinding {
  return bad(
    what,
    `Slack can’t be reached: ${why}`,
    'let this machine reach slack.com by HTTPS, and try it again',
  );
}
