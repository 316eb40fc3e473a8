import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { describePermissions } from '../../../bot/access/describe-permissions.ts';
import { buildHome } from '../../../bot/home/build-home.ts';
import type { TicketOrder } from '../../../bot/home/home.ts';
import type { Upkeep } from '../../../bot/upkeep.ts';
import { AppError } from '../../../core/errors.ts';
import type { SlackModal } from '../blocks/slack-message.ts';
import { isPastItsTrigger } from '../talk/listen/presses.ts';
import { type Speaking, speakingIn } from '../talk/talk.ts';
import { listenToDeskhand } from './deskhand-command.ts';
import { HOME_ACTIONS, HOME_ASK } from './home-actions.ts';
import { admitted, type HomeParts } from './home-parts.ts';
import { renderHome, renderHomeNotice } from './render-home.ts';
import {
  renderPermissions,
  renderProblem,
  renderRuns,
  renderTested,
  renderTesting,
} from './render-modals.ts';

const RUNS_SHOWN = 30;

/** The home tab, its buttons, and /deskhand. */
export function registerHome(app: App, parts: HomeParts): void {
  app.event('app_home_opened', async ({ event, client, context, body }) => {
    if (event.tab !== 'home') return;
    const speaking = speakingIn({ context, body: { ...body }, client }, event.user);
    await publish(speaking, orderIn(event.view), parts);
  });

  const onPress = (
    action: string | RegExp,
    work: (press: Press, speaking: Speaking) => Promise<void>,
  ): void => {
    app.action<BlockAction<ButtonAction>>(
      action,
      async ({ ack, body, action: { value = '' }, client, context }) => {
        await ack();
        const speaking = speakingIn({ context, body: { ...body }, client }, body.user.id);
        await work({ value, trigger: body.trigger_id, order: orderIn(body.view) }, speaking);
      },
    );
  };

  onPress(HOME_ACTIONS.refresh, ({ order }, speaking) => publish(speaking, order, parts));
  onPress(HOME_ACTIONS.order, ({ value }, speaking) => publish(speaking, readOrder(value), parts));
  onPress(HOME_ASK, ({ value }, speaking) => parts.askDirectly(value, speaking));
  onPress(HOME_ACTIONS.sync, async ({ order }, speaking) => {
    await admitted(speaking, 'sync', parts);
    const begun = parts.upkeep.sync();
    await publish(
      speaking,
      order,
      parts,
      `Reading ${begun.join(', ')} now. Press Refresh to see how far it is.`,
    );
  });
  onPress(HOME_ACTIONS.runs, async ({ trigger }, speaking) => {
    await admitted(speaking, 'run-log', parts);
    await open(
      speaking.client,
      trigger,
      renderRuns(await parts.upkeep.runs(RUNS_SHOWN), parts.zone),
    );
  });
  onPress(HOME_ACTIONS.permissions, async ({ trigger }, speaking) => {
    await admitted(speaking, 'permissions', parts);
    const shown = describePermissions(parts.permissions, parts.people);
    await open(speaking.client, trigger, renderPermissions(shown));
  });
  onPress(HOME_ACTIONS.test, async ({ trigger }, speaking) => {
    await admitted(speaking, 'connections', parts);
    const view_id = await open(speaking.client, trigger, renderTesting());
    if (view_id === null) return;
    await speaking.client.views.update({ view_id, view: await testedView(parts.upkeep) });
  });
  listenToDeskhand(app, parts);
}

type Press = { readonly value: string; readonly trigger: string; readonly order: TicketOrder };

async function publish(
  { client, user, team }: Speaking,
  order: TicketOrder,
  parts: HomeParts,
  notice: string | null = null,
): Promise<void> {
  const view = await homeView();
  await client.views.publish({ user_id: user, view });

  async function homeView() {
    try {
      const access = await parts.accessOf(user, team);
      const { hasSystems } = parts.upkeep;
      return renderHome(await buildHome({ access, order }, { ...parts, hasSystems }), notice);
    } catch (error) {
      // A page that stays empty tells nobody what is wrong.
      if (!(error instanceof AppError)) throw error;
      return renderHomeNotice(error.message);
    }
  }
}

async function testedView(upkeep: Upkeep): Promise<SlackModal> {
  try {
    return renderTested(await upkeep.test());
  } catch (error) {
    // The page that says it is being tried would say so for ever.
    if (!(error instanceof AppError)) throw error;
    return renderProblem('Connections', error.message);
  }
}

/** Gives its id; null where they have gone on to something else since. */
async function open(
  client: WebClient,
  trigger_id: string,
  view: SlackModal,
): Promise<string | null> {
  try {
    const { view: opened } = await client.views.open({ trigger_id, view });
    return opened?.id ?? null;
  } catch (error) {
    if (isPastItsTrigger(error)) return null;
    throw error;
  }
}

function orderIn(view: unknown): TicketOrder {
  const isView = typeof view === 'object' && view !== null && 'private_metadata' in view;
  return readOrder(isView ? String(view.private_metadata) : '');
}

const readOrder = (word: string): TicketOrder => (word === 'oldest' ? 'oldest' : 'newest');
