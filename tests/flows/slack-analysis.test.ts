import { expect, it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { eventually, openWebApi } from '../surfaces/slack/open-slack.ts';
import { buttonsOf, openSlackApp, type Posted, shownIn } from './open-slack-app.ts';

const folder = useTempFolders();
const never = new AbortController().signal;

it('is shown on a ticket’s card, and put right there with one press that stands', async () => {
  const api = await openWebApi();
  const opened = await openSlackApp(folder(), api, { role: 'manager', isHelping: true });
  const analyses = opened.helping?.analyses;
  await opened.app.db.write((writer) =>
    writer.run(`INSERT INTO tickets BY NAME SELECT 'desk:7' AS id, 'desk' AS source, '7' AS source_id, 'open' AS status,
      'Where is my refund?' AS subject, 'I sent the coat back three weeks ago and still wait for my money. This is unacceptable.' AS description,
      TIMESTAMP '2026-11-20 09:00:00' AS created_at`),
  );
  await analyses?.run({}, () => {}, never);
  const responses = () => api.callsOf('response').map(({ args }) => args as unknown as Posted);
  const told = async (count: number): Promise<Posted | undefined> => {
    await eventually(() => responses().length >= count, 10_000);
    return responses().at(-1);
  };
  const by = { user: api.people.dana ?? '', channel: api.channels.support ?? '' };
  await opened.slack.command({
    ...{ ...by, command: '/ticket', text: '7', responseUrl: api.responseUrl() },
  });
  const card = await told(1);
  expect(shownIn(card)).toContain('refund › late refund');
  expect(shownIn(card)).toContain('Escalation risk');

  const menu = buttonsOf(card).find(({ action_id }) => action_id.includes(':analysis:category:'));
  const chosen = {
    ...{ ...menu, type: 'static_select' },
    selected_option: { value: 'damaged product' },
  };
  await opened.slack.click({
    ...{ ...by, messageTs: '1.1', isEphemeral: true, action: chosen },
    ...{ responseUrl: api.responseUrl(), triggerId: await api.triggerFor('dana') },
  });
  expect(shownIn(await told(2))).toContain('damaged product');
  await analyses?.run({ isForced: true }, () => {}, never);
  const analysis = await analyses?.of({ kind: 'ticket', id: 'desk:7' });
  expect(analysis?.category).toBe('damaged product');
  expect(analysis?.corrections).toMatchObject([{ field: 'category' }]);
  expect(api.problems).toEqual([]);
});
