import { ageWords } from '../../core/days.ts';
import { formatCounted, formatScore, formatSeconds, formatShare } from '../../core/format.ts';
import { formatDate } from '../../core/format-time.ts';
import type { CardSection } from '../../core/ticket-card.ts';
import type { DraftSource, GroundingProblem, ProblemKind } from './draft.ts';
import type { Draft, SimilarTicket, Suggestion, Verdict } from './suggestion.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  good: 'Read it, then use it.',
  check: '**Check this** before you use it.',
  escalate: 'Better **escalate** it than answer like this.',
};

export const NO_DRAFT =
  'Nothing that is known answers this ticket, so there is no draft. Better **escalate** it, or answer it yourself: the next one like it will have your reply.';

/** How sure, and what to do about it. */
export function verdictWords({ confidence, verdict }: Draft): string {
  return `**${formatShare(confidence)} sure.** ${VERDICTS[verdict]}`;
}

const PROBLEMS: Readonly<Record<ProblemKind, string>> = {
  'no-source': 'has no source',
  unsupported: 'is not what its source says',
  promise: 'promises something',
  deed: 'tells what was done or came of it, which no source can know of this ticket',
  number: 'is a figure its source doesn’t have',
  date: 'is a day its source doesn’t have',
  name: 'is a name nobody gave',
  negation: 'is denied on one side and not on the other',
  link: 'is an address its source doesn’t have',
  mention: 'would call people',
};

export function problemWords({ kind, words }: GroundingProblem): string {
  return `“${words}” ${PROBLEMS[kind]}.`;
}

/** `S1`, and what it is, with its age. */
export function sourceWords(
  source: DraftSource,
  now: number,
): { readonly name: string; readonly value: string } {
  const what =
    source.kind === 'document' ? source.title : `${ticketWords(refOf(source.id))}, ${source.title}`;
  const when =
    source.updatedAt === null
      ? ''
      : `, ${formatDate(source.updatedAt)}${ageWords(source.updatedAt, now)}`;
  const place = source.place === null ? '' : ` (${source.place})`;
  return { name: source.mark, value: `${what}${place}${when}` };
}

const refOf = (id: string): string => id.slice(id.indexOf(':') + 1);

const ticketWords = (ref: string): string => `Ticket ${ref}`;

/** Past tickets that sources and similar tickets name, with the words they are named by. */
export function namedTickets({
  draft,
  similar,
}: Pick<Suggestion, 'draft' | 'similar'>): NonNullable<CardSection['named']> {
  const sources = (draft?.sources ?? []).filter(({ kind }) => kind === 'resolution');
  const ids = [...sources, ...similar].map(({ id }) => id);
  return [...new Set(ids)].map((id) => ({ words: ticketWords(refOf(id)), ticketId: id }));
}

/** A past ticket and how it ended. */
export function similarWords(one: SimilarTicket): string {
  const ending = [
    one.resolvedAt === null ? 'not resolved' : `resolved ${formatDate(one.resolvedAt)}`,
    ...(one.tookSeconds === null ? [] : [`after ${formatSeconds(one.tookSeconds)}`]),
    ...(one.agent === null ? [] : [`by ${one.agent}`]),
    ...(one.reopened > 0 ? [`reopened ${formatCounted(one.reopened, 'time')}`] : []),
    ...(one.rating === null ? [] : [`rated ${formatScore(one.rating)}`]),
  ];
  return `${ticketWords(one.ref)}${one.subject === null ? '' : `, ${one.subject}`}: ${ending.join(', ')}.`;
}

const OUTCOMES = { used: 'used', edited: 'changed and used', rejected: 'called wrong' } as const;

/** What became of it; null: nobody has said. */
export function outcomeWords({ outcome }: Suggestion): string | null {
  if (!outcome) return null;
  const why = outcome.reason === null ? '' : `: ${outcome.reason}`;
  return `It was ${OUTCOMES[outcome.kind]} by ${outcome.by}, ${formatDate(outcome.at)}${why}.`;
}
