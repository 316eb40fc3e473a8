import { askSlack } from './ask-slack.ts';
import { unreachable } from './check-workspace.ts';
import { bad, good, type SlackFinding } from './finding.ts';

type Api = { readonly apiUrl: string };

const APP_TOKEN = 'SLACK_APP_TOKEN';
const APP_TOKEN_REMEDIES: Readonly<Record<string, string>> = {
  not_allowed_token_type: 'it is no app-level token: Basic Information → App-Level Tokens shows it',
  invalid_auth: 'copy it once more from Basic Information → App-Level Tokens',
  missing_scope:
    'make a new one with the scope connections:write under Basic Information → App-Level Tokens',
};

/** Whether socket mode can be opened, and by the app the workspace’s token is of. */
export async function checkAppToken(
  token: string,
  appId: string | null,
  { apiUrl }: Api,
): Promise<SlackFinding> {
  const opened = await askSlack((client) => client.apps.connections.open({}), { apiUrl, token });
  if (opened.kind === 'unreachable') return unreachable(APP_TOKEN, opened.why);
  if (opened.kind === 'refused')
    return bad(
      APP_TOKEN,
      `refused by Slack: ${opened.reason}`,
      APP_TOKEN_REMEDIES[opened.reason] ?? 'turn Settings → Socket Mode on, and try it again',
    );
  const own = /^xapp-\d+-(A[A-Z0-9]+)-/.exec(token)?.[1];
  if (own && appId && own !== appId)
    return bad(
      APP_TOKEN,
      `is of another app (${own}) than SLACK_BOT_TOKEN (${appId})`,
      'copy both from the same app',
    );
  return good(APP_TOKEN, 'opens socket mode');
}

/** Whether the client's id and secret belong together: Slack looks at them before it looks at the code. */
export async function checkClient(
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  { apiUrl }: Api,
): Promise<SlackFinding> {
  const what = 'SLACK_CLIENT_ID';
  const asked = await askSlack(
    (client) =>
      client.oauth.v2.access({ client_id: clientId, client_secret: clientSecret, code: 'check' }),
    { apiUrl, token: null },
  );
  if (asked.kind === 'unreachable') return unreachable(what, asked.why);
  if (asked.kind === 'answered' || asked.reason === 'invalid_code')
    return good(what, 'belongs together with SLACK_CLIENT_SECRET');
  return bad(
    what,
    `refused by Slack, or its secret is: ${asked.reason}`,
    'copy both once more from Basic Information → App Credentials',
  );
}
