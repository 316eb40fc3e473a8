import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type {
  CardButton,
  CardSection,
  CardTicket,
  Press,
  TicketPart,
  Viewer,
} from '../../core/ticket-card.ts';
import type { Draft, Suggestion } from './suggestion.ts';
import {
  NO_DRAFT,
  namedTickets,
  outcomeWords,
  problemWords,
  similarWords,
  sourceWords,
  verdictWords,
} from './suggestion-words.ts';
import type { Suggestions } from './suggestions.ts';
import { draftText, markedText } from './write/draft-text.ts';

export type SuggestionPartParts = {
  readonly suggestions: Suggestions;
  readonly clock: Clock;
  /** Calls whoever is on call, and says so; once for a press. */
  readonly escalate: (
    call: Readonly<Record<'ticketId' | 'by' | 'reason' | 'press', string>>,
  ) => Promise<string>;
};

/** What it is known by on a ticket's card. */
export const SUGGESTION_PART = 'suggestion';
const ABILITY = 'drafts';
const LONGEST_QUOTE = 300;

/** A suggested reply on a ticket's card, and all that can be done with it. */
export function suggestionPart({ suggestions, clock, escalate }: SuggestionPartParts): TicketPart {
  return {
    id: SUGGESTION_PART,
    async section(ticket, viewer) {
      if (!viewer.may(ABILITY)) return null;
      const suggestion = await suggestions.latest(ticket.id);
      if (!suggestion) return { title: 'Suggested reply', buttons: [SUGGEST] };
      return describe(suggestion, clock.now());
    },
    async act(press, ticket, viewer) {
      viewer.check(ABILITY);
      return carryOut(press, ticket, viewer, { suggestions, escalate });
    },
    async alert(ticket) {
      const suggestion = await suggestions.latest(ticket.id);
      // Those who are called in a hurry read no reply that is better not sent.
      if (!suggestion?.draft || suggestion.draft.verdict === 'escalate') return [];
      const text = draftText(suggestion.draft).replaceAll(/\s+/g, ' ');
      const quote = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
      const head = suggestion.draft.verdict === 'check' ? ' (check this)' : '';
      return [`Suggested reply${head}: “${quote}”`];
    },
  };
}

/** A suggestion as a section of a card. */
export function describe(suggestion: Suggestion, now: number): CardSection {
  const { draft, similar, history, warnings } = suggestion;
  const outcome = outcomeWords(suggestion);
  return {
    title: 'Suggested reply',
    lines: [
      ...(draft ? [verdictWords(draft)] : [NO_DRAFT]),
      ...(outcome === null ? [] : [outcome]),
      ...(draft?.problems ?? []).map(problemWords),
    ],
    texts: draft ? [{ head: headOf(draft), text: markedText(draft) }] : [],
    notes: [
      ...(draft?.sources ?? []).map((source) => {
        const { name, value } = sourceWords(source, now);
        return `[${name}] ${value}`;
      }),
      ...(draft?.reasons ?? []),
      ...warnings,
      ...(history === null ? [] : [`Customer: ${history}`]),
      ...similar.map((one) => `Similar: ${similarWords(one)}`),
    ],
    named: namedTickets(suggestion),
    buttons: buttonsOf(suggestion),
  };
}

function headOf({ by, tone }: Draft): string {
  const how = by === 'local' ? 'put together from past replies and documents' : `written by ${by}`;
  return `Draft, ${how}${tone === 'usual' ? '' : `, ${tone}`}. Marks such as [S1] name its sources and are not sent.`;
}

const SUGGEST: CardButton = { act: 'suggest', label: 'Suggest a reply', look: 'primary' };

function buttonsOf({ id, draft, outcome }: Suggestion): readonly CardButton[] {
  const escalate: CardButton = {
    act: 'escalate',
    label: 'Escalate',
    value: id,
    ask: { label: 'Why? Whoever is on call will read it.', isOptional: true },
  };
  const again: CardButton = { act: 'another', label: 'Another', value: id };
  if (!draft || outcome) return [again, escalate];
  const use: CardButton = {
    act: 'use',
    label: 'Use',
    value: id,
    confirm: 'It is written to the ticket as an internal note. The customer doesn’t get it yet.',
    ...(draft.verdict === 'good' && { look: 'primary' }),
  };
  return [
    use,
    {
      act: 'edit',
      label: 'Edit',
      value: id,
      ask: {
        ...{ label: 'The reply, as an internal note', text: draftText(draft), isLong: true },
        send: 'Write it to the ticket',
      },
    },
    { act: 'shorter', label: 'Shorter', value: id },
    { act: 'warmer', label: 'Warmer', value: id },
    again,
    { act: 'wrong', label: 'Wrong', value: id, ask: { label: 'What is wrong with it?' } },
    { ...escalate, ...(draft.verdict === 'escalate' && { look: 'primary' as const }) },
  ];
}

async function carryOut(
  { act, value, words, key }: Press,
  ticket: CardTicket,
  { name: by }: Viewer,
  { suggestions, escalate }: Omit<SuggestionPartParts, 'clock'>,
): Promise<string> {
  const made = async (suggestion: Promise<Suggestion>) => madeWords(await suggestion);
  switch (act) {
    case 'suggest':
      return made(suggestions.suggest(ticket.id, { by, key }));
    case 'shorter':
    case 'warmer':
      return made(suggestions.suggest(ticket.id, { by, key, tone: act }));
    case 'another':
      return made(suggestions.suggest(ticket.id, { by, key, isAnother: true }));
    case 'use':
      return (await suggestions.use(value, { by })).words;
    case 'edit':
      return (await suggestions.use(value, { by, text: words })).words;
    case 'wrong':
      return (await suggestions.reject(value, { by, reason: words })).words;
    case 'escalate':
      return escalate({
        ...{ ticketId: ticket.id, by, press: key },
        reason: words.trim() || 'no good reply is known',
      });
    default:
      throw new AskerError('That button is of an older version: open the ticket anew.');
  }
}

function madeWords({ draft }: Suggestion): string {
  return draft ? 'Here is a draft.' : 'There is nothing to make a draft of.';
}
