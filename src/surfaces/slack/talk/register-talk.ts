import type { App } from '@slack/bolt';
import { askDirectly } from './ask-directly.ts';
import { listenToChanges } from './listen/changes.ts';
import { listenToCommand } from './listen/command.ts';
import { listenToMessages } from './listen/messages.ts';
import { listenToPresses } from './listen/presses.ts';
import { listenToTableFiles } from './listen/table-files.ts';
import { listenToThumbs } from './listen/thumbs.ts';
import { listenToWelcome } from './listen/welcome.ts';
import { createTalk, type Speaking } from './talk.ts';
import type { TalkParts } from './talk-parts.ts';

/** A way in for what is asked outside of any conversation. */
export type Asking = { askDirectly(words: string, speaking: Speaking): Promise<void> };

/**
 * Everything that converses: mentions, direct messages, threads, `/ask`, buttons, thumbs, edited and deleted questions. Listeners may be
 * called again with the same `context.jobKey` and do nothing twice. docs/decisions/008-slack.md
 */
export function registerTalk(app: App, parts: TalkParts): Asking {
  const talk = createTalk(parts);
  listenToMessages(app, talk);
  listenToChanges(app, talk);
  listenToCommand(app, talk);
  listenToPresses(app, talk);
  listenToTableFiles(app, talk);
  listenToThumbs(app, talk);
  listenToWelcome(app, talk);
  return { askDirectly: (words, speaking) => askDirectly(words, speaking, talk) };
}
