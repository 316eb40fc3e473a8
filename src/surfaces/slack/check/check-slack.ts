import type { SlackConfig, SlackSecrets } from '../../../core/slack-config.ts';
import type { Installations } from '../install/installation-store.ts';
import { PATHS } from '../manifest.ts';
import { checkAppToken, checkClient } from './check-app.ts';
import { checkSettings } from './check-settings.ts';
import { checkWorkspace } from './check-workspace.ts';
import { bad, type SlackCheck, type SlackFinding, unknown } from './finding.ts';

export type CheckParts = {
  readonly config: SlackConfig;
  readonly secrets: SlackSecrets;
  /** Workspaces people installed Deskhand in; null where one token is set. */
  readonly installations: Pick<Installations, 'all'> | null;
};

/** Asks Slack what works with the settings there are, changes nothing, and says what is missing and where to add it. */
export async function checkSlack({
  config,
  secrets,
  installations,
}: CheckParts): Promise<SlackCheck> {
  const { findings: workspaces, appId } = await checkWorkspaces({ config, secrets, installations });
  const findings = [
    ...workspaces,
    ...(secrets.oauth ? [await checkClient(secrets.oauth, config)] : []),
    ...(secrets.appToken ? [await checkAppToken(secrets.appToken, appId, config)] : []),
    ...(secrets.signingSecret ? [byCalling()] : []),
    ...(await checkSettings({ configToken: secrets.configToken, appId }, config.mode, config)),
  ];
  return { isWorking: findings.every(({ isOk }) => isOk !== false), findings };
}

async function checkWorkspaces({ config, secrets, installations }: CheckParts): Promise<{
  readonly findings: readonly SlackFinding[];
  readonly appId: string | null;
}> {
  if (secrets.botToken !== null) return checkWorkspace(secrets.botToken, 'SLACK_BOT_TOKEN', config);
  const installed = (await installations?.all()) ?? [];
  if (installed.length === 0) return { findings: [nowhere()], appId: null };
  const checked = [];
  for (const { bot, team, enterprise } of installed) {
    const name = team?.name ?? enterprise?.name ?? team?.id ?? enterprise?.id ?? 'a workspace';
    checked.push(await checkWorkspace(bot?.token ?? '', name, config));
  }
  return {
    findings: checked.flatMap(({ findings }) => findings),
    appId: checked.find(({ appId }) => appId !== null)?.appId ?? null,
  };
}

function nowhere(): SlackFinding {
  return bad(
    'workspaces',
    'Deskhand is installed in none',
    `start it, and open ${PATHS.install} at its public address in a browser`,
  );
}

/** Only Slack can sign with it. */
function byCalling(): SlackFinding {
  return unknown(
    'SLACK_SIGNING_SECRET',
    'shows when Slack calls',
    `start Deskhand, and enter https://…${PATHS.events} under Event Subscriptions → Request URL: it says “Verified”`,
  );
}
