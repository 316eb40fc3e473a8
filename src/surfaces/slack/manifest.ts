/** What Deskhand asks of Slack when it is installed. manifests/slack.json says the same; a test holds them equal. */
export const BOT_SCOPES: readonly string[] = [
  ...['app_mentions:read', 'assistant:write', 'channels:history', 'channels:read', 'chat:write'],
  ...[
    'commands',
    'files:read',
    'files:write',
    'groups:history',
    'groups:read',
    'im:history',
    'im:read',
  ],
  ...['im:write', 'reactions:read', 'reactions:write', 'usergroups:read', 'users:read'],
  'users:read.email',
];

export const BOT_EVENTS: readonly string[] = [
  ...['app_home_opened', 'app_mention', 'app_uninstalled', 'message.channels', 'message.groups'],
  ...['message.im', 'reaction_added', 'tokens_revoked'],
];

export const COMMANDS: readonly string[] = [
  ...['/ask', '/deskhand', '/digest'],
  ...['/ticket', '/suggest-reply', '/assign', '/away', '/escalate', '/oncall', '/audit', '/kb'],
];

/** Where Slack's requests arrive, and people who install Deskhand. */
export const PATHS = {
  events: '/slack/events',
  install: '/slack/install',
  redirect: '/slack/oauth_redirect',
} as const;
