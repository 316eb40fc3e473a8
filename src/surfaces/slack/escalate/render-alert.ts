import type { RichTextElement } from '@slack/types';
import type { Alert } from '../../../core/ticket-card.ts';
import { pack, shorten } from '../blocks/fit.ts';
import type { SlackBlock, SlackMessage } from '../blocks/slack-message.ts';
import { asides, fallback, oneLine, points } from '../blocks/words.ts';
import { counter, factsOf, renderHead, renderSection, titleOf } from '../tickets/render-card.ts';

/** Somebody who is called: by their Slack id, where it is known. */
export type Called = { readonly name: string; readonly user: string | null };

const LINE = 500;

/** A call for help: who is called, for what, why, what to know at once, and what can be done. `called` only where others read along. */
export function renderAlert(
  alert: Alert,
  { called, zone }: { readonly called: readonly Called[]; readonly zone: string },
): SlackMessage {
  const { ticket, ref, section, about, isBrief } = alert;
  const title = ticket ? titleOf(ticket) : ref === '' ? 'A ticket' : `Ticket ${ref}`;
  const said = [callWords(alert, called), title, ...(section.lines ?? []), ...about];
  const [status = ''] = section.lines ?? [];
  const blocks = isBrief
    ? [...callBlock(alert, called), ...asides([status])]
    : [
        ...callBlock(alert, called),
        ...(ticket ? [...renderHead(ticket), ...asides([factsOf(ticket, zone)])] : asides([title])),
        ...points(about.map((one) => shorten(oneLine(one), LINE))),
        ...renderSection({ ...section, title: 'Call for help' }, ticket?.id ?? ref, counter()),
      ];
  const [first = []] = pack(blocks);
  return { text: fallback(said.filter((one) => one !== '')), blocks: first };
}

const wordsAfter = ({ isReminder }: Alert): string =>
  isReminder ? ': still nobody has answered.' : ': you are called.';

function callWords(alert: Alert, called: readonly Called[]): string {
  if (called.length === 0) return alert.isReminder ? 'Still nobody has answered.' : '';
  return `${called.map(({ name }) => name).join(', ')}${wordsAfter(alert)}`;
}

/** Who is called stands first, so that it is them who are notified. */
function callBlock(alert: Alert, called: readonly Called[]): SlackBlock[] {
  if (called.length === 0) return asides([callWords(alert, called)]);
  const people = called.flatMap(({ name, user }, at): RichTextElement[] => [
    ...(at === 0 ? [] : [{ type: 'text' as const, text: ', ' }]),
    user === null
      ? { type: 'text', text: shorten(oneLine(name), 100), style: { bold: true } }
      : { type: 'user', user_id: user },
  ]);
  const after = { type: 'text' as const, text: wordsAfter(alert) };
  return [
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [...people, after] }] },
  ];
}
