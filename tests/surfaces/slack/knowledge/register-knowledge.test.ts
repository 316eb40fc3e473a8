import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { may, type Role } from '../../../../src/core/access.ts';
import { PermissionError } from '../../../../src/core/errors.ts';
import type { Viewer } from '../../../../src/core/ticket-card.ts';
import { renderKbForm } from '../../../../src/surfaces/slack/knowledge/kb-form.ts';
import { registerKnowledge } from '../../../../src/surfaces/slack/knowledge/register-knowledge.ts';
import { createFakeKnowledge } from '../../../fakes/fake-knowledge.ts';
import { checkView } from '../../../standins/slack/check-blocks.ts';
import { BOT_TOKEN, type SlackWebApi } from '../../../standins/slack/web-api.ts';
import { eventually, openSlack } from '../open-slack.ts';

const viewer = (role: Role): Viewer => ({
  ...{ name: 'Dana', agent: null },
  may: (ability) => may({ role }, ability),
  check(ability) {
    if (!may({ role }, ability)) throw new PermissionError('That is for managers.');
  },
});

async function openWithKnowledge(role: Role = 'manager') {
  const knowledge = createFakeKnowledge();
  const { api, slack } = await openSlack({
    register: (app) => registerKnowledge(app, { knowledge, viewerOf: async () => viewer(role) }),
  });
  const [user = '', channel = ''] = [api.people.dana, api.channels.support];
  const say = async (text: string, triggerId?: string) => {
    const said = await slack.command({
      ...{ command: '/kb', text, user, channel, responseUrl: api.responseUrl() },
      ...(triggerId && { triggerId }),
    });
    expect(said.status).toBe(200);
  };
  /** What was said last to nobody else's eyes, once it was said so often. */
  const aside = async (times: number) => {
    await eventually(() => api.callsOf('response').length >= times);
    expect(api.problems).toEqual([]);
    return JSON.stringify(api.callsOf('response').at(-1)?.args.blocks);
  };
  const submit = (values: unknown, viewId?: string) =>
    slack.submit({ user, callbackId: 'kb_form', values, ...(viewId && { viewId }) });
  return { api, knowledge, say, aside, submit, viewer: viewer(role) };
}

/** Somebody's file in Slack, as a form gives it. */
async function sentFile(api: SlackWebApi, filename: string, content: string) {
  const client = new WebClient(BOT_TOKEN, { slackApiUrl: api.apiUrl });
  const { files } = await client.filesUploadV2({ filename, content });
  const [{ files: [{ id = '' } = {}] = [] } = {}] = files as { files?: { id?: string }[] }[];
  const { file } = await client.files.info({ file: id });
  return { id, name: filename, url_private_download: file?.url_private_download };
}

/** A dialogue that is open, by its id. */
async function openedBy(api: SlackWebApi): Promise<string> {
  const { view } = await api.ask('views.open', {
    trigger_id: await api.triggerFor('dana'),
    view: JSON.stringify(renderKbForm(false)),
  });
  return (view as { id: string }).id; // what the method gives
}

const fields = (files: readonly unknown[], address = '', isPrivate = false) => ({
  files: { files: { type: 'file_input', files } },
  page: { page: { type: 'url_text_input', value: address || null } },
  audience: {
    audience: { type: 'checkboxes', selected_options: isPrivate ? [{ value: 'private' }] : [] },
  },
});

describe('/kb', () => {
  it('says what replies are made from, and how to begin', async () => {
    const { say, aside } = await openWithKnowledge();
    await say('');
    const told = await aside(1);
    expect(told).toContain('There are no documents yet');
    expect(told).toContain('12 past tickets, the newest today.');
  });

  it('adds a page, finds it, lists it, removes it', async () => {
    const { say, aside } = await openWithKnowledge();
    await say('add <https://help.example.com/returns> private');
    expect(await aside(2)).toContain('is added: 1 passage, for the team alone.');
    await say('list');
    expect(await aside(3)).toContain('text, 1 passage, today, for the team alone');
    await say('search https://help.example.com/returns');
    expect(await aside(4)).toContain('All about https://help.example.com/returns');
    await say('remove <https://help.example.com/returns>');
    expect(await aside(5)).toContain('is removed, with all its passages.');
    await say('search returns');
    expect(await aside(6)).toContain('Nothing fits this question.');
  });

  it('says what is wrong, to whoever asked', async () => {
    const { api, say } = await openWithKnowledge();
    await say('forget it');
    await eventually(() => api.callsOf('chat.postEphemeral').length === 1);
    expect(api.callsOf('chat.postEphemeral')[0]?.args.text).toContain('it doesn’t know “forget”');
  });

  it('lets agents look, and managers change', async () => {
    const { api, say, aside } = await openWithKnowledge('agent');
    await say('list');
    await aside(1);
    for (const [nth, text] of ['add', 'add https://a.example.com', 'remove a'].entries()) {
      await say(text);
      await eventually(() => api.callsOf('chat.postEphemeral').length === nth + 1);
      expect(api.callsOf('chat.postEphemeral').at(-1)?.args.text).toContain('for managers');
    }
    expect(api.callsOf('views.open')).toEqual([]);
  });
});

describe('the form for files', () => {
  it('is opened by /kb add', async () => {
    const { api, say } = await openWithKnowledge();
    await say('add private', await api.triggerFor('dana'));
    await eventually(() => api.callsOf('views.open').length === 1);
    expect(api.callsOf('views.open')[0]).toMatchObject({ error: null });
    expect(api.problems).toEqual([]);
    const { view } = api.callsOf('views.open')[0]?.args ?? {};
    expect(JSON.stringify(view)).toContain('initial_options');
  });

  it('takes files and a page, and says what came of each in its place', async () => {
    const { api, knowledge, submit, viewer: dana } = await openWithKnowledge();
    const files = [
      await sentFile(api, 'Returns.md', '# Returns'),
      await sentFile(api, 'Prices.md', '# Prices'),
    ];
    const values = fields(files, 'https://a.example.com', true);
    const answer = await submit(values, await openedBy(api));
    const { response_action, view } = JSON.parse(answer.body);
    expect(response_action).toBe('update');
    expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain('Reading Returns.md, Prices.md, https://a.example.com');
    await eventually(async () => (await knowledge.holdings(dana)).documents.length === 3);
    const { documents } = await knowledge.holdings(dana);
    expect(documents.map(({ title, isPrivate }) => [title, isPrivate])).toEqual([
      ['Returns', true],
      ['Prices', true],
      ['https://a.example', true],
    ]);
    await eventually(() => api.callsOf('views.update').length === 1);
    const { view: last } = api.callsOf('views.update')[0]?.args ?? {};
    expect(JSON.stringify(last)).toContain('“Returns” is added: 1 passage, for the team alone.');
    expect(api.problems).toEqual([]);
  });

  it('reads the others when one can’t be had, and tells whoever closed it in person', async () => {
    const { api, submit } = await openWithKnowledge();
    const elsewhere = { id: 'F1', name: 'Bad.md', url_private_download: 'https://evil.example/f' };
    const files = [elsewhere, await sentFile(api, 'Good.md', '# Good')];
    await submit(fields(files), 'VCLOSED');
    await eventually(() => api.callsOf('chat.postMessage').length === 1);
    const { text } = api.callsOf('chat.postMessage')[0]?.args ?? {};
    expect(text).toMatch(/Bad.+md isn’t kept by Slack itself\. “Good” is added/);
  });

  it('says so where Slack doesn’t give a file', async () => {
    const { api, submit } = await openWithKnowledge();
    const file = await sentFile(api, 'Good.md', '# Good');
    const elsewhere = { ...file, url_private_download: `${api.url}/files-pri/F0/None.md` };
    await submit(fields([elsewhere]), 'VCLOSED');
    await eventually(() => api.callsOf('chat.postMessage').length === 1);
    expect(api.callsOf('chat.postMessage')[0]?.args.text).toMatch(/^Slack didn’t give Good.+404/);
  });

  it('asks for something to add, and refuses whoever may not', async () => {
    const { submit } = await openWithKnowledge();
    expect(JSON.parse((await submit(fields([]))).body)).toEqual({
      response_action: 'errors',
      errors: { files: 'Choose a file, or give the address of a page.' },
    });
    const { submit: asAgent } = await openWithKnowledge('agent');
    expect((await asAgent(fields([], 'https://a.example.com'))).body).toContain('for managers');
  });
});
