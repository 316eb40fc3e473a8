import type { App } from '@slack/bolt';
import { AppError } from '../../../core/errors.ts';
import type { KnowledgeDesk } from '../../../core/knowledge-desk.ts';
import type { Viewer } from '../../../core/ticket-card.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import { sayAside } from '../talk/answer-aside.ts';
import { directChannel } from '../talk/answer-privately.ts';
import { isPastItsTrigger } from '../talk/listen/presses.ts';
import { sayings } from '../talk/outlets.ts';
import { reasonOf } from '../talk/refusals.ts';
import { type Speaking, speakingIn } from '../talk/talk.ts';
import { fetchSlackFile } from './fetch-slack-file.ts';
import {
  KB_FORM,
  type KbWish,
  kbFormErrors,
  readKbForm,
  renderKbForm,
  renderKbProgress,
} from './kb-form.ts';
import { readKbCommand } from './read-kb-words.ts';
import { renderFound, renderHoldings } from './render-kb.ts';

export type SlackKnowledgeParts = {
  readonly knowledge: KnowledgeDesk;
  viewerOf(speaking: Speaking): Promise<Viewer>;
};

/** `/kb add | list | search | remove`, answered to whoever asks, and the form for files. Adding the same twice changes nothing. */
export function registerKnowledge(app: App, parts: SlackKnowledgeParts): void {
  const { knowledge, viewerOf } = parts;

  app.command('/kb', async ({ ack, command, respond, ...request }) => {
    await ack();
    const speaking = speakingIn(request, command.user_id);
    const asked = readKbCommand(command.text);
    const viewer = await viewerOf(speaking);
    const say = (words: string) => sayAside(respond, renderNotice(words), speaking);
    switch (asked.kind) {
      case 'list':
        for (const message of renderHoldings(await knowledge.holdings(viewer)))
          await sayAside(respond, message, speaking);
        return;
      case 'search':
        for (const message of renderFound(await knowledge.search(asked.words, viewer)))
          await sayAside(respond, message, speaking);
        return;
      case 'remove':
        return say(await knowledge.remove(asked.words, viewer));
      case 'page':
        viewer.check('knowledge');
        await say(`Reading ${asked.address} …`);
        return say(await knowledge.addPage(asked.address, asked.isPrivate, viewer));
      case 'form': {
        viewer.check('knowledge');
        const view = renderKbForm(asked.isPrivate);
        try {
          await speaking.client.views.open({ trigger_id: command.trigger_id, view });
        } catch (error) {
          if (!isPastItsTrigger(error)) throw error;
          await say('Slack took too long to open the form. Say “/kb add” once more.');
        }
      }
    }
  });

  app.view(KB_FORM, async ({ ack, body, view, ...request }) => {
    const speaking = speakingIn({ ...request, body }, body.user.id);
    const wish = readKbForm(view);
    const names = [...wish.files.map(({ name }) => name ?? 'a file'), wish.address].filter(Boolean);
    try {
      const viewer = await viewerOf(speaking);
      viewer.check('knowledge');
      if (names.length === 0)
        return await ack({
          response_action: 'errors',
          errors: kbFormErrors('Choose a file, or give the address of a page.'),
        });
      await ack({
        response_action: 'update',
        view: renderKbProgress([`Reading ${names.join(', ')} …`]),
      });
      await tell(await addAll(wish, viewer, speaking, parts), view.id, speaking);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await ack({ response_action: 'errors', errors: kbFormErrors(error.message) });
    }
  });
}

/** What came of each, a sentence or two. One that can't be read doesn't keep the others out. */
async function addAll(
  { files, address, isPrivate }: KbWish,
  viewer: Viewer,
  { client }: Speaking,
  { knowledge }: SlackKnowledgeParts,
): Promise<readonly string[]> {
  const works = [
    ...files.map((file) => async () => {
      const bytes = await fetchSlackFile(file, client);
      return knowledge.add({ name: file.name ?? file.id, bytes }, isPrivate, viewer);
    }),
    ...(address === '' ? [] : [() => knowledge.addPage(address, isPrivate, viewer)]),
  ];
  const said: string[] = [];
  for (const work of works) {
    try {
      said.push(await work());
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      said.push(error.message);
    }
  }
  return said;
}

/** In the form, while it is there; else to them alone. */
async function tell(
  lines: readonly string[],
  viewId: string,
  { client, user }: Speaking,
): Promise<void> {
  try {
    await client.views.update({ view_id: viewId, view: renderKbProgress(lines) });
  } catch (error) {
    if (reasonOf(error) !== 'not_found') throw error;
    const message = sayings(renderNotice(lines.join(' ')));
    const channel = await directChannel(client, user);
    await client.chat.postMessage({ channel, ...message });
  }
}
