import type { FollowUp } from '../../../core/answer.ts';
import { askButtons } from './buttons.ts';
import { pack } from './fit.ts';
import type { SlackBlock, SlackMessage } from './slack-message.ts';
import { asides, fallback, oneLine, plain, prose } from './words.ts';

const LEAD = 'Ask me about your tickets and chats';
const WAYS =
  'Go on in the thread without mentioning me: “and for chats?”, “only billing”, “compare to last month”. With /ask only you see the answer.';

/** What can be asked, for somebody who only said the name: with questions that work on the data there is. */
export function renderHelp(suggestions: readonly FollowUp[]): SlackMessage {
  const examples = askButtons(suggestions).map(
    (button): SlackBlock => ({
      type: 'section',
      text: plain(oneLine(button.value ?? '')),
      accessory: { ...button, text: plain('Ask') },
    }),
  );
  const next = examples.length > 0 ? 'For example:' : 'There is no data to ask about yet.';
  return message(
    [`${LEAD} in your own words. ${next}`, ...suggestions.map(({ question }) => question), WAYS],
    [...prose([`**${LEAD}** in your own words. ${next}`]), ...examples, ...asides([WAYS])],
  );
}

/** What went wrong, in the words of its error; a reference where somebody has to look it up in the log. */
export function renderError(words: string, referenceId: string | null): SlackMessage {
  const reference = referenceId === null ? '' : `Reference ${referenceId}`;
  return message([words, reference], [...prose([words]), ...asides([reference])]);
}

/** A line in small type about what was done. */
export function renderNotice(words: string): SlackMessage {
  return message([words], asides([words]));
}

function message(said: readonly string[], blocks: readonly SlackBlock[]): SlackMessage {
  const [first = []] = pack(blocks);
  return { text: fallback(said), blocks: first };
}
