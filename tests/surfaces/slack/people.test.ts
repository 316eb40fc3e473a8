import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/core/errors.ts';
import { createBoltLogger } from '../../../src/surfaces/slack/log.ts';
import { createSlackPeople } from '../../../src/surfaces/slack/people.ts';
import { BOT_TOKEN } from '../../standins/slack/web-api.ts';
import { createLog, openWebApi } from './open-slack.ts';

type Options = Parameters<typeof openWebApi>[0];

async function open(options?: Options) {
  const api = await openWebApi(options);
  const client = new WebClient(BOT_TOKEN, {
    slackApiUrl: api.apiUrl,
    retryConfig: { retries: 0 },
    logger: createBoltLogger(createLog()),
  });
  let now = Date.parse('2026-11-20T12:00:00Z');
  const people = createSlackPeople({
    clientOf: async () => client,
    clock: { now: () => now },
    logger: createLog(),
  });
  return {
    api,
    people,
    later: (minutes: number) => {
      now += minutes * 60_000;
    },
  };
}

describe('people in Slack', () => {
  it('are known by id, with their address', async () => {
    const { api, people } = await open();
    const dana = api.people.dana ?? '';
    expect(await people.person(dana, api.teamId)).toEqual({
      id: dana,
      email: 'dana@acme.test',
      name: 'dana',
      isWorkspaceAdmin: false,
      isGuest: false,
      isOutsider: false,
      isBot: false,
    });
    expect(await people.person('U0NOBODY', api.teamId)).toBeNull();
  });

  it('are of elsewhere when their workspace is another', async () => {
    const { api, people } = await open();
    expect(await people.person(api.people.dana ?? '', 'T0ANOTHER')).toMatchObject({
      isOutsider: true,
    });
  });

  it('are asked about once in ten minutes, also by several at once', async () => {
    const { api, people, later } = await open();
    const dana = api.people.dana ?? '';
    await Promise.all([people.person(dana, api.teamId), people.person(dana, api.teamId)]);
    later(9);
    await people.person(dana, api.teamId);
    expect(api.callsOf('users.info')).toHaveLength(1);
    later(2);
    await people.person(dana, api.teamId);
    expect(api.callsOf('users.info')).toHaveLength(2);
  });

  it('cannot be told while Slack is silent, which is not remembered', async () => {
    const { api, people } = await open();
    const dana = api.people.dana ?? '';
    await api.down();
    await expect(people.person(dana, api.teamId)).rejects.toThrow(UpstreamError);
    await api.up();
    expect(await people.person(dana, api.teamId)).toMatchObject({ id: dana });
  });
});

describe('channels in Slack', () => {
  it('have their members, looked up once', async () => {
    const { api, people } = await open();
    const support = api.channels.support ?? '';
    const { members } = await people.channel(support, api.teamId);
    expect(members?.length).toBeGreaterThan(0);
    await people.channel(support, api.teamId);
    expect(api.callsOf('conversations.members')).toHaveLength(1);
  });

  it('count as too large to look at where Slack will not tell', async () => {
    const { api, people } = await open();
    expect(await people.channel('C0NOWHERE', api.teamId)).toEqual({
      members: null,
      isShared: true,
    });
  });
});

describe('user groups in Slack', () => {
  it('hold nobody where there are none by that handle', async () => {
    const { api, people } = await open();
    expect(await people.groupMembers('@leads', api.teamId)).toEqual(new Set());
  });

  it('cannot be told where Slack refuses', async () => {
    const { api, people } = await open();
    api.fail({ on: 'usergroups.users.list', fault: { kind: 'refuse', error: 'missing_scope' } });
    await expect(people.groupMembers('S012AB3CD', api.teamId)).rejects.toThrow('missing_scope');
  });
});
