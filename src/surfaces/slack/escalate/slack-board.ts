import { AskerError } from '../../../core/errors.ts';
import type { Noticeboard } from '../../../core/messenger.ts';
import type { Alert } from '../../../core/ticket-card.ts';
import type { Place } from '../calls/places.ts';
import { createSlackNoticeboard, type SlackNoticeboardParts } from '../calls/slack-noticeboard.ts';
import { isDirect } from '../talk/conversation.ts';
import { type Called, renderAlert } from './render-alert.ts';

type SlackBoardParts = SlackNoticeboardParts & { readonly zone: string };

/** Alerts in Slack. Whoever is called is notified where others read along; alone with us they know. */
export function createSlackBoard(parts: SlackBoardParts): Noticeboard<Alert> {
  return createSlackNoticeboard(parts, {
    eventType: 'deskhand_alert',
    async render(alert, place) {
      const called = isDirect(place.channel) ? [] : await peopleIn(alert, place, parts);
      return renderAlert(alert, { called, zone: parts.zone });
    },
  });
}

/** Whoever Slack doesn't know is named in words. */
async function peopleIn(
  { called }: Alert,
  { client, us }: Place,
  { findPerson }: SlackBoardParts,
): Promise<readonly Called[]> {
  return Promise.all(
    called.map(async (name) => {
      const user = await findPerson(name, client, us.team).catch((error: unknown) => {
        if (error instanceof AskerError) return null;
        throw error;
      });
      return { name, user };
    }),
  );
}
