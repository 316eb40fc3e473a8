import type { Installation, InstallationStore } from '@slack/bolt';
import { createSeal, type Seal } from '../../../core/seal.ts';
import type { SlackSecrets } from '../../../core/slack-config.ts';
import type { SlackSpace, SlackState } from '../slack-state.ts';
import type { WorkspaceName } from './workspaces.ts';

/** What Slack gave when Deskhand was installed, sealed. */
export type SealedInstallation = { readonly sealed: string };

type Kept = Installation<'v1' | 'v2', boolean>;

export interface Installations extends Required<InstallationStore> {
  /** All that can be opened with the secret there is. */
  all(): Promise<readonly Kept[]>;
}

/** Those kept in the state, opened with the secret that is set. */
export function openInstallations(
  state: SlackState,
  { encryptionSecret }: Pick<SlackSecrets, 'encryptionSecret'>,
): Installations {
  const space = state.space<SealedInstallation>('slack-installations');
  return createInstallations(space, createSeal(encryptionSecret));
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
    async all() {
      const kept = (await space.list()).map(({ value }) => opened(value));
      return kept.filter((installation) => installation !== null);
    },
  };
}

function keyOf({ teamId, enterpriseId, isEnterpriseInstall }: WorkspaceName): string | null {
  if (isEnterpriseInstall) return enterpriseId ? `enterprise:${enterpriseId}` : null;
  return teamId ? `team:${teamId}` : null;
}
