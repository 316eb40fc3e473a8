import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SlackConfig, SlackSecrets } from '../../../../src/core/slack-config.ts';
import { checkSlack } from '../../../../src/surfaces/slack/check/check-slack.ts';
import { openInstallations } from '../../../../src/surfaces/slack/install/installation-store.ts';
import { BOT_SCOPES } from '../../../../src/surfaces/slack/manifest.ts';
import { FakeStateStore } from '../../../fakes/fake-state-store.ts';
import {
  APP_TOKEN,
  BOT_TOKEN,
  CLIENT,
  type SlackWebApiOptions,
} from '../../../standins/slack/web-api.ts';
import { HTTP_SECRETS, openWebApi } from '../open-slack.ts';

const MANIFEST = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../manifests/slack.json'), 'utf8'),
);
const SOCKET: SlackSecrets = { ...HTTP_SECRETS, signingSecret: null, appToken: APP_TOKEN };

async function check(
  secrets: Partial<SlackSecrets> = {},
  standIn: SlackWebApiOptions = {},
  config: Partial<SlackConfig> = {},
) {
  const api = await openWebApi({ manifest: MANIFEST, ...standIn });
  const state = new FakeStateStore();
  const checked = await checkSlack({
    config: {
      ...{ mode: 'socket', installing: 'token', listen: null, redirectUri: null },
      apiUrl: api.apiUrl,
      ...config,
    },
    secrets: { ...SOCKET, ...secrets },
    installations: openInstallations(state, SOCKET),
  });
  const of = (what: string) => checked.findings.find((finding) => finding.what === what);
  return { ...checked, of, api };
}

describe('checkSlack', () => {
  it('finds everything in place, and says what it can’t tell', async () => {
    const { isWorking, of } = await check();
    expect(isWorking).toBe(true);
    expect(of('SLACK_BOT_TOKEN')).toMatchObject({ isOk: true, says: /deskhand in Acme/ });
    expect(of('scopes')?.isOk).toBe(true);
    expect(of('SLACK_APP_TOKEN')?.isOk).toBe(true);
    const settings = of('events, commands');
    expect(settings?.isOk).toBeNull();
    expect(settings?.remedy).toContain('https://api.slack.com/apps/A0DESKHAND/event-subscriptions');
    expect(settings?.remedy).toContain('/digest');
  });

  it('names each scope that is missing, what it is for and where to add it', async () => {
    const scopes = BOT_SCOPES.filter((scope) => scope !== 'files:write' && scope !== 'commands');
    const { isWorking, of } = await check({}, { scopes });
    expect(isWorking).toBe(false);
    expect(of('scope files:write')).toMatchObject({ isOk: false, says: /charts as pictures/ });
    expect(of('scope commands')?.remedy).toMatch(/add commands/);
  });

  it.each<[string, Partial<SlackSecrets>, string, RegExp]>([
    ['a bot token Slack doesn’t know', { botToken: 'xoxb-no' }, 'SLACK_BOT_TOKEN', /copy it/],
    ['an app token that is none', { appToken: BOT_TOKEN }, 'SLACK_APP_TOKEN', /App-Level Tokens/],
    [
      'an app token of another app',
      { appToken: 'xapp-1-A0ANOTHER-1-x' },
      'SLACK_APP_TOKEN',
      /same app/,
    ],
  ])('finds %s', async (_, secrets, what, remedy) => {
    const { isWorking, of } = await check(secrets);
    expect(isWorking).toBe(false);
    expect(of(what)?.isOk).toBe(false);
    expect(of(what)?.remedy).toMatch(remedy);
  });

  it('compares events, commands and buttons when it is let', async () => {
    const manifest = structuredClone(MANIFEST);
    manifest.settings.event_subscriptions.bot_events = ['app_mention', 'message.im'];
    manifest.features.slash_commands = [{ command: '/ask' }];
    manifest.settings.interactivity.is_enabled = false;
    const configToken = 'xoxe.xoxp-stand-in';
    const { isWorking, of } = await check({ configToken }, { manifest });
    expect(isWorking).toBe(false);
    expect(of('event reaction_added')?.isOk).toBe(false);
    expect(of('event app_mention')).toBeUndefined();
    expect(of('command /digest')?.remedy).toContain('Slash Commands');
    expect(of('buttons')?.isOk).toBe(false);
    expect((await check({ configToken })).isWorking).toBe(true);
  });

  it('finds socket mode on where Slack is to call', async () => {
    const { of } = await check(
      { appToken: null, signingSecret: 'shh', configToken: 'xoxe.xoxp-stand-in' },
      {},
      { mode: 'http' },
    );
    expect(of('socket mode')?.isOk).toBe(false);
    expect(of('SLACK_SIGNING_SECRET')?.remedy).toContain('/slack/events');
  });

  it('tries the client, and finds it installed nowhere', async () => {
    const oauth = { ...CLIENT, stateSecret: 'x' };
    const many = { botToken: null, oauth };
    const { of } = await check(many, {}, { installing: 'oauth' });
    expect(of('SLACK_CLIENT_ID')?.isOk).toBe(true);
    expect(of('workspaces')?.remedy).toContain('/slack/install');
    const wrong = await check({ botToken: null, oauth: { ...oauth, clientSecret: 'no' } });
    expect(wrong.of('SLACK_CLIENT_ID')?.isOk).toBe(false);
  });

  it('says that Slack can’t be reached, and repeats no token', async () => {
    const { findings, isWorking } = await check({}, {}, { apiUrl: 'http://127.0.0.1:1/api/' });
    expect(isWorking).toBe(false);
    expect(JSON.stringify(findings)).toContain('can’t be reached');
    expect(JSON.stringify(findings)).not.toMatch(/xoxb|xapp/);
  });
});
