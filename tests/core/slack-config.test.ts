import { describe, expect, it } from 'vitest';
import { readEnv } from '../../src/core/env.ts';
import { resolveSlack } from '../../src/core/slack-config.ts';

const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };
const app = { SLACK_APP_TOKEN: 'xapp-1' };
const signing = { SLACK_SIGNING_SECRET: 'c0ffee' };
const client = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'cs' };

const resolve = (variables: Record<string, string>) => resolveSlack(readEnv(variables));
const problemsOf = (variables: Record<string, string>) => resolve(variables).problems;

describe('resolveSlack', () => {
  it('is off when nothing is set', () => {
    expect(resolve({})).toEqual({ config: null, secrets: null, problems: [] });
  });

  it('needs two tokens, and listens to nothing, in socket mode', () => {
    expect(resolve({ ...bot, ...app }).config).toEqual({
      mode: 'socket',
      installing: 'token',
      listen: null,
      redirectUri: null,
      apiUrl: 'https://slack.com/api/',
    });
  });

  it('listens on this machine alone where Slack calls', () => {
    expect(resolve({ ...bot, ...signing }).config).toMatchObject({
      mode: 'http',
      listen: { host: '127.0.0.1', port: 3001 },
    });
  });

  it.each([
    [app, 'socket'],
    [signing, 'http'],
  ])('lets several workspaces install it (%o)', (reached, mode) => {
    const { config, secrets } = resolve({ ...client, ...reached, SLACK_HTTP_PORT: '4000' });
    expect(config).toMatchObject({ mode, installing: 'oauth', listen: { port: 4000 } });
    expect(secrets).toMatchObject({ botToken: null, oauth: { clientId: '1.2' } });
  });

  it('derives the secrets nobody has to think of, each its own, from the app’s', () => {
    const { secrets } = resolve({ ...client, ...signing });
    const again = resolve({ ...client, ...signing, SLACK_HTTP_PORT: '1' }).secrets;
    const other = resolve({ ...client, ...signing, SLACK_CLIENT_SECRET: 'other' }).secrets;
    expect(secrets).toEqual(again);
    expect(secrets?.encryptionSecret).not.toBe(other?.encryptionSecret);
    expect(secrets?.encryptionSecret).not.toBe(secrets?.oauth?.stateSecret);
  });

  it('says which kind of value stands in the wrong place, all at once', () => {
    const problems = problemsOf({
      SLACK_BOT_TOKEN: 'xapp-swapped',
      SLACK_APP_TOKEN: 'xoxb-swapped',
    });
    expect(problems).toEqual([
      'SLACK_BOT_TOKEN starts with xoxb-; this one is an app-level token (xapp-)',
      'SLACK_APP_TOKEN starts with xapp-; this one is a bot token (xoxb-)',
    ]);
    expect(problemsOf({ SLACK_BOT_TOKEN: 'hello', ...app })).toEqual([
      'SLACK_BOT_TOKEN starts with xoxb-; this one doesn’t, and is no Slack token',
    ]);
    expect(problemsOf({ ...bot, SLACK_SIGNING_SECRET: 'xoxp-1' })[0]).toContain('Signing Secret');
  });

  it.each<[string, Record<string, string>, string]>([
    ['half of socket mode', bot, 'SLACK_APP_TOKEN'],
    ['the other half', app, 'SLACK_BOT_TOKEN'],
    ['a signing secret alone', signing, 'SLACK_BOT_TOKEN'],
    ['half of a client', { ...app, SLACK_CLIENT_ID: '1.2' }, 'SLACK_CLIENT_SECRET'],
    ['both ways to be reached', { ...bot, ...app, ...signing }, 'exclude each other'],
    ['one workspace and several', { ...bot, ...app, ...client }, 'exclude each other'],
    ['a port nothing listens on', { ...bot, ...app, SLACK_HTTP_PORT: '1' }, 'SLACK_HTTP_PORT'],
    ['a redirect for one', { ...bot, ...app, SLACK_REDIRECT_URI: 'https://a.b' }, 'leave it out'],
    ['an address alone', { SLACK_API_URL: 'https://a.b' }, 'does nothing by itself'],
    [
      'a redirect elsewhere',
      { ...client, ...app, SLACK_REDIRECT_URI: 'https://a.b/c' },
      '/slack/oauth_redirect',
    ],
    [
      'a redirect without https',
      { ...client, ...app, SLACK_REDIRECT_URI: 'http://a.b/slack/oauth_redirect' },
      'https://',
    ],
  ])('finds %s', (_, variables, word) => {
    const { config, secrets, problems } = resolve(variables);
    expect([config, secrets]).toEqual([null, null]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(word);
  });

  it('repeats no secret in a problem', () => {
    const problems = problemsOf({ SLACK_BOT_TOKEN: 'xoxp-hush', SLACK_CLIENT_SECRET: 'hush-too' });
    expect(problems.join()).not.toContain('hush');
  });
});
