import { expect, it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { answersIn, buttonsOf, importTickets, inChannel, openSlackApp } from './open-slack-app.ts';

const folder = useTempFolders();

it('gives all rows behind a ranking as a file, once', async () => {
  const api = await openWebApi();
  const opened = await openSlackApp(folder(), api);
  await importTickets(opened);
  const dana = inChannel(api, opened.slack, 'dana', 'support');
  const root = await dana.mention('top 1 agent by tickets this month');
  const [answer] = await answersIn(api, dana.channel, root, 1);
  const button = buttonsOf(answer).find(({ action_id }) => action_id === 'csv');
  expect(button?.text).toMatchObject({ text: 'All 2 as CSV' });

  const at = { message: answer?.ts ?? '', thread: root };
  await dana.press(at, { ...button });
  const shares = () => api.callsOf('files.completeUploadExternal');
  await eventually(() => shares().length > 0, 5000);
  expect(shares()[0]?.args).toMatchObject({ channel_id: dana.channel, thread_ts: root });
  await dana.press(at, { ...button });
  await dana.saysIn(root, 'only Girly'); // answered after what was pressed before it
  await answersIn(api, dana.channel, root, 2);
  expect(shares()).toHaveLength(1);
  expect(api.problems).toEqual([]);
});
