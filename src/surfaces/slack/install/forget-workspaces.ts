import type { App } from '@slack/bolt';
import type { Log } from '../log.ts';
import type { RequestBody } from '../receiver/job-name.ts';
import type { WorkspaceName, Workspaces } from './workspaces.ts';

type Parts = { readonly workspaces: Workspaces; readonly logger: Log };

/** Lets go of a workspace that removed Deskhand, or took its token back. */
export function forgetWorkspaces(app: App, { workspaces, logger }: Parts): void {
  const forget = async (body: RequestBody) => {
    await workspaces.remove(workspaceOf(body));
    logger.warn({ team: body.team_id }, 'Deskhand was removed from a Slack workspace');
  };
  app.event('app_uninstalled', async ({ body }) => forget(body));
  app.event('tokens_revoked', async ({ event, body }) => {
    if (event.tokens.bot?.length) await forget(body);
  });
}

/** Events, commands and clicks name it in different places. */
export function workspaceOf(body: RequestBody): WorkspaceName {
  const isEnterpriseInstall =
    body.authorizations?.[0]?.is_enterprise_install ?? body.is_enterprise_install;
  return {
    teamId: body.team_id ?? body.team?.id ?? body.user?.team_id,
    enterpriseId: body.enterprise_id ?? body.enterprise?.id ?? undefined,
    isEnterpriseInstall: isEnterpriseInstall === true || isEnterpriseInstall === 'true',
  };
}
