import { formatCounted } from '../../core/format.ts';
import { formatInstant } from '../../core/format-time.ts';
import { OUTBOX_WORDS } from '../../sources/sync/sync-words.ts';
import type { Decision, EndKind, Holding, How, Waiting, Weighed } from './assignment.ts';
import type { PastAssignment, Told } from './assignments.ts';
import type { Absence, MemberState } from './roster.ts';

/** What came of a wish: a sentence, and what else has to be known. */
export function tellOutcome(
  { ticket, outcome, unwritten }: Told,
  zone: string,
): { readonly headline: string; readonly notes: readonly string[] } {
  const { holding, waiting, caveats, decision, isChanged } = outcome;
  const what = `ticket ${ticket.ref}`;
  const notes = [
    ...caveats.map((words) => `Mind that ${words}.`),
    ...(holding && isOffered(holding) ? [offerWords(holding, zone)] : []),
    ...(unwritten === null || decision === null ? [] : [`Not written back: ${unwritten}.`]),
  ];
  if (waiting)
    return {
      headline: `${isChanged ? 'T' : 'As before, t'}icket ${ticket.ref} waits: ${waiting.reason}.`,
      notes: ['It goes to the first who can have it.'],
    };
  if (!holding) return { headline: `Nobody has ${what}.`, notes };
  if (!isChanged) return { headline: `${holding.member} has ${what} already.`, notes };
  if (decision === null)
    return { headline: `${holding.member} has ${what}, and has accepted it.`, notes };
  return { headline: `${holding.member} has ${what} now: ${decision.reason}.`, notes };
}

const isOffered = ({ isAccepted, acceptBy }: Holding): boolean => !isAccepted && acceptBy !== null;

/** “Goes on to somebody else at … unless it is accepted.” */
export function offerWords({ acceptBy }: Pick<Holding, 'acceptBy'>, zone: string): string {
  return acceptBy === null
    ? 'Not accepted yet.'
    : `Goes on to somebody else at ${timeOf(acceptBy, zone)} unless it is accepted.`;
}

/** “**Nova Lee** has it since 20 Nov 2026 10:00, accepted.” */
export function holdingWords({ member, since, how, isAccepted }: Holding, zone: string): string {
  const came =
    how === 'automatic' ? '' : `, ${how === 'reopened' ? 'as it was opened again' : how}`;
  return `**${member}** has it since ${timeOf(since, zone)}${came}${isAccepted ? '; accepted' : ''}.`;
}

/** Why they have it, where nobody said who; null: it is said how they came to it. */
export function whyWords({ how, member }: Holding, decision: Decision | undefined): string | null {
  const isChosen = how === 'automatic' && decision?.assignee === member;
  return isChosen ? `Why: ${decision.reason}.` : null;
}

export function waitingWords({ since, reason }: Waiting, zone: string): string {
  return `**It waits** since ${timeOf(since, zone)}: ${reason}.`;
}

/** What is said of one of those who were weighed: what speaks against them, or what they have. */
export function weighedWords({ whyNot, load, capacity, level }: Weighed): string {
  if (whyNot.length > 0) return whyNot.map(({ words }) => words).join('; ');
  const skilled = level > 0 ? `, skill ${level}` : '';
  return `could have it: ${loadWords({ load, capacity })}${skilled}`;
}

export function loadWords({ load, capacity }: Pick<Weighed, 'load' | 'capacity'>): string {
  return `${rounded(load)} of ${rounded(capacity)}`;
}

/** “away until 23 Nov 2026 09:00”, “off shift”, “here”; closed accounts and those tickets come to by hand only are said so. */
export function presenceWords(
  { absence, isOnShift, isActive, member }: MemberState,
  zone: string,
): string {
  const words = [
    ...(absence
      ? [`away${absence.until === null ? '' : ` until ${timeOf(absence.until, zone)}`}`]
      : []),
    ...(absence?.note ? [absence.note] : []),
    ...(isActive ? [] : ['no active account']),
    ...(isOnShift ? [] : ['off shift']),
    ...(member.isInLine ? [] : ['by hand only']),
  ];
  return words.length > 0 ? words.join(', ') : 'here';
}

const ENDED: Readonly<Record<EndKind, string>> = {
  declined: 'declined',
  lapsed: 'not accepted in time',
  'handed over': 'handed over',
  replaced: 'given to somebody else',
  resolved: 'resolved',
  'went away': 'went away before accepting',
  moved: 'changed in the support system',
  gone: 'the ticket is gone',
};

/** “Nova Lee, given by Kim, 20 Nov 2026 10:00 – 20 Nov 2026 11:00: declined, too busy” */
export function pastWords(past: PastAssignment, zone: string): string {
  const { member, how, assignedBy, assignedAt, endedAt, ended, note } = past;
  const own = assignedBy === member ? 'took it' : `given by ${assignedBy}`;
  const by = {
    ...{ automatic: 'automatic', reopened: 'reopened', 'by hand': own },
    'handed over': `handed over by ${assignedBy}`,
  }[how];
  const from = formatInstant(assignedAt, zone);
  const until = endedAt === null ? 'from' : '';
  const stretch =
    endedAt === null ? `${until} ${from}` : `${from} – ${formatInstant(endedAt, zone)}`;
  const end = ended === null ? '' : `: ${ENDED[ended]}${note ? `, ${note}` : ''}`;
  return `${member}, ${by}, ${stretch}${end}`;
}

/** How an assignment stands for whoever it was made to. */
export type Standing = {
  readonly member: string;
  readonly how: How;
  readonly by: string;
  readonly reason: string | null;
  /** Milliseconds since the epoch; null: it stays theirs. */
  readonly acceptBy: number | null;
  readonly state: 'offered' | 'accepted' | 'over';
  readonly ended: EndKind | null;
  readonly note: string | null;
};

/** The same, said to them. */
export function standingWords(
  { how, by, reason, acceptBy, state, ended, note }: Standing,
  ref: string,
  zone: string,
): { readonly headline: string; readonly lines: readonly string[] } {
  if (state === 'over') {
    const why = ended === null ? '' : `: ${ENDED[ended]}${note ? `, ${note}` : ''}`;
    return { headline: `Ticket ${ref} is not with you any more${why}.`, lines: [] };
  }
  const came: Readonly<Record<How, string>> = {
    automatic: `Ticket ${ref} is yours`,
    'by hand': `${by} gave you ticket ${ref}`,
    'handed over': `${by} handed ticket ${ref} over to you`,
    reopened: `Ticket ${ref} was opened again, and is yours as before`,
  };
  const why = how === 'automatic' && reason !== null ? [`Why you: ${reason}.`] : [];
  const offer = acceptBy === null ? [] : [offerWords({ acceptBy }, zone)];
  return {
    headline: `${came[how]}.`,
    lines: state === 'accepted' ? ['You have accepted it.'] : [...why, ...offer],
  };
}

/** How far telling the support system and whoever has it has come; nothing where there was nothing to tell. */
export function writtenWords(
  { unwritten, untold, written }: Pick<PastAssignment, 'unwritten' | 'untold' | 'written'>,
  source: string,
): readonly string[] {
  const problem = written?.problem && written.state !== 'done' ? `; ${written.problem}` : '';
  return [
    ...(unwritten === null ? [] : [`Not written back: ${unwritten}.`]),
    ...(written === null
      ? []
      : [`Written back to ${source}: ${OUTBOX_WORDS[written.state]}${problem}.`]),
    ...(untold === null ? [] : [`No message about it: ${untold}`]),
  ];
}

/** “3 open tickets, 2 urgent” */
export function openWords(open: MemberState['open']): string {
  const total = Object.values(open).reduce((sum, count) => sum + count, 0);
  const { urgent = 0 } = open;
  return `${formatCounted(total, 'open ticket')}${urgent > 0 ? `, ${urgent} urgent` : ''}`;
}

/** “Nova Lee is away until … . What they have stays with them: 3 open tickets.” By the clocks they said it by. */
export function awayWords(
  { member, until }: Pick<Absence, 'member' | 'until'>,
  team: readonly MemberState[],
  zone: string,
): string {
  const state = team.find((one) => one.member.name === member);
  const own = state?.member.zone ?? zone;
  const place = own === zone ? '' : ` (${own})`;
  const end = until === null ? 'they are back' : `${timeOf(until, own)}${place}`;
  const away = `${member} is away until ${end}: no tickets come to them by themselves.`;
  const { open = {} } = state ?? {};
  return Object.values(open).some((count) => count > 0)
    ? `${away} What they have stays with them: ${openWords(open)}.`
    : away;
}

/** “german 3, billing” */
export function skillWords({ skills }: Pick<MemberState['member'], 'skills'>): string {
  return Object.entries(skills)
    .map(([skill, level]) => (level > 1 ? `${skill} ${level}` : skill))
    .join(', ');
}

function timeOf(at: number, zone: string): string {
  return formatInstant(new Date(at).toISOString(), zone);
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
