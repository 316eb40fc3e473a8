import { expect, it } from 'vitest';
import {
  answersIn,
  buttonsOf,
  importTickets,
  inChannel,
  openSlackApp,
} from '../../flows/open-slack-app.ts';
import { startGemini } from '../../standins/models/gemini.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { eventually, openWebApi } from '../../surfaces/slack/open-slack.ts';
import { GROWING, GROWTH, isForSql, VARIABLES, writes } from './desk.ts';

const folder = useTempFolders();

it('is answered in Slack where everybody who reads along may see it, else to the manager alone', async () => {
  await using server = await startGemini();
  server.otherwise = writes(() => GROWTH);
  const env = { ...VARIABLES, MODEL_BASE_URL: server.url } as Record<string, string>;
  const api = await openWebApi();
  const sam = api.people.sam ?? '';
  const opened = await openSlackApp(folder(), api, { role: 'agent', managers: [sam], env });
  await importTickets(opened);
  const agent = inChannel(api, opened.slack, 'dana', 'support');
  const manager = inChannel(api, opened.slack, 'sam', 'support');

  const root = await agent.mention(GROWING);
  const [refusal] = await answersIn(api, agent.channel, root, 1);
  expect(refusal?.text).toContain('takes SQL written for the question, which is for managers');
  expect(server.received.filter(isForSql)).toEqual([]);

  await manager.saysIn(root, GROWING);
  const [, notice] = await answersIn(api, agent.channel, root, 2);
  expect(notice?.text).toContain('Answered privately');
  const told = () =>
    api.callsOf('chat.postMessage').filter(({ args }) => String(args.text).includes('Ad-hoc'));
  await eventually(() => told().length > 0);
  expect(told().map(({ args }) => args.channel)).not.toContain(agent.channel);
  const [answer] = told();
  const blocks = JSON.stringify(answer?.args.blocks ?? '');
  expect(blocks).toContain('no figure of the catalogue');
  expect(blocks).toMatch(/Nova/);
  expect(api.problems).toEqual([]);
});

it('shows its SQL under “How I got this”, and begins the thread anew', async () => {
  await using server = await startGemini();
  server.otherwise = writes(() => GROWTH);
  const env = { ...VARIABLES, MODEL_BASE_URL: server.url } as Record<string, string>;
  const api = await openWebApi();
  const opened = await openSlackApp(folder(), api, { env });
  await importTickets(opened);
  const manager = inChannel(api, opened.slack, 'sam', 'support');
  const root = await manager.mention('tickets for Nova last week');
  await answersIn(api, manager.channel, root, 1);
  await manager.saysIn(root, GROWING);
  const [, answer] = await answersIn(api, manager.channel, root, 2);
  expect(answer?.text).toContain('Ad-hoc');
  expect(answer?.metadata?.event_payload.rest).toContain('"isAdhoc":true');
  const how = buttonsOf(answer).find(({ action_id }) => action_id.startsWith('how'));
  expect(how).toBeDefined();
  if (how) await manager.press({ message: answer?.ts ?? '', thread: root }, how);
  await eventually(() => api.callsOf('views.open').length > 0);
  expect(JSON.stringify(api.callsOf('views.open'))).toContain('FROM tickets');

  await manager.saysIn(root, 'and for Girly?');
  const [, , next] = await answersIn(api, manager.channel, root, 3);
  expect(next?.text).not.toMatch(/\d+ tickets/);
  expect(api.problems).toEqual([]);
});
