import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadDemo } from '../../../../src/sources/demo/load-demo.ts';
import { placePicture } from '../../../../src/surfaces/slack/blocks/chart-block.ts';
import { renderProvenance } from '../../../../src/surfaces/slack/blocks/render-provenance.ts';
import { renderReply } from '../../../../src/surfaces/slack/blocks/render-reply.ts';
import type { SlackMessage } from '../../../../src/surfaces/slack/blocks/slack-message.ts';
import { openApp } from '../../../flows/open-app.ts';
import { checkMessage, checkView } from '../../../standins/slack/check-blocks.ts';
import { useTempFolders } from '../../../store/temp-folder.ts';

const QUESTIONS = join(import.meta.dirname, '../../../../evals/questions/demo.jsonl');
const folder = useTempFolders();

type Asked = { readonly question: string; readonly zone: string };

it('renders what is really answered into what Slack takes', { timeout: 60_000 }, async () => {
  await using app = await openApp(folder());
  const { zone } = app.settings;
  const endsAt = '2026-11-20T14:00:00Z';
  await loadDemo(app.db, { seed: 1, tickets: 800, chats: 600, endsAt, zone });
  const lines = readFileSync(QUESTIONS, 'utf8').trim().split('\n');
  const questions = lines.map((line) => (JSON.parse(line) as Asked).question);
  const types = new Set<string>();
  let answers = 0;
  for (const question of questions) {
    const turn = await app.desk.ask({ question, threadId: null });
    if (turn.reply.kind === 'answer') answers += 1;
    const ref = { answerRef: `slack:T1:C1:1.2 ${turn.id}`, zone };
    const { message, files, more } = renderReply(turn, { ...ref, audience: 'channel' });
    const pictures = files.filter((file) => file.kind === 'chart');
    const place = (each: SlackMessage) =>
      pictures.reduce((open, file) => placePicture(open, file, 'F0123'), each);
    const problems = [message, ...more].flatMap((each) => checkMessage(place(each)));
    expect({ question, problems }).toEqual({ question, problems: [] });
    expect(checkView(renderProvenance(turn, { zone }))).toEqual([]);
    for (const { type } of message.blocks) types.add(type);
  }
  expect(answers).toBeGreaterThan(200);
  expect([...types].toSorted()).toEqual([
    ...['actions', 'context', 'context_actions', 'data_table', 'data_visualization'],
    ...['image', 'rich_text'],
  ]);
});
