import type { Installation } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { createSeal } from '../../../../src/core/seal.ts';
import { createInstallations } from '../../../../src/surfaces/slack/install/installation-store.ts';
import { FakeStateStore } from '../../../fakes/fake-state-store.ts';

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

  it('sealed by another secret are as good as none', async () => {
    const { installations, state } = open();
    await installations.storeInstallation(installation('T1', null));
    const other = createInstallations(state.space('installations'), createSeal('another'));
    await expect(other.fetchInstallation(ask('T1'))).rejects.toThrow('not installed');
  });
});
