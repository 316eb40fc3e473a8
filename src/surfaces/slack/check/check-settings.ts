import { BOT_EVENTS, BOT_SCOPES, COMMANDS, PATHS } from '../manifest.ts';
import { askSlack } from './ask-slack.ts';
import { unreachable } from './check-workspace.ts';
import { bad, good, type SlackFinding, unknown } from './finding.ts';

type Api = { readonly apiUrl: string };

/** The part of an app's manifest that is compared. */
type Exported = {
  readonly features?: { readonly slash_commands?: readonly { readonly command: string }[] };
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly settings?: {
    readonly event_subscriptions?: { readonly bot_events?: readonly string[] };
    readonly interactivity?: { readonly is_enabled?: boolean };
    readonly socket_mode_enabled?: boolean;
  };
};

/** The app's own settings against what Deskhand needs: events, commands, buttons, the way it is reached. */
export async function checkSettings(
  { configToken, appId }: { readonly configToken: string | null; readonly appId: string | null },
  mode: 'socket' | 'http',
  { apiUrl }: Api,
): Promise<readonly SlackFinding[]> {
  if (configToken === null || appId === null) return [byHand(appId)];
  const asked = await askSlack(async (client) => client.apps.manifest.export({ app_id: appId }), {
    apiUrl,
    token: configToken,
  });
  if (asked.kind === 'unreachable') return [unreachable('SLACK_CONFIG_TOKEN', asked.why)];
  if (asked.kind === 'refused')
    return [
      bad(
        'SLACK_CONFIG_TOKEN',
        `refused by Slack: ${asked.reason}`,
        'it holds for 12 hours: make a new one at https://api.slack.com/apps, “Your App Configuration Tokens”',
      ),
    ];
  return compareSettings((asked.answer.manifest ?? {}) as Exported, mode);
}

function byHand(appId: string | null): SlackFinding {
  const settings = `https://api.slack.com/apps${appId ? `/${appId}` : ''}`;
  return unknown(
    'events, commands',
    'Slack tells them only to an app configuration token',
    `compare ${settings}/event-subscriptions (${BOT_EVENTS.join(', ')}) and ${settings}/slash-commands (${COMMANDS.join(', ')}) by eye; or set SLACK_CONFIG_TOKEN and run this again`,
  );
}

function compareSettings(
  { features, oauth_config, settings }: Exported,
  mode: 'socket' | 'http',
): readonly SlackFinding[] {
  const commands = features?.slash_commands?.map(({ command }) => command);
  return [
    ...compared(
      'event',
      BOT_EVENTS,
      settings?.event_subscriptions?.bot_events,
      'Event Subscriptions → Subscribe to bot events',
    ),
    ...compared('command', COMMANDS, commands, 'Slash Commands → Create New Command'),
    ...compared(
      'asked scope',
      BOT_SCOPES,
      oauth_config?.scopes?.bot,
      'OAuth & Permissions → Bot Token Scopes',
    ),
    settings?.interactivity?.is_enabled
      ? good('buttons', 'are on')
      : bad('buttons', 'are off', 'turn Interactivity & Shortcuts on'),
    reachedBy(settings?.socket_mode_enabled ?? false, mode),
  ];
}

function compared(
  kind: string,
  wanted: readonly string[],
  given: readonly string[] | undefined,
  place: string,
): readonly SlackFinding[] {
  const missing = wanted.filter((each) => !given?.includes(each));
  if (missing.length === 0) return [good(`${kind}s`, `all ${wanted.length} are there`)];
  return missing.map((each) => bad(`${kind} ${each}`, 'missing', `${place}: add ${each}`));
}

function reachedBy(isSocket: boolean, mode: 'socket' | 'http'): SlackFinding {
  const what = 'socket mode';
  if (mode === 'socket')
    return isSocket
      ? good(what, 'is on')
      : bad(what, 'is off', 'turn Settings → Socket Mode on: SLACK_APP_TOKEN is set');
  return isSocket
    ? bad(
        what,
        'is on',
        `turn it off, and set the Request URL to https://…${PATHS.events}: SLACK_SIGNING_SECRET is set`,
      )
    : good(what, 'is off, Slack calls the Request URL');
}
