import type { FollowUp } from '../../../core/answer.ts';
import { actions, askButtons } from './buttons.ts';
import { pack } from './fit.ts';
import type { SlackBlock, SlackMessage } from './slack-message.ts';
import { asides, fallback, prose } from './words.ts';

/** What can be asked, for somebody who only said the name: with questions that work on the data there is. */
export function renderHelp(suggestions: readonly FollowUp[]): SlackMessage {
  const lead =
    'Ask me about your tickets and chats in your own words, here or in any thread I’m in.';
  const ways =
    'Go on in the thread without mentioning me: “and for chats?”, “only billing”, “why?”. /ask answers only you.';
  const isEmpty = suggestions.length === 0;
  return message(
    [
      lead,
      isEmpty ? '' : `For instance: ${suggestions.map(({ question }) => question).join(' · ')}`,
      ways,
    ],
    [
      ...prose([`**${lead}**`]),
      ...actions(askButtons(suggestions)),
      ...asides([isEmpty ? 'There is no data yet to ask about.' : '', ways]),
    ],
  );
}

/** What went wrong, in the words of its error; a reference where somebody has to look it up in the log. */
export function renderError(words: string, referenceId: string | null): SlackMessage {
  const reference = referenceId === null ? '' : `Reference ${referenceId}`;
  return message([words, reference], [...prose([words]), ...asides([reference])]);
}

/** Stands where the answer will be, while it is worked out. */
export function renderWorking(words = 'Looking at the data …'): SlackMessage {
  return message([words], asides([words]));
}

function message(said: readonly string[], blocks: readonly SlackBlock[]): SlackMessage {
  const [first = []] = pack(blocks);
  return { text: fallback(said), blocks: first };
}
