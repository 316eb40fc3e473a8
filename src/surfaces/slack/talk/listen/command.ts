import type { App } from '@slack/bolt';
import { renderHelp } from '../../blocks/render-notes.ts';
import { answerAside, sayAside } from '../answer-aside.ts';
import { personNamed, readWords, saysSomething } from '../read-words.ts';
import { speakingIn, type Talk } from '../talk.ts';

/** `/ask …`: answered to whoever asks, with a way to share it. */
export function listenToCommand(app: App, talk: Talk): void {
  app.command('/ask', async ({ ack, command, respond, ...request }) => {
    await ack();
    const speaking = speakingIn(request, command.user_id);
    const { client, us } = speaking;
    const words = await readWords(command.text, { us, nameOf: personNamed(client) });
    if (!saysSomething(words)) {
      const rights = await talk.rightsOf({ ...speaking, channel: null });
      return sayAside(respond, renderHelp(await talk.desk.suggestions(rights)), speaking);
    }
    await answerAside({ words, channel: command.channel_id, respond }, speaking, talk);
  });
}
