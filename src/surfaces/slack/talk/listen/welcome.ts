import type { App } from '@slack/bolt';
import { speakingIn, type Talk } from '../talk.ts';

const MOST_PROMPTS = 4;

/** Opening a conversation with us shows questions that work on the data there is. */
export function listenToWelcome(app: App, talk: Talk): void {
  app.event('app_home_opened', async ({ event, ...request }) => {
    if (event.tab !== 'messages') return;
    const { client, ...asker } = speakingIn(request, event.user);
    const rights = await talk.rightsOf({ client, ...asker, channel: null });
    const suggestions = await talk.desk.suggestions(rights);
    const prompts = suggestions.slice(0, MOST_PROMPTS).map(({ label, question }) => ({
      title: label || question,
      message: question,
    }));
    const [first, ...rest] = prompts;
    if (!first) return;
    await client.assistant.threads
      .setSuggestedPrompts({
        channel_id: event.channel,
        title: 'Ask for instance',
        prompts: [first, ...rest],
      })
      .catch(() => {}); // not in every plan; the conversation works without
  });
}
