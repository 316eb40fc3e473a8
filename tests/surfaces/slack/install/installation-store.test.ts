import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../src/core/errors.ts';
import { createSeal } from '../../../../src/core/seal.ts';
import { openStateStore } from '../../../../src/store/state.ts';
import {
  createInstallations,
  openInstallations,
  type SealedInstallation,
} from '../../../../src/surfaces/slack/install/installation-store.ts';
import { FakeStateStore } from '../../../fakes/fake-state-store.ts';
import { useTempFolders } from '../../../store/temp-folder.ts';

const tempFolder = useTempFolders();

const seal = createSeal('stand-in-encryption-secret');
const open = () => {
  const state = new FakeStateStore();
  return { state, installations: createInstallations(state.space('installations'), seal) };
};

function installation(teamId: string | null, enterpriseId: string | null): Installation {
  return {
    team: teamId === null ? undefined : { id: teamId, name: teamId },
    enterprise: enterpriseId === null ? undefined : { id: enterpriseId, name: enterpriseId },
    isEnterpriseInstall: teamId === null,
    user: { id: 'U1', token: undefined, scopes: undefined },
    bot: { id: 'B1', userId: 'U2', token: `xoxb-${teamId ?? enterpriseId}`, scopes: [] },
  };
}

const ask = (teamId: string | undefined, enterpriseId?: string, isEnterpriseInstall = false) => ({
  ...{ teamId, enterpriseId, isEnterpriseInstall },
});

describe('installations', () => {
  it('are found by workspace', async () => {
    const { installations } = open();
    await installations.storeInstallation(installation('T1', null));
    await installations.storeInstallation(installation('T2', null));
    const found = await installations.fetchInstallation(ask('T2'));
    expect(found.bot?.token).toBe('xoxb-T2');
    await expect(installations.fetchInstallation(ask('T3'))).rejects.toThrow('T3');
  });

  it('of a whole organisation serve all its workspaces', async () => {
    const { installations } = open();
    await installations.storeInstallation(installation(null, 'E1'));
    for (const query of [ask(undefined, 'E1', true), ask('T1', 'E1', true), ask('T9', 'E1')]) {
      expect((await installations.fetchInstallation(query)).bot?.token).toBe('xoxb-E1');
    }
    await expect(installations.fetchInstallation(ask('T1', 'E2'))).rejects.toThrow('T1');
  });

  it('of a workspace come before those of its organisation', async () => {
    const { installations } = open();
    await installations.storeInstallation(installation(null, 'E1'));
    await installations.storeInstallation(installation('T1', 'E1'));
    expect((await installations.fetchInstallation(ask('T1', 'E1'))).bot?.token).toBe('xoxb-T1');
    await installations.deleteInstallation(ask('T1', 'E1'));
    expect((await installations.fetchInstallation(ask('T1', 'E1'))).bot?.token).toBe('xoxb-E1');
  });

  it('are replaced when somebody installs again', async () => {
    const { installations, state } = open();
    await installations.storeInstallation(installation('T1', null));
    await installations.storeInstallation({ ...installation('T1', null), appId: 'A2' });
    expect(state.kept.size).toBe(1);
    expect((await installations.all()).map(({ appId }) => appId)).toEqual(['A2']);
  });

  it('sealed by another secret can’t be opened, which says what to do; installing again does', async () => {
    const { installations, state } = open();
    await installations.storeInstallation(installation('T1', null));
    const other = createInstallations(state.space('installations'), createSeal('another'));
    await expect(other.fetchInstallation(ask('T1'))).rejects.toThrow(
      /installed in T1 can't be opened.*SLACK_ENCRYPTION_SECRET/,
    );
    await expect(other.all()).rejects.toThrow(ConfigError);
    await expect(other.fetchInstallation(ask('T2'))).rejects.toThrow('not installed in T2');
    await other.storeInstallation(installation('T1', null));
    expect((await other.fetchInstallation(ask('T1'))).bot?.token).toBe('xoxb-T1');
  });

  it('open nowhere but in their own place', async () => {
    const { installations, state } = open();
    await installations.storeInstallation(installation('T1', null));
    await installations.storeInstallation(installation('T2', null));
    const space = state.space<SealedInstallation>('installations');
    const stolen = await space.get('team:T1');
    if (stolen) await space.set('team:T2', stolen);
    await expect(installations.fetchInstallation(ask('T2'))).rejects.toThrow(ConfigError);
    expect(await installations.all()).toHaveLength(1);
  });

  it('leave nothing readable in the file they are kept in', async () => {
    const path = join(tempFolder(), 'state.sqlite');
    await using state = await openStateStore(`sqlite:${path}`);
    const kept = openInstallations(state, { encryptionSecret: 'stand-in-encryption-secret' });
    await kept.storeInstallation(installation('T1', null));
    const bytes = [path, `${path}-wal`].map((file) => readFileSync(file, 'latin1')).join('');
    expect(bytes).toContain('team:T1');
    expect(bytes).not.toContain('xoxb-');
    expect((await kept.fetchInstallation(ask('T1'))).bot?.token).toBe('xoxb-T1');
  });
});
