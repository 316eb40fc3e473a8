import type { AllMiddlewareArgs, App, RespondFn, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { AskerError } from '../../../core/errors.ts';
import { formatCount } from '../../../core/format.ts';
import type { Viewer, WaitingTickets } from '../../../core/ticket-card.ts';
import { pack } from '../blocks/fit.ts';
import { inMessages } from '../blocks/in-messages.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { asides, fallback, prose } from '../blocks/words.ts';
import { sayAside } from '../talk/answer-aside.ts';
import { personNamed, readWords } from '../talk/read-words.ts';
import { type Speaking, speakingIn } from '../talk/talk.ts';
import type { SlackTicketsParts } from '../tickets/register-tickets.ts';
import { counter, factsOf, renderHead, renderSection, titleOf } from '../tickets/render-card.ts';

export type SlackEscalateParts = SlackTicketsParts & {
  /** Who is on call, or one rotation's turns, a sentence each. Throws AskerError where there is none of that name. */
  onCall(rotation: string): Promise<readonly string[]>;
  /** Puts somebody on call from now on, and says so; null for words that don't ask for that. */
  cover(words: string, viewer: Viewer): Promise<readonly string[] | null>;
  /** Somebody by the name the team knows them by; null: it knows none. */
  agentOf(user: string, speaking: Speaking): Promise<string | null>;
  /** What was done about a ticket, a sentence each; also about one that is gone, by its id. */
  audit(words: string): Promise<readonly string[]>;
};

const PART = 'escalation';

/** `/escalate`, `/oncall` and `/audit`, answered to whoever asks. */
export function registerEscalate(app: App, parts: SlackEscalateParts): void {
  app.command(
    '/escalate',
    answering(async (text, speaking) => {
      const viewer = await parts.viewerOf(speaking);
      viewer.check('escalate');
      if (/^(?:|list|open)$/i.test(text)) {
        const groups = await parts.tickets.waiting(viewer);
        return renderWaiting(
          groups.filter(({ part }) => part === PART),
          parts,
        );
      }
      const [ticket = '', ...reason] = text.trim().split(/\s+/);
      const words = reason.join(' ');
      const press = { act: 'escalate', value: '', words, key: `slack:${speaking.jobKey}` };
      return [renderNotice(await parts.tickets.press(ticket, PART, press, viewer))];
    }, parts),
  );

  app.command(
    '/oncall',
    answering(async (text, speaking) => {
      const viewer = await parts.viewerOf(speaking);
      viewer.check('oncall');
      const covered = await parts.cover(text, viewer);
      return inMessages('On call', covered ?? (await parts.onCall(text)));
    }, parts),
  );

  app.command(
    '/audit',
    answering(async (text, speaking) => {
      (await parts.viewerOf(speaking)).check('audit');
      if (text === '') throw new AskerError('Which ticket? Say its number, such as “/audit 4312”.');
      const entries = await parts.audit(text);
      return entries.length === 0
        ? [renderNotice(`Nothing was done about ${text}.`)]
        : inMessages(`What was done about ${text}`, entries);
    }, parts),
  );
}

type Listener = (args: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => Promise<void>;

function answering(
  answer: (words: string, speaking: Speaking) => Promise<readonly SlackMessage[]>,
  { agentOf }: Pick<SlackEscalateParts, 'agentOf'>,
): Listener {
  return async ({ ack, command, respond, ...request }) => {
    await ack();
    const speaking = speakingIn(request, command.user_id);
    const messages = await answer(await wordsOf(command.text, speaking, agentOf), speaking);
    await sayAll(messages, respond, speaking);
  };
}

function wordsOf(
  text: string,
  speaking: Speaking,
  agentOf: SlackEscalateParts['agentOf'],
): Promise<string> {
  const { us, client } = speaking;
  const inSlack = personNamed(client);
  return readWords(text, {
    us,
    nameOf: async (user) => (await agentOf(user, speaking)) ?? inSlack(user),
  });
}

async function sayAll(
  messages: readonly SlackMessage[],
  respond: RespondFn,
  speaking: Speaking,
): Promise<void> {
  for (const message of messages) await sayAside(respond, message, speaking);
}

function renderWaiting(
  groups: readonly WaitingTickets[],
  { zone }: Pick<SlackTicketsParts, 'zone'>,
): readonly SlackMessage[] {
  const nth = counter();
  const blocks = groups.flatMap(({ title, empty, tickets, unshown }) => [
    ...prose([`**${title}**`]),
    ...(tickets.length === 0 ? asides([empty]) : []),
    ...tickets.flatMap(({ ticket, section }) => [
      ...renderHead(ticket),
      ...asides([factsOf(ticket, zone)]),
      ...renderSection(section, ticket.id, nth),
    ]),
    ...(unshown > 0 ? asides([`and ${formatCount(unshown)} more`]) : []),
  ]);
  const said = groups.flatMap(({ title, empty, tickets }) => [
    title,
    ...(tickets.length === 0 ? [empty] : tickets.map(({ ticket }) => titleOf(ticket))),
  ]);
  return pack(blocks).map((each) => ({ text: fallback(said), blocks: each }));
}
