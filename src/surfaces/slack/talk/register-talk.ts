import type { App } from '@slack/bolt';
import { listenToChanges } from './listen/changes.ts';
import { listenToCommand } from './listen/command.ts';
import { listenToMessages } from './listen/messages.ts';
import { listenToPresses } from './listen/presses.ts';
import { listenToThumbs } from './listen/thumbs.ts';
import { listenToWelcome } from './listen/welcome.ts';
import { createTalk } from './talk.ts';
import type { TalkParts } from './talk-parts.ts';

/**
 * Everything that converses: mentions, direct messages, threads, `/ask`, buttons, thumbs, edited and deleted questions. Listeners may be
 * called again with the same `context.jobKey` and do nothing twice. docs/decisions/008-slack.md
 */
export function registerTalk(app: App, parts: TalkParts): void {
  const talk = createTalk(parts);
  listenToMessages(app, talk);
  listenToChanges(app, talk);
  listenToCommand(app, talk);
  listenToPresses(app, talk);
  listenToThumbs(app, talk);
  listenToWelcome(app, talk);
}
