import { describe, expect, it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { answersIn, importTickets, inChannel, openSlackApp } from './open-slack-app.ts';

const folder = useTempFolders();

async function openAll() {
  const api = await openWebApi();
  const opened = await openSlackApp(folder(), api);
  await importTickets(opened);
  return { api, opened };
}

describe('a question that is changed', () => {
  it('is answered anew in the same place', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const root = await dana.mention('tickets by agent this month');
    const [answer] = await answersIn(api, dana.channel, root, 1);
    await dana.edit(root, '<@U0DESKHAND> tickets by category this month');
    await eventually(async () => {
      const [now] = await answersIn(api, dana.channel, root, 1);
      return now?.text.includes('Billing') === true;
    });
    const replies = await answersIn(api, dana.channel, root, 1);
    expect(replies.map(({ ts }) => ts)).toEqual([answer?.ts]);
    await dana.saysIn(root, 'only Nova');
    const [, followed] = await answersIn(api, dana.channel, root, 2);
    expect(followed?.text).toContain('Nova');
    expect(followed?.metadata?.event_payload.plan).toContain('category');
  });

  it('takes its answer along when it is deleted, and is forgotten', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const root = await dana.mention('tickets this month');
    await answersIn(api, dana.channel, root, 1);
    const asked = await dana.saysIn(root, 'only billing');
    await answersIn(api, dana.channel, root, 2);
    await dana.remove(asked, root);
    await eventually(() => api.callsOf('chat.delete').length === 1);
    await dana.saysIn(root, 'by agent');
    const answers = await answersIn(api, dana.channel, root, 2);
    expect(answers.at(-1)?.text).toContain('12 tickets');
  });

  it('loses its answer when its asker crosses it out, and nobody else', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const sam = inChannel(api, opened.slack, 'sam', 'support');
    const root = await dana.mention('tickets this month');
    const [answer] = await answersIn(api, dana.channel, root, 1);
    await sam.crossOut(answer?.ts ?? '');
    await dana.crossOut(answer?.ts ?? '');
    await eventually(() => api.callsOf('chat.delete').length > 0);
    expect(api.callsOf('chat.delete').map(({ error }) => error)).toEqual([null]);
  });
});

describe('what goes wrong', () => {
  it('leaves one answer where Slack took it and the connection then broke', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    api.fail({
      on: (method, { metadata }) => method === 'chat.postMessage' && Boolean(metadata),
      fault: { kind: 'reset', isDone: true },
      times: 1,
    });
    const root = await dana.mention('tickets by agent this month');
    await answersIn(api, dana.channel, root, 1);
    await eventually(() => api.callsOf('conversations.replies').length === 1);
    await dana.saysIn(root, 'only billing');
    const answers = await answersIn(api, dana.channel, root, 2);
    expect(answers.map(({ text }) => text.slice(0, 26))).toEqual([
      'Nova leads with 12 tickets',
      'Nova leads with 6 tickets ',
    ]);
  });

  it('is said once, with a reference, and the next question is answered', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    const takeBack = api.fail({
      on: (method, args) => method === 'chat.postMessage' && Boolean(args.metadata),
      fault: { kind: 'refuse', error: 'no_permission' },
    });
    const root = await dana.mention('tickets this month');
    const [failed] = await answersIn(api, dana.channel, root, 1);
    expect(failed?.text).toMatch(/went wrong on our side[\s\S]*Reference [0-9A-F]{6}/);
    takeBack();
    await dana.saysIn(root, '<@U0DESKHAND> tickets by agent this month');
    const answers = await answersIn(api, dana.channel, root, 2);
    expect(answers.at(-1)?.text).toContain('Nova leads with 12');
    expect(answers).toHaveLength(2);
  });

  it('shows in words, at last, what Slack won’t draw', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    api.fail({
      on: (method, { blocks }) =>
        method === 'chat.postMessage' && Array.isArray(blocks) && blocks.length > 0,
      fault: { kind: 'refuse', error: 'invalid_blocks' },
    });
    const root = await dana.mention('tickets by agent this month');
    const [answer] = await answersIn(api, dana.channel, root, 1);
    expect(answer?.text).toContain('Nova leads with 12 tickets');
  });

  it('draws a chart itself where Slack doesn’t know how', async () => {
    const { api, opened } = await openAll();
    const dana = inChannel(api, opened.slack, 'dana', 'support');
    api.fail({
      on: (_, { blocks }) => JSON.stringify(blocks ?? []).includes('data_visualization'),
      fault: { kind: 'refuse', error: 'invalid_blocks' },
    });
    const root = await dana.mention('tickets by agent this month');
    const [answer] = await answersIn(api, dana.channel, root, 1);
    expect(answer?.blocks?.map(({ type }) => type)).toContain('image');
    expect(api.callsOf('files.completeUploadExternal').length).toBeGreaterThan(0);
    expect(api.problems).toEqual([]);
  });
});
