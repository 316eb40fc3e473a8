import { expect, it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { answersIn, buttonsOf, importTickets, inChannel, openSlackApp } from './open-slack-app.ts';

const folder = useTempFolders();

it('tells each in a thread what they may know: the team’s figures there, named ones to managers alone', async () => {
  const api = await openWebApi();
  const sam = api.people.sam ?? '';
  const opened = await openSlackApp(folder(), api, { role: 'agent', managers: [sam] });
  await importTickets(opened);
  const agent = inChannel(api, opened.slack, 'dana', 'support');
  const manager = inChannel(api, opened.slack, 'sam', 'support');

  const root = await agent.mention('tickets by agent this month');
  const [refusal] = await answersIn(api, agent.channel, root, 1);
  expect(refusal?.text).toContain('Figures of named agents are for managers');
  expect(JSON.stringify(refusal)).not.toMatch(/Nova|Girly/);

  const [team] = buttonsOf(refusal).filter(({ action_id }) => /^ask_\d+$/.test(action_id));
  await agent.press({ message: refusal?.ts ?? '', thread: root }, { ...team });
  const [, answer] = await answersIn(api, agent.channel, root, 2);
  expect(answer?.text).toMatch(/20 tickets/);

  await manager.saysIn(root, 'tickets by agent this month');
  const [, , notice] = await answersIn(api, agent.channel, root, 3);
  expect(notice?.text).toContain('Answered privately');
  const toSam = () =>
    api.callsOf('chat.postMessage').filter(({ args }) => String(args.text).includes('Nova'));
  await eventually(() => toSam().length > 0);
  expect(toSam().map(({ args }) => args.channel)).not.toContain(agent.channel);

  await agent.saysIn(root, 'only Nova');
  const [, , , again] = await answersIn(api, agent.channel, root, 4);
  expect(again?.text).toContain('Figures of named agents are for managers');
  expect(api.problems).toEqual([]);
});
