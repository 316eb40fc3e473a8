import type { Installation, InstallationStore } from '@slack/bolt';
import type { Seal } from '../../../core/seal.ts';
import type { SlackSpace } from '../slack-state.ts';
import type { WorkspaceName } from './workspaces.ts';

/** What Slack gave when Deskhand was installed, sealed. */
export type SealedInstallation = { readonly sealed: string };

type Kept = Installation<'v1' | 'v2', boolean>;

export interface Installations extends Required<InstallationStore> {
  /** The one there is; null where there are none or several. */
  only(): Promise<Kept | null>;
}

/** Workspaces, and organisations of several, in which people installed Deskhand. Their tokens are sealed. */
export function createInstallations(
  space: SlackSpace<SealedInstallation>,
  seal: Seal,
): Installations {
  const opened = (kept: SealedInstallation | undefined): Kept | null => {
    const text = kept ? seal.open(kept.sealed) : null;
    return text === null ? null : JSON.parse(text);
  };

  async function find(workspace: WorkspaceName): Promise<Kept | null> {
    const key = keyOf(workspace);
    return key === null ? null : opened(await space.get(key));
  }

  return {
    async storeInstallation(installation) {
      const key = keyOf({
        teamId: installation.team?.id,
        enterpriseId: installation.enterprise?.id,
        isEnterpriseInstall: installation.isEnterpriseInstall ?? false,
      });
      if (key === null) throw new TypeError('Slack’s installation names no workspace');
      await space.set(key, { sealed: seal.seal(JSON.stringify(installation)) });
    },
    async fetchInstallation({ teamId, enterpriseId, isEnterpriseInstall }) {
      const found =
        (await find({ teamId, enterpriseId, isEnterpriseInstall })) ??
        (await find({ teamId, enterpriseId, isEnterpriseInstall: true })); // for all its workspaces
      if (found === null) throw new Error(`Deskhand is not installed in ${teamId ?? enterpriseId}`);
      return found;
    },
    async deleteInstallation({ teamId, enterpriseId, isEnterpriseInstall }) {
      const key = keyOf({ teamId, enterpriseId, isEnterpriseInstall });
      if (key !== null) await space.delete(key);
    },
    async only() {
      const [first, ...others] = await space.list();
      return others.length === 0 ? opened(first?.value) : null;
    },
  };
}

function keyOf({ teamId, enterpriseId, isEnterpriseInstall }: WorkspaceName): string | null {
  if (isEnterpriseInstall) return enterpriseId ? `enterprise:${enterpriseId}` : null;
  return teamId ? `team:${teamId}` : null;
}
