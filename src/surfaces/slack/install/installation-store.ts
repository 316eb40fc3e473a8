import type { Installation, InstallationStore } from '@slack/bolt';
import { ConfigError } from '../../../core/errors.ts';
import { createSeal, type Seal } from '../../../core/seal.ts';
import type { SlackSecrets } from '../../../core/slack-config.ts';
import type { StateSpace, StateStore } from '../../../core/state.ts';
import type { WorkspaceName } from './workspaces.ts';

/** What Slack gave when Deskhand was installed, sealed. */
export type SealedInstallation = { readonly sealed: string };

type Kept = Installation<'v1' | 'v2', boolean>;

export interface Installations extends Required<InstallationStore> {
  /** All that can be opened with the secret there is. Throws ConfigError when there are some, but none can. */
  all(): Promise<readonly Kept[]>;
}

/** Those kept in the state, opened with the secret that is set. */
export function openInstallations(
  state: Pick<StateStore, 'space'>,
  { encryptionSecret }: Pick<SlackSecrets, 'encryptionSecret'>,
): Installations {
  const space = state.space<SealedInstallation>('slack-installations');
  return createInstallations(space, createSeal(encryptionSecret));
}

/** Workspaces, and organisations of several, in which people installed Deskhand. Their tokens are sealed. */
export function createInstallations(
  space: StateSpace<SealedInstallation>,
  seal: Seal,
): Installations {
  const opened = (key: string, { sealed }: SealedInstallation): Kept | 'unreadable' => {
    const text = seal.open(sealed, placeOf(key));
    return text === null ? 'unreadable' : JSON.parse(text);
  };

  async function find(workspace: WorkspaceName): Promise<Kept | 'unreadable' | null> {
    const key = keyOf(workspace);
    const kept = key === null ? undefined : await space.get(key);
    return key !== null && kept ? opened(key, kept) : null;
  }

  return {
    async storeInstallation(installation) {
      const key = keyOf({
        teamId: installation.team?.id,
        enterpriseId: installation.enterprise?.id,
        isEnterpriseInstall: installation.isEnterpriseInstall ?? false,
      });
      if (key === null) throw new TypeError('Slack’s installation names no workspace');
      await space.set(key, {
        sealed: seal.seal(JSON.stringify(installation), placeOf(key)),
      });
    },
    async fetchInstallation({ teamId, enterpriseId, isEnterpriseInstall }) {
      const queries = [
        { teamId, enterpriseId, isEnterpriseInstall },
        { teamId, enterpriseId, isEnterpriseInstall: true }, // for all its workspaces
      ];
      const found = await Promise.all(queries.map(find));
      const readable = found.find((kept) => kept !== null && kept !== 'unreadable');
      if (readable) return readable;
      const where = teamId ?? enterpriseId ?? 'a workspace';
      if (found.includes('unreadable')) throw unreadable(where);
      throw new Error(`Deskhand is not installed in ${where}`);
    },
    async deleteInstallation({ teamId, enterpriseId, isEnterpriseInstall }) {
      const key = keyOf({ teamId, enterpriseId, isEnterpriseInstall });
      if (key !== null) await space.delete(key);
    },
    async all() {
      const kept = (await space.list()).map(({ key, value }) => opened(key, value));
      const readable = kept.filter((installation) => installation !== 'unreadable');
      if (readable.length === 0 && kept.length > 0) throw unreadable('its workspaces');
      return readable;
    },
  };
}

const placeOf = (key: string) => `slack-installations ${key}`;

function unreadable(where: string): ConfigError {
  return new ConfigError([
    `What Slack gave when Deskhand was installed in ${where} can't be opened: it was encrypted by another secret. Set SLACK_ENCRYPTION_SECRET (or, without it, SLACK_CLIENT_SECRET) as it was then, or install Deskhand there again`,
  ]);
}

function keyOf({ teamId, enterpriseId, isEnterpriseInstall }: WorkspaceName): string | null {
  if (isEnterpriseInstall) return enterpriseId ? `enterprise:${enterpriseId}` : null;
  return teamId ? `team:${teamId}` : null;
}
