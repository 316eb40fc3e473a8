import { describe, expect, it } from 'vitest';
import type { SlackWebApi } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import {
  answersIn,
  buttonsOf,
  importTickets,
  inChannel,
  openSlackApp,
  type Posted,
} from './open-slack-app.ts';

const folder = useTempFolders();
const QUESTION = 'tickets this month';

/** Sam is a manager, everybody else an agent. */
async function openAll() {
  const api = await openWebApi();
  const opened = await openSlackApp(folder(), api, {
    role: 'agent',
    managers: [api.people.sam ?? ''],
  });
  await importTickets(opened);
  const channel = api.channels.support ?? '';
  const thumb = async (
    name: string,
    which: 'positive' | 'negative',
    message: Posted | undefined,
    thread: string,
  ) => {
    const thumbs = message?.blocks?.find(({ type }) => type === 'context_actions')?.elements?.[0];
    const found = (thumbs as Record<string, { value: string }>)[`${which}_button`];
    await opened.slack.click({
      ...{ user: api.people[name] ?? '', channel, messageTs: message?.ts ?? '', threadTs: thread },
      action: { type: 'feedback_buttons', action_id: 'feedback', value: found?.value },
      triggerId: await api.triggerFor(name),
    });
  };
  const saidAside = async (count: number) => {
    await eventually(() => api.callsOf('chat.postEphemeral').length >= count, 5000);
    return String(api.callsOf('chat.postEphemeral').at(-1)?.args.text);
  };
  const verified = () => opened.app.workspace.verified.all();
  return { api, opened, channel, thumb, saidAside, verified };
}

async function asked(api: SlackWebApi, slack: Parameters<typeof inChannel>[1], question: string) {
  const dana = inChannel(api, slack, 'dana', 'support');
  const root = await dana.mention(question);
  const [answer] = await answersIn(api, dana.channel, root, 1);
  return { root, answer };
}

describe('a thumb up', () => {
  it('of a manager verifies the question for everybody, of an agent it is an opinion', async () => {
    const { api, opened, thumb, saidAside, verified } = await openAll();
    const { root, answer } = await asked(api, opened.slack, QUESTION);
    await thumb('dana', 'positive', answer, root);
    expect(await saidAside(1)).toContain('Thank you');
    expect(await verified()).toEqual([]);
    await thumb('sam', 'positive', answer, root);
    expect(await saidAside(2)).toContain('Verified');
    expect(await verified()).toMatchObject([{ question: QUESTION, by: api.people.sam }]);

    const again = await asked(api, opened.slack, 'Tickets this month?');
    const how = buttonsOf(again.answer).find(({ action_id }) => action_id === 'how');
    expect(how).toBeDefined();
    const help = await opened.app.desk.suggestions();
    expect(help[0]?.question).toBe(QUESTION);
    expect(api.problems).toEqual([]);
  });

  it('of a manager on what can’t be asked again says why, to them alone', async () => {
    const { api, opened, channel, thumb, saidAside, verified } = await openAll();
    const { root } = await asked(api, opened.slack, QUESTION);
    await inChannel(api, opened.slack, 'dana', 'support').saysIn(root, 'only billing');
    const [, answer] = await answersIn(api, channel, root, 2);
    await thumb('sam', 'positive', answer, root);
    expect(await saidAside(1)).toContain('can’t be verified');
    expect(await verified()).toEqual([]);
    expect(api.problems).toEqual([]);
  });
});

describe('a thumb down', () => {
  it('of anybody has a verified question wait until a manager has looked again', async () => {
    const { api, opened, thumb, saidAside, verified } = await openAll();
    const { root, answer } = await asked(api, opened.slack, QUESTION);
    await thumb('sam', 'positive', answer, root);
    await saidAside(1);
    await thumb('dana', 'negative', answer, root);
    expect(await saidAside(2)).toContain('until it has been reviewed');
    await eventually(() => api.callsOf('views.open').length === 1);
    expect(await verified()).toMatchObject([{ suspended: { by: api.people.dana } }]);
    await thumb('sam', 'positive', answer, root);
    expect(await saidAside(3)).toContain('Verified');
    expect((await verified())[0]).not.toHaveProperty('suspended');
    expect(api.problems).toEqual([]);
  });
});
