import type { Button, RichTextSection } from '@slack/types';
import { formatZone, toLocal } from '../../../core/format-time.ts';
import type { DigestView } from '../../../digests/digests.ts';
import { actions } from '../blocks/buttons.ts';
import { pack } from '../blocks/fit.ts';
import type { SlackBlock, SlackMessage } from '../blocks/slack-message.ts';
import { asides, fallback, oneLine, plain, points, prose } from '../blocks/words.ts';
import { whenWords } from './render-digest-part.ts';
import { readSlackAddress } from './slack-address.ts';

const HOW =
  'Say “post this every weekday at 9” under an answer to make one. /digest preview, run, pause, resume, delete or here, and a name.';

/** All digests, each with what can be done with it; in as many messages as they take. */
export function renderDigestList(digests: readonly DigestView[]): readonly SlackMessage[] {
  if (digests.length === 0)
    return [{ text: fallback([NONE, HOW]), blocks: [...prose([NONE]), ...asides([HOW])] }];
  const blocks = digests.flatMap((digest, at): SlackBlock[] => [
    ...prose([`**${oneLine(digest.title)}** (${digest.name})`]),
    whereAndWhen(digest),
    ...asides([digest.questions.join(' · '), ...lastWords(digest)]),
    ...actions(buttonsOf(digest, at)),
  ]);
  const said = digests.map(({ title, words }) => `${title}: ${words}`);
  return pack([...blocks, ...asides([HOW])]).map((each) => ({
    text: fallback(said),
    blocks: each,
  }));
}

const NONE = 'Nothing is posted by itself yet.';

/** What will be posted when, with a way back. */
export function renderMade(
  digest: DigestView,
  { isFixed, channel }: { readonly isFixed: boolean; readonly channel: string },
): SlackMessage {
  const when = `${digest.words} (${formatZone(digest.zone)})`;
  const first =
    digest.nextAt === null ? '' : `, first on ${momentWords(digest.nextAt, digest.zone)}`;
  const notes = [
    isFixed
      ? 'Its period has fixed dates, so it will tell the same days each time.'
      : 'Its figures will be those of the moment it is posted.',
    `It is called ${digest.name}.`,
  ];
  return {
    text: fallback([`I will post “${digest.title}” ${when}${first}.`, ...notes]),
    blocks: [
      {
        type: 'rich_text',
        elements: [
          sectionOf([
            text('I will post '),
            text(oneLine(digest.title), true),
            text(' in '),
            { type: 'channel', channel_id: readSlackAddress(channel).id },
            text(` ${when}${first}.`),
          ]),
        ],
      },
      ...asides(notes),
      ...actions([
        button('Preview', 'digest_preview', digest.name),
        button('Undo', 'digest_undo', digest.name),
      ]),
    ],
  };
}

/** One question back; each button makes the digest at once. `valueOf`: what a choice's button says back. */
export function renderUnclear(
  question: string,
  choices: readonly { readonly label: string; readonly value: string }[],
): SlackMessage {
  const buttons = choices.map(({ label, value }, at) =>
    button(label.charAt(0).toUpperCase() + label.slice(1), `digest_make_${at}`, value),
  );
  return {
    text: fallback([question, ...choices.map(({ label }) => label)]),
    blocks: [...prose([question]), ...actions(buttons)],
  };
}

/** What would stand in a digest's thread, a line each. */
export function renderOutline(lines: readonly { title: string; headline: string }[]): SlackBlock[] {
  const sentences = lines.map(({ title, headline }) => `${title}: ${headline}`);
  return [...asides(['Below it, in its thread:']), ...points(sentences)];
}

/** "Monday, 23 Nov 2026 09:00" */
function momentWords(instant: string, zone: string): string {
  return whenWords(toLocal(instant, zone));
}

function whereAndWhen({ channel, words, zone, paused, nextAt }: DigestView): SlackBlock {
  const when = `${words} (${formatZone(zone)})`;
  const state = paused
    ? ', paused'
    : nextAt === null
      ? ''
      : `, next on ${momentWords(nextAt, zone)}`;
  const place =
    channel === null
      ? [text(`${when}. Off: say “/digest here” and its name where it is to be posted.`)]
      : [
          text(`${when} in `),
          { type: 'channel' as const, channel_id: readSlackAddress(channel).id },
          text(state),
        ];
  return { type: 'rich_text', elements: [sectionOf(place)] };
}

const ENDED = {
  posted: 'posted',
  empty: 'there was nothing to say',
  skipped: 'missed for too long',
  failed: 'could not be posted',
};

function lastWords({ runs }: DigestView): readonly string[] {
  const [last] = runs;
  if (!last) return [];
  const why = last.problem ? ` (${last.problem})` : '';
  return [
    `Last: ${whenWords(last.slot.local)}, ${ENDED[last.state]}${last.late ? ' late' : ''}${why}`,
  ];
}

function buttonsOf({ name, channel, paused, from }: DigestView, at: number): Button[] {
  return [
    button('Preview', `digest_preview_${at}`, name),
    ...(channel === null ? [] : [button('Post now', `digest_run_${at}`, name)]),
    ...(channel === null
      ? []
      : [
          paused
            ? button('Resume', `digest_resume_${at}`, name)
            : button('Pause', `digest_pause_${at}`, name),
        ]),
    ...(from === 'chat' ? [button('Delete', `digest_remove_${at}`, name)] : []),
  ];
}

function button(label: string, actionId: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: plain(label, 75), value };
}

function text(words: string, bold = false) {
  return { type: 'text' as const, text: words, ...(bold && { style: { bold } }) };
}

function sectionOf(elements: RichTextSection['elements']): RichTextSection {
  return { type: 'rich_text_section', elements };
}
