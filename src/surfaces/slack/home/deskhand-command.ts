import type { App } from '@slack/bolt';
import { articled } from '../../../bot/home/build-home.ts';
import { sourceCards } from '../../../bot/home/source-cards.ts';
import type { Access } from '../../../core/access.ts';
import { shorten } from '../blocks/fit.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { fallback, points, prose } from '../blocks/words.ts';
import { sayAside } from '../talk/answer-aside.ts';
import { type Speaking, speakingIn } from '../talk/talk.ts';
import { admitted, type HomeParts } from './home-parts.ts';

const LONGEST_WORD = 60;
const HELP = [
  '**/deskhand status** how fresh the figures are',
  '**/deskhand whoami** your role, and which agent you are',
  '**/deskhand sync** reads the support systems now (admins)',
  '**/ask** a question, answered to you alone',
  '**/digest** what is posted by itself',
  '**/ticket** and a number: a ticket, and what can be done about it',
  '**/escalate** calls whoever is on call for a ticket; **/oncall** says who that is, **/audit** what was done about one',
  '**/assign** gives a ticket to whoever is best, or to somebody; **/away** says that you are not here',
  '**/suggest-reply** and a number: a draft with its sources; **/kb** what such drafts are made from',
];

/** `/deskhand help | status | sync | whoami`, answered to whoever asks. */
export function listenToDeskhand(app: App, parts: HomeParts): void {
  app.command('/deskhand', async ({ ack, command, respond, client, context, body }) => {
    await ack();
    const speaking = speakingIn({ context, body: { ...body }, client }, command.user_id);
    const message = await answer(command.text.trim().toLowerCase(), speaking, parts);
    await sayAside(respond, message, speaking);
  });
}

async function answer(word: string, speaking: Speaking, parts: HomeParts): Promise<SlackMessage> {
  switch (word) {
    case 'status':
      await admitted(speaking, 'about', parts);
      return status(parts);
    case 'whoami':
      return whoAmI(await parts.accessOf(speaking.user, speaking.team));
    case 'sync': {
      await admitted(speaking, 'sync', parts);
      const begun = parts.upkeep.sync();
      return renderNotice(
        `Reading ${begun.join(', ')} now. “/deskhand status” says how far it is.`,
      );
    }
    case '':
    case 'help':
      return lines(
        'Deskhand answers questions about your tickets and chats. Mention it, or write to it.',
        HELP,
      );
    default:
      return lines(`I don’t know “/deskhand ${shorten(word, LONGEST_WORD)}”. These I do:`, HELP);
  }
}

async function status({ workspace, clock, zone }: HomeParts): Promise<SlackMessage> {
  const { facts } = await workspace.knowledge();
  const sources = sourceCards(facts, { now: clock.now(), zone });
  if (sources.length === 0) return lines('Nothing has been read or imported yet.', []);
  const each = sources.map(({ label, words }) => `**${label}** ${words}`);
  return lines('Where the figures come from:', each);
}

function whoAmI({ role, agent, person }: Access): SlackMessage {
  const known =
    agent === null
      ? 'No agent in the data has your e-mail address: “my tickets” needs it beside your name in config/team.yaml.'
      : `In the data you are **${agent}**: that is who “my” means.`;
  return lines(`You are ${articled(role)} here.`, [known, `Your member id is ${person}.`]);
}

function lines(first: string, rest: readonly string[]): SlackMessage {
  return { text: fallback([first, ...rest]), blocks: [...prose([first]), ...points(rest)] };
}
