import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access.ts';
import type { SlackWebApi } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { answersIn, importTickets, openSlackApp, type SlackApp } from './open-slack-app.ts';

const folder = useTempFolders();
const TEAM = join(import.meta.dirname, '..', '..', 'config', 'team.yaml');

type View = {
  readonly blocks: readonly { readonly type: string; readonly elements?: readonly Button[] }[];
  readonly private_metadata?: string;
};
type Button = {
  readonly action_id: string;
  readonly value: string;
  readonly text: { text: string };
};

/** Dana is Nova, who has tickets; Sam is nobody in the data. */
async function openAll({ role = 'agent' as Role, data = true, env = {} } = {}) {
  const api = await openWebApi();
  const home = folder();
  mkdirSync(join(home, 'config'));
  const people = 'people:\n  - { name: Nova, emails: [dana@acme.test] }\n';
  const team = readFileSync(TEAM, 'utf8')
    .replace('people: []\n', people)
    .replace('people: []', people);
  writeFileSync(join(home, 'config', 'team.yaml'), team);
  const opened = await openSlackApp(home, api, { role, env });
  if (data) await importTickets(opened);
  return { api, opened, dana: api.people.dana ?? '', sam: api.people.sam ?? '' };
}

async function publishedAfter(api: SlackWebApi, act: () => Promise<unknown>): Promise<View> {
  const before = api.callsOf('views.publish').length;
  await act();
  await eventually(() => api.callsOf('views.publish').length > before, 5000);
  return api.callsOf('views.publish').at(-1)?.args.view as View;
}

const openHome = ({ slack }: SlackApp, user: string, view?: View) =>
  slack.event({ type: 'app_home_opened', user, channel: 'D1', tab: 'home', view });

const buttonsIn = ({ blocks }: View): readonly Button[] =>
  blocks.flatMap(({ type, elements = [] }) => (type === 'actions' ? elements : []));
const labelsIn = (view: View): readonly string[] =>
  buttonsIn(view).flatMap(({ text }) => text?.text ?? []);
const wordsIn = (view: View): string => JSON.stringify(view.blocks);

/** As Slack sends a press in the home tab. */
async function press(
  { slack }: SlackApp,
  api: SlackWebApi,
  user: string,
  view: View,
  label: string,
) {
  const action = buttonsIn(view).find(({ text }) => text?.text === label);
  if (!action) throw new Error(`no button ${label} among ${labelsIn(view)}`);
  const team = { id: api.teamId, domain: 'acme' };
  const payload = {
    type: 'block_actions',
    api_app_id: 'A0DESKHAND',
    team,
    user: { id: user, team_id: team.id },
    container: { type: 'view', view_id: 'V1' },
    view: { ...view, id: 'V1', type: 'home', team_id: team.id },
    trigger_id: await api.triggerFor(user),
    actions: [{ block_id: 'b', action_ts: '1', type: 'button', ...action }],
  };
  await slack.form({ payload: JSON.stringify(payload) });
}

describe('the home tab', () => {
  it('shows an agent their figures, tickets and sources, and nothing of others', async () => {
    const { api, opened, dana } = await openAll();
    const view = await publishedAfter(api, () => openHome(opened, dana));
    expect(wordsIn(view)).toContain('You are Nova in the data, and an agent here.');
    expect(wordsIn(view)).toContain('My open tickets');
    expect(wordsIn(view)).toMatch(/New tickets|Tickets/);
    expect(wordsIn(view)).not.toContain('Girly');
    expect(labelsIn(view)).toContain('Refresh');
    expect(labelsIn(view)).not.toContain('Who may do what');
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(api.problems).toEqual([]);
  });

  it('tells a viewer no ticket, and how to be known', async () => {
    const { api, opened, sam } = await openAll({ role: 'viewer' });
    const view = await publishedAfter(api, () => openHome(opened, sam));
    expect(wordsIn(view)).toContain('You are a viewer here, and no agent in the data');
    expect(wordsIn(view)).not.toContain('Case 1');
    expect(wordsIn(view)).not.toContain('open tickets');
    expect(api.problems).toEqual([]);
  });

  it('says what to do before there is any data', async () => {
    const { api, opened, sam } = await openAll({ data: false });
    const view = await publishedAfter(api, () => openHome(opened, sam));
    expect(wordsIn(view)).toContain('There is no data yet, and no support system is connected.');
    expect(labelsIn(view)).toEqual(['Refresh']);
    expect(api.problems).toEqual([]);
  });

  it('answers a question of its buttons as a direct message, once', async () => {
    const { api, opened, dana } = await openAll();
    const view = await publishedAfter(api, () => openHome(opened, dana));
    const [button] = buttonsIn(view).filter(({ action_id }) => action_id.startsWith('home_ask'));
    await press(opened, api, dana, view, button?.text.text ?? '');
    await eventually(() => api.callsOf('chat.postMessage').length >= 2, 5000);
    const [question, answer] = api.callsOf('chat.postMessage');
    expect(question?.args.text).toBe(button?.value);
    const channel = String(question?.args.channel);
    expect(channel).toMatch(/^D/);
    const root = String(answer?.args.thread_ts);
    const answers = await answersIn(api, channel, root, 2);
    expect(answers).toHaveLength(2);
    expect(api.problems).toEqual([]);
  });

  it('is drawn anew on a press, with the other order kept', async () => {
    const { api, opened, dana } = await openAll();
    const first = await publishedAfter(api, () => openHome(opened, dana));
    const again = await publishedAfter(api, () => press(opened, api, dana, first, 'Refresh'));
    expect(again.private_metadata).toBe('newest');
    const old = await publishedAfter(api, () =>
      openHome(opened, dana, { ...first, private_metadata: 'oldest' }),
    );
    expect(old.private_metadata).toBe('oldest');
  });

  it('opens for admins who may do what, and refuses it to others who press for it', async () => {
    const { api, opened, dana, sam } = await openAll({ role: 'admin' });
    const view = await publishedAfter(api, () => openHome(opened, sam));
    await press(opened, api, sam, view, 'Who may do what');
    await eventually(() => api.callsOf('views.open').length === 1);
    expect(JSON.stringify(api.callsOf('views.open')[0]?.args)).toContain('Nova, dana@acme.test');
    expect(api.problems).toEqual([]);

    await press(opened, api, dana, view, 'Who may do what');
    await eventually(() => api.callsOf('chat.postMessage').length === 1);
    expect(api.callsOf('views.open')).toHaveLength(1);
    expect(api.callsOf('chat.postMessage')[0]?.args.text).toContain('is for admins');
  });
});

describe('/deskhand', () => {
  it('says how things stand, who one is, and what it can do', async () => {
    const { api, opened, dana } = await openAll();
    const channel = api.channels.support ?? '';
    const said = async (text: string): Promise<string> => {
      api.forgetCalls();
      const command = { command: '/deskhand', text, user: dana, channel };
      await opened.slack.command({ ...command, responseUrl: api.responseUrl() });
      const answers = () => [...api.callsOf('response'), ...api.callsOf('chat.postEphemeral')];
      await eventually(() => answers().length > 0, 5000);
      return JSON.stringify(answers()[0]?.args);
    };
    expect(await said('')).toContain('/deskhand whoami');
    expect(await said('status')).toContain('Where the figures come from');
    expect(await said(' WhoAmI ')).toContain('In the data you are Nova');
    expect(await said('sync')).toContain('Syncing is for admins');
    expect(await said('dance')).toContain('I don’t know “/deskhand dance”');
    expect(api.problems).toEqual([]);
  });
});
