import type { Authorize } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { AskerError } from '../../../core/errors.ts';
import type { Installations } from './installation-store.ts';
import type { Workspaces } from './workspaces.ts';

type Parts = {
  readonly installations: Installations;
  /** Looks an installation up, and renews a token that runs out. */
  readonly authorize: Authorize<boolean>;
  clientWith(token: string): WebClient;
};

/** The workspaces people installed Deskhand in. */
export function createInstalledWorkspaces({
  installations,
  authorize,
  clientWith,
}: Parts): Workspaces {
  async function tokenOf(teamId: string | undefined): Promise<string | undefined> {
    if (teamId === undefined) return onlyOne(await installations.all())?.bot?.token;
    const { botToken } = await authorize({
      teamId,
      enterpriseId: undefined,
      isEnterpriseInstall: false,
    } as Parameters<Authorize<boolean>>[0]); // its type wants an enterprise that a workspace alone hasn't got
    return botToken;
  }

  return {
    authorize,
    async clientOf(teamId) {
      const token = await tokenOf(teamId);
      if (token) return clientWith(token);
      throw new AskerError(
        teamId
          ? `Deskhand is not installed in the workspace ${teamId}.`
          : 'Deskhand is installed in several workspaces, or in none: name the one that is meant.',
      );
    },
    remove: (workspace) => installations.deleteInstallation(workspace),
  };
}

function onlyOne<T>([first, ...others]: readonly T[]): T | undefined {
  return others.length === 0 ? first : undefined;
}
