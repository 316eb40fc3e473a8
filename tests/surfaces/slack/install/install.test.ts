import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { SlackConfig } from '../../../../src/core/slack-config.ts';
import { FakeStateStore } from '../../../fakes/fake-state-store.ts';
import { freePort } from '../../../standins/kit/free-port.ts';
import { CLIENT } from '../../../standins/slack/web-api.ts';
import { callerOf, eventually, HTTP_SECRETS, openSlack, openWebApi } from '../open-slack.ts';

const QUESTION = { user: 'U1', channel: 'C1', text: 'how many tickets?', ts: '1.1' };

async function openForMany() {
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  const redirectUri = `${site}/slack/oauth_redirect`;
  const api = await openWebApi({ redirectUris: [redirectUri] });
  const config: SlackConfig = {
    ...{ mode: 'http', installing: 'oauth', redirectUri, apiUrl: api.apiUrl },
    listen: { host: '127.0.0.1', port },
  };
  const state = new FakeStateStore();
  const teams: (string | undefined)[] = [];
  const opened = await openSlack({
    api,
    state,
    parts: {
      config,
      secrets: {
        ...HTTP_SECRETS,
        botToken: null,
        oauth: { ...CLIENT, stateSecret: 'stand-in-state-secret' },
      },
    },
    register: (app: App) =>
      app.event('app_mention', async ({ context, client }) => {
        await client.auth.test();
        teams.push(context.teamId);
      }),
  });
  return { ...opened, slack: callerOf(api, port), site, teams };
}

/** Goes where a person who installs the app is sent; gives the page they end up at. */
async function install(site: string, api: { readonly url: string }): Promise<Response> {
  const start = await fetch(`${site}/slack/install`);
  const cookie = (start.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const link = /href="([^"]+)"/.exec(await start.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
  const asked = new URL(link);
  const page = await (await fetch(asked)).text();
  const fields = Object.fromEntries(
    [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&amp;', '&'),
    ]),
  );
  const agreed = await fetch(`${api.url}/oauth/v2/authorize/callback`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  return fetch(agreed.headers.get('location') ?? '', { headers: { cookie } });
}

const installations = (state: FakeStateStore) =>
  [...state.kept].filter(([key]) => key.startsWith('slack-installations:'));

describe('installing in several workspaces', () => {
  it('goes over Slack and back, and from then on requests of the workspace are worked', async () => {
    const { api, slack, site, state, teams, surface } = await openForMany();
    const page = await install(site, api);
    expect(page.status).toBe(200);
    expect(installations(state).map(([key]) => key)).toEqual([
      `slack-installations:team:${api.teamId}`,
    ]);
    await slack.mention(QUESTION);
    await eventually(() => teams.length === 1);
    expect(teams).toEqual([api.teamId]);
    const token = api.callsOf('auth.test').at(-1)?.token ?? '';
    expect(token).toMatch(/^xoxb-/);
    expect((await surface.clientOf(api.teamId)).token).toBe(token);
    expect((await surface.clientOf()).token).toBe(token);
  });

  it('keeps no token readable', async () => {
    const { api, site, state } = await openForMany();
    await install(site, api);
    expect(installations(state)).toHaveLength(1);
    expect(JSON.stringify([...state.kept])).not.toContain('xoxb');
  });

  it('asks for all that the manifest asks for', async () => {
    const { site } = await openForMany();
    const start = await (await fetch(`${site}/slack/install`)).text();
    const link = /href="([^"]+)"/.exec(start)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(new URL(link).searchParams.get('scope')).toContain('usergroups:read');
  });

  it('says plainly when the way there and back was broken off, and keeps nothing', async () => {
    const { site, state } = await openForMany();
    const page = await fetch(`${site}/slack/oauth_redirect?code=x&state=forged`);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('Try it again');
    expect(installations(state)).toEqual([]);
  });

  it.each([
    { type: 'app_uninstalled' },
    { type: 'tokens_revoked', tokens: { bot: ['U0DESKHAND'], oauth: [] } },
  ])('forgets a workspace that takes it back ($type)', async (event) => {
    const { api, slack, site, state, teams, surface } = await openForMany();
    await install(site, api);
    await slack.event(event);
    await eventually(() => installations(state).length === 0);
    await slack.mention(QUESTION, { eventId: 'Ev1' });
    await eventually(() => state.kept.has('slack-done:event:Ev1'));
    expect(teams).toEqual([]);
    await expect(surface.clientOf(api.teamId)).rejects.toThrow('not installed');
  });

  it('stays when only people took their own tokens back', async () => {
    const { api, slack, site, state } = await openForMany();
    await install(site, api);
    await slack.event(
      { type: 'tokens_revoked', tokens: { oauth: ['U1'] } },
      { eventId: 'EvRevoked' },
    );
    await eventually(() => state.kept.has('slack-done:event:EvRevoked'));
    expect(installations(state)).toHaveLength(1);
  });

  it('lets workspaces that never installed it pass quietly', async () => {
    const { slack, state, teams, log, api } = await openForMany();
    expect((await slack.mention(QUESTION, { eventId: 'Ev1' })).status).toBe(200);
    await eventually(() => state.kept.has('slack-done:event:Ev1'));
    expect(teams).toEqual([]);
    expect(api.calls).toEqual([]);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('forgets a workspace whose token Slack refuses', async () => {
    const { api, slack, site, state, log } = await openForMany();
    await install(site, api);
    api.fail({ fault: { kind: 'refuse', error: 'token_revoked' }, on: 'auth.test' });
    await slack.mention(QUESTION);
    await eventually(() => installations(state).length === 0);
    expect(log.lines.some(({ words }) => /no longer accepts/.test(words))).toBe(true);
  });
});
