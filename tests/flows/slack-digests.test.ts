import { describe, expect, it } from 'vitest';
import type { SlackWebApi } from '../standins/slack/web-api.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import {
  answersIn,
  aside,
  buttonsOf,
  importTickets,
  inChannel,
  openSlackApp,
  type Posted,
} from './open-slack-app.ts';

const folder = useTempFolders();
/** A Friday noon in Halifax; the next weekday's nine o'clock there is 13:00 UTC on Monday. */
const FRIDAY = '2026-11-20T16:00:00Z';
const MONDAY = '2026-11-23T13:00:00Z';

async function openAll(options: Parameters<typeof openSlackApp>[2] = {}) {
  const api = await openWebApi();
  const home = folder();
  const opened = await openSlackApp(home, api, { now: FRIDAY, ...options });
  await importTickets(opened);
  const dana = inChannel(api, opened.slack, 'dana', 'support');
  return { api, home, opened, dana };
}

/** The heads of digests in a channel. */
async function digestsIn(api: SlackWebApi, channel: string): Promise<readonly Posted[]> {
  const { messages } = await api.ask('conversations.history', {
    channel,
    include_all_metadata: 'true',
  });
  return (messages as readonly Posted[]).filter(({ metadata }) =>
    String(metadata?.event_payload.key).endsWith(':head'),
  );
}

describe('a digest made under an answer', () => {
  it('is announced, previewed, posted at its time, and goes on by replies', async () => {
    const { api, home, opened, dana } = await openAll();
    const root = await dana.mention('tickets by agent this month');
    await answersIn(api, dana.channel, root, 1);
    await dana.saysIn(root, 'post this every weekday at 9');
    const made = (await answersIn(api, dana.channel, root, 2))[1];
    expect(made?.text).toContain(
      'I will post “Tickets by agent this month” every weekday at 09:00 (Halifax time), first on Monday, 23 Nov 2026 09:00.',
    );
    const buttons = buttonsOf(made);
    expect(buttons.map(({ action_id }) => action_id)).toEqual(['digest_preview', 'digest_undo']);

    await opened.slack.click({
      ...{ user: dana.user, channel: dana.channel, messageTs: made?.ts ?? '', threadTs: root },
      ...{ action: { type: 'button', ...buttons[0] }, responseUrl: api.responseUrl() },
    });
    expect(await aside(api, 1)).toContain('Nova leads with 12 tickets');
    expect(await digestsIn(api, dana.channel)).toEqual([]);

    await opened.stop();
    const later = await openSlackApp(home, api, { now: MONDAY });
    await eventually(async () => (await digestsIn(api, dana.channel)).length === 1, 5000);
    const [head] = await digestsIn(api, dana.channel);
    expect(head?.text).toContain('Nova leads with 12 tickets');
    const thread = await answersIn(api, dana.channel, head?.ts ?? '', 2);
    expect(thread[1]?.text).toContain('Nova leads with 12 tickets');

    const sam = inChannel(api, later.slack, 'sam', 'support');
    await sam.saysIn(head?.ts ?? '', 'only billing');
    const reply = (await answersIn(api, sam.channel, head?.ts ?? '', 3))[2];
    expect(reply?.text).toContain('Nova leads with 6 tickets');

    await later.stop();
    const again = await openSlackApp(home, api, { now: MONDAY });
    await again.app.state.space('digest-runs').list();
    await again.stop();
    expect(await digestsIn(api, dana.channel)).toHaveLength(1);
    expect(api.problems).toEqual([]);
  });

  it('is asked about once where the words are unclear, and made by a button', async () => {
    const { api, opened, dana } = await openAll();
    const root = await dana.mention('tickets by agent this month');
    await answersIn(api, dana.channel, root, 1);
    await dana.saysIn(root, 'post this every weekday');
    const asked = (await answersIn(api, dana.channel, root, 2))[1];
    expect(asked?.text).toContain('At what time shall it be posted?');
    const choice = buttonsOf(asked)[1];
    await dana.press({ message: asked?.ts ?? '', thread: root }, { ...choice });
    const made = (await answersIn(api, dana.channel, root, 3))[2];
    expect(made?.text).toContain('every weekday at 09:00');
    const undo = buttonsOf(made)[1];
    await dana.press({ message: made?.ts ?? '', thread: root }, { ...undo });
    await eventually(async () => {
      const thread = await answersIn(api, dana.channel, root, 3);
      return String(thread[2]?.text).includes('Taken back');
    }, 5000);
    await opened.slack.command({
      ...{ command: '/digest', user: dana.user, channel: dana.channel },
      responseUrl: api.responseUrl(),
    });
    expect(await aside(api, 1)).not.toContain('Tickets by agent');
    expect(api.problems).toEqual([]);
  });

  it('is for those who may, and needs an answer above', async () => {
    const { api, dana } = await openAll({ role: 'agent' });
    const root = await dana.mention('tickets this month');
    await answersIn(api, dana.channel, root, 1);
    await dana.saysIn(root, 'post this every weekday at 9');
    await eventually(() => JSON.stringify(api.calls).includes('is for managers'), 5000);
    const other = await openAll();
    const bare = await other.dana.mention('post this every weekday at 9');
    const [said] = await answersIn(other.api, other.dana.channel, bare, 1);
    expect(said?.text).toContain('There is no answer above that I could post');
  });
});

describe('/digest', () => {
  it('lists, brings here, pauses, resumes and posts now', async () => {
    const { api, opened, dana } = await openAll();
    let asides = 0;
    const digest = async (text: string) => {
      const { user, channel } = dana;
      await opened.slack.command({
        ...{ command: '/digest', text, user, channel },
        responseUrl: api.responseUrl(),
      });
      asides += 1;
      return aside(api, asides);
    };
    const list = await digest('');
    expect(list).toContain('Yesterday in support');
    expect(list).toContain('Off: say');
    expect(await digest('here daily')).toContain('is posted here every weekday at 09:00');
    expect(await digest('pause daily')).toContain('is paused');
    expect(await digest('list')).toContain(', paused');
    expect(await digest('resume daily')).toContain('is posted again every weekday at 09:00');
    expect(await digest('preview weekly')).toContain('Last week in support');
    expect(await digest('run daily')).toContain('It is posted.');
    const [head] = await digestsIn(api, dana.channel);
    expect(head?.text).toContain('Yesterday in support');
    expect((await answersIn(api, dana.channel, head?.ts ?? '', 8)).length).toBe(8);
    const refused = async (text: string, words: string) => {
      const { user, channel } = dana;
      await opened.slack.command({ command: '/digest', text, user, channel });
      await eventually(() => JSON.stringify(api.callsOf('chat.postEphemeral')).includes(words));
    };
    await refused('delete daily', 'set in config/digests.yaml');
    await refused('frobnicate daily', 'doesn’t know “frobnicate”');
    await refused('run nothing', 'There is no digest “nothing”');
    expect(api.problems).toEqual([]);
  }, 15_000);
});
