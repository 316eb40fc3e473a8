import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BOT_EVENTS, BOT_SCOPES, COMMANDS, PATHS } from '../../../src/surfaces/slack/manifest.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'manifests');
const SLACK = join(import.meta.dirname, '..', '..', '..', 'src', 'surfaces', 'slack');
const read = (name: string) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));

const address = z.url({ protocol: /^https$/ });
const command = z.strictObject({
  command: z.string().regex(/^\/[a-z][a-z0-9_-]{0,30}$/),
  description: z.string().min(1).max(2000),
  usage_hint: z.string().max(1000),
  should_escape: z.literal(true),
  url: address.optional(),
});

/** docs.slack.dev/reference/app-manifest */
const manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(174).max(4000).optional(),
    background_color: z.string().regex(/^#[0-9A-F]{6}$/i),
  }),
  features: z.strictObject({
    agent_view: z.strictObject({
      agent_description: z.string().max(300),
      suggested_prompts: z
        .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
        .max(4),
    }),
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    slash_commands: z.array(command).max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(address).optional(),
    scopes: z.strictObject({ bot: z.array(z.string().regex(/^[a-z_.]+(?::[a-z_.]+)*$/)) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: address.optional(),
      bot_events: z.array(z.string().regex(/^[a-z_]+(?:\.[a-z]+)?$/)),
    }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: address.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

describe.each(['slack.json', 'slack.http.json'])('manifests/%s', (name) => {
  const whole = manifest.parse(read(name));

  it('asks for the scopes, events and commands that the code knows', () => {
    expect(whole.oauth_config.scopes.bot).toEqual([...BOT_SCOPES]);
    expect(whole.settings.event_subscriptions.bot_events).toEqual([...BOT_EVENTS]);
    const commands = whole.features.slash_commands.map((each) => each.command);
    expect(commands.toSorted()).toEqual(COMMANDS.toSorted());
  });

  it('is called Deskhand, and takes messages in its home', () => {
    expect(whole.display_information.name).toBe('Deskhand');
    expect(whole.features.bot_user.display_name).toBe('Deskhand');
    expect(whole.features.app_home).toMatchObject({
      home_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });
});

describe('the listeners', () => {
  const source = readdirSync(SLACK, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(SLACK, name), 'utf8'))
    .join('\n');
  const named = (listening: RegExp) =>
    [...source.matchAll(listening)].map(([, name = '']) => name).toSorted();

  it('hear every event that is asked for, and no other', () => {
    const events = named(/\.event\(\s*'([^']+)'/g).filter((name) => name !== 'message');
    const heard = [
      ...events,
      ...(/\.(?:message\(|event\(\s*'message')/.test(source) ? ['message'] : []),
    ];
    const asked = BOT_EVENTS.map((name) => name.split('.')[0]);
    expect(new Set(heard)).toEqual(new Set(asked));
  });

  it('take every command that is asked for, and no other', () => {
    expect(new Set(named(/\.command\(\s*'([^']+)'/g))).toEqual(new Set(COMMANDS));
  });
});

describe('the two manifests', () => {
  it('differ in nothing but how Slack reaches Deskhand', () => {
    const [socket, http] = [read('slack.json'), read('slack.http.json')].map((each) => {
      delete each.oauth_config.redirect_urls;
      delete each.settings.event_subscriptions.request_url;
      delete each.settings.interactivity.request_url;
      delete each.settings.socket_mode_enabled;
      for (const one of each.features.slash_commands) delete one.url;
      return each;
    });
    expect(http).toEqual(socket);
  });

  it('need no address with socket mode, and otherwise those the code listens at', () => {
    const socket = manifest.parse(read('slack.json'));
    expect(socket.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(socket)).not.toContain('http');
    const http = manifest.parse(read('slack.http.json'));
    const addresses = [
      http.settings.event_subscriptions.request_url,
      http.settings.interactivity.request_url,
      ...http.features.slash_commands.map(({ url }) => url),
    ].map((url) => new URL(url ?? '').pathname);
    expect(new Set(addresses)).toEqual(new Set([PATHS.events]));
    const [redirect = ''] = http.oauth_config.redirect_urls ?? [];
    expect(new URL(redirect).pathname).toBe(PATHS.redirect);
    expect(http.settings.socket_mode_enabled).toBe(false);
  });
});
