import { WebClient } from '@slack/web-api';
import { expect, it } from 'vitest';
import { makePdf } from '../assist/knowledge/documents/make-pdf.ts';
import { BOT_TOKEN } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { openSlackApp } from './open-slack-app.ts';

const folder = useTempFolders();

it('takes a PDF sent in Slack, finds it by its page, and takes it out again', async () => {
  const api = await openWebApi();
  const [dana = '', sam = '', channel = ''] = [
    api.people.dana,
    api.people.sam,
    api.channels.support,
  ];
  const { slack } = await openSlackApp(folder(), api, {
    ...{ role: 'agent', managers: [dana], isHelping: true },
  });
  const pages = [[{ text: 'Warranty', size: 18 }, { text: 'Kettles have two years of it.' }]];
  const client = new WebClient(BOT_TOKEN, { slackApiUrl: api.apiUrl });
  const content = Buffer.from(makePdf(pages)).toString('latin1');
  const { files } = await client.filesUploadV2({ filename: 'warranty.pdf', content });
  const [{ files: [{ id = '' } = {}] = [] } = {}] = files as { files?: { id?: string }[] }[];
  const kb = async (user: string, text: string, times: number) => {
    const responseUrl = api.responseUrl();
    await slack.command({ command: '/kb', text, user, channel, responseUrl });
    await eventually(() => api.callsOf('response').length >= times, 5000);
    return JSON.stringify(api.callsOf('response').at(-1)?.args.blocks);
  };

  const values = {
    files: { files: { type: 'file_input', files: [{ id, name: 'warranty.pdf' }] } },
    page: { page: { type: 'url_text_input', value: null } },
    audience: { audience: { type: 'checkboxes', selected_options: [] } },
  };
  await slack.submit({ user: dana, callbackId: 'kb_form', values });
  await eventually(() => api.callsOf('chat.postMessage').length === 1, 5000);
  const [told] = api.callsOf('chat.postMessage');
  expect(told?.args.text).toBe('“Warranty” is added: 1 passage, for replies too.');

  const found = await kb(sam, 'search how long is the warranty of kettles', 1);
  expect(found).toContain('Kettles have two years of it.');
  expect(found).toContain('page 1');
  expect(await kb(dana, 'remove warranty', 2)).toContain('“Warranty” is removed');
  expect(await kb(sam, 'list', 3)).toContain('There are no documents yet');
  expect(api.problems).toEqual([]);
});
