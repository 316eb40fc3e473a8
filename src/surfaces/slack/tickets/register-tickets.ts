import type { App, BlockAction, ButtonAction, RespondFn, StaticSelectAction } from '@slack/bolt';
import { AppError, AskerError } from '../../../core/errors.ts';
import type { TicketCard, TicketDesk, Viewer } from '../../../core/ticket-card.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { sayAside } from '../talk/answer-aside.ts';
import { directChannel } from '../talk/answer-privately.ts';
import { isPastItsTrigger } from '../talk/listen/presses.ts';
import { sayings } from '../talk/outlets.ts';
import { isShutOut } from '../talk/refusals.ts';
import { type Speaking, speakingIn } from '../talk/talk.ts';
import { CARD_ACTIONS, CARD_FORM, type CardAction, readCardAction } from './card-actions.ts';
import { formErrors, readCardForm, renderCardForm } from './card-form.ts';
import { renderCard } from './render-card.ts';
import { whileWaiting } from './while-waiting.ts';

export type SlackTicketsParts = {
  readonly tickets: TicketDesk;
  viewerOf(speaking: Speaking): Promise<Viewer>;
  readonly zone: string;
};

/** `/ticket NUMBER`, whatever opens a ticket, and every button of a card. What a press does is done once, however often it arrives. */
export function registerTickets(app: App, parts: SlackTicketsParts): void {
  const { tickets, zone } = parts;

  app.command('/ticket', async ({ ack, command, respond, ...request }) => {
    await ack();
    const speaking = speakingIn(request, command.user_id);
    const words = command.text.trim();
    if (words === '') throw new AskerError('Which ticket? Say its number, such as “/ticket 4312”.');
    await showCard(words, { respond, speaking }, parts);
  });

  app.action<BlockAction<ButtonAction | StaticSelectAction>>(
    CARD_ACTIONS.open,
    async ({ ack, body, action, respond, ...request }) => {
      await ack();
      const speaking = speakingIn({ ...request, body }, body.user.id);
      await showCard(chosenIn(action), { respond, speaking }, parts);
    },
  );

  for (const kind of ['press', 'choose'] as const) {
    app.action<BlockAction<ButtonAction | StaticSelectAction>>(
      CARD_ACTIONS[kind],
      async ({ ack, body, action, respond, ...request }) => {
        await ack();
        const speaking = speakingIn({ ...request, body }, body.user.id);
        const viewer = await parts.viewerOf(speaking);
        const { ticketId, part, act } = readCardAction(action.action_id);
        const press = { act, value: chosenIn(action), words: '', key: `slack:${speaking.jobKey}` };
        const told = await whileWaiting(tickets.press(ticketId, part, press, viewer), () =>
          sayAside(respond, renderNotice('One moment …'), speaking),
        );
        const card = await tickets.card(ticketId, viewer);
        if (body.container.is_ephemeral === true) {
          const { text, blocks } = sayings(renderCard(card, { zone, told }));
          await respond({ response_type: 'ephemeral', replace_original: true, text, blocks });
        } else await sayAside(respond, renderOutcome(told, card, { part, zone }), speaking);
      },
    );
  }

  app.action<BlockAction<ButtonAction>>(
    CARD_ACTIONS.ask,
    async ({ ack, body, action, ...request }) => {
      await ack();
      const speaking = speakingIn({ ...request, body }, body.user.id);
      const pressed = readCardAction(action.action_id);
      const button = await buttonOf(pressed, action.value, speaking, parts);
      const { ticketId, part, act } = pressed;
      const value = action.value ?? '';
      const origin = { ticketId, part, act, value, channel: body.channel?.id ?? null };
      const view = renderCardForm(button, origin);
      try {
        await speaking.client.views.open({ trigger_id: body.trigger_id, view });
      } catch (error) {
        if (!isPastItsTrigger(error)) throw error; // they have gone on to something else since
      }
    },
  );

  // It is done before it is acknowledged: nobody sends it again.
  app.view(CARD_FORM, async ({ ack, body, view, ...request }) => {
    const speaking = speakingIn({ ...request, body }, body.user.id);
    const { ticketId, part, act, value, words, channel } = readCardForm(view);
    try {
      const viewer = await parts.viewerOf(speaking);
      const press = { act, value, words, key: `slack:${view.id}` };
      const told = await tickets.press(ticketId, part, press, viewer);
      await ack();
      await tell(told, channel, speaking);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await ack({ response_action: 'errors', errors: formErrors(error.message) });
    }
  });
}

/** What was done, in a message that stays as it is for everybody: where it made a text, with the text. */
function renderOutcome(
  told: string,
  { ticket, sections }: TicketCard,
  { part, zone }: { readonly part: string; readonly zone: string },
): SlackMessage {
  const own = sections.filter((one) => one.part === part && (one.texts ?? []).length > 0);
  return own.length > 0
    ? renderCard({ ticket, sections: own }, { zone, told })
    : renderNotice(told);
}

async function showCard(
  words: string,
  { respond, speaking }: { readonly respond: RespondFn | undefined; readonly speaking: Speaking },
  { tickets, viewerOf, zone }: SlackTicketsParts,
): Promise<void> {
  const card = await tickets.card(words, await viewerOf(speaking));
  const message = renderCard(card, { zone });
  if (respond) return sayAside(respond, message, speaking);
  // On the home tab nothing can be said beside what is there.
  const { client, user } = speaking;
  const channel = await directChannel(client, user);
  await client.chat.postMessage({ channel, ...sayings(message) });
}

/** A button as it is now, with what it asks for. */
async function buttonOf(
  { ticketId, part, act }: CardAction,
  value: string | undefined,
  speaking: Speaking,
  { tickets, viewerOf }: SlackTicketsParts,
) {
  const { sections } = await tickets.card(ticketId, await viewerOf(speaking));
  const section = sections.find((one) => one.part === part);
  const button = section?.buttons?.find(
    (one) => one.act === act && (one.value ?? '') === (value ?? ''),
  );
  if (!button?.ask)
    throw new AskerError(
      'That has changed since: open the ticket anew, such as with “/ticket 4312”.',
    );
  return { label: button.label, ask: button.ask };
}

async function tell(
  words: string,
  channel: string | null,
  { client, user }: Speaking,
): Promise<void> {
  const message = sayings(renderNotice(words));
  if (channel === null) {
    await client.chat.postMessage({ channel: await directChannel(client, user), ...message });
    return;
  }
  await client.chat.postEphemeral({ channel, user, ...message }).catch(async (error: unknown) => {
    if (!isShutOut(error)) throw error;
    await client.chat.postMessage({ channel: await directChannel(client, user), ...message });
  });
}

function chosenIn(action: ButtonAction | StaticSelectAction): string {
  return action.type === 'static_select' ? action.selected_option.value : (action.value ?? '');
}
