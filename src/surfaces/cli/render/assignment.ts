import {
  holdingWords,
  loadWords,
  offerWords,
  openWords,
  pastWords,
  presenceWords,
  skillWords,
  tellOutcome,
  waitingWords,
  weighedWords,
  whyWords,
  writtenWords,
} from '../../../tickets/assign/assignment-words.ts';
import type { Assigned, AssignmentStory, Told } from '../../../tickets/assign/assignments.ts';
import type { MemberState } from '../../../tickets/assign/roster.ts';
import type { Terminal } from '../terminal.ts';
import { renderGrid } from './grid.ts';

export type Place = { readonly zone: string } & Pick<Terminal, 'paint' | 'width'>;

/** What came of it, and why not of everybody else where it waits. */
export function renderTold(told: Told, { zone, paint }: Place): string {
  const { headline, notes } = tellOutcome(told, zone);
  const { decision, waiting } = told.outcome;
  const against = waiting && decision ? decision.weighed : [];
  return lines([
    headline,
    ...notes.map((note) => paint.faint(`  ${note}`)),
    ...against.map((one) => `  ${one.name} ${weighedWords(one)}`),
  ]);
}

/** How a ticket came to whoever has it, with everybody who was weighed. */
export function renderStory(story: AssignmentStory, { zone, paint }: Place): string {
  const { ticket, holding, waiting, decisions, history } = story;
  const [decision] = decisions;
  const [latest] = history;
  const stands = holding ? holdingWords(holding, zone) : waiting && waitingWords(waiting, zone);
  return lines([
    paint.strong(`Ticket ${ticket.ref}${ticket.subject ? `  ${ticket.subject}` : ''}`),
    (stands ?? 'Deskhand has not assigned it.').replaceAll('**', ''),
    ...(holding && !holding.isAccepted ? [offerWords(holding, zone)] : []),
    ...(holding && latest ? writtenWords(latest, ticket.source) : []),
    ...[holding && whyWords(holding, decision)].filter((why) => why !== null),
    ...(decision?.weighed ?? []).map((one) => `  ${one.name} ${weighedWords(one)}`),
    ...history.map((past) => paint.faint(pastWords(past, zone))),
  ]);
}

export function renderAssigned(assigned: readonly Assigned[], { zone, paint }: Place): string {
  if (assigned.length === 0) return 'Deskhand has assigned nothing, and nothing waits.\n';
  return lines(
    assigned.flatMap(({ ticket, holding, waiting }) => [
      paint.strong(`${ticket.ref}${ticket.subject ? `  ${ticket.subject}` : ''}`),
      ...(holding ? [`  ${holdingWords(holding, zone)}`] : []),
      ...(waiting ? [`  ${waitingWords(waiting, zone)}`] : []),
    ]),
  ).replaceAll('**', '');
}

/** Everybody tickets can be given to, with what they have and whether they are here. */
export function renderTeam(team: readonly MemberState[], { zone, paint, width }: Place): string {
  if (team.length === 0)
    return 'There is nobody to assign to yet: list people in config/team.yaml.\n';
  const rows = team.map((state) => [
    state.member.name,
    loadWords({ load: state.load, capacity: state.member.capacity }),
    openWords(state.open),
    presenceWords(state, zone),
    skillWords(state.member),
  ]);
  const columns = [
    { heading: 'who', least: 12 },
    { heading: 'load', side: 'right' as const },
    { heading: 'has' },
    { heading: 'now', least: 14 },
    { heading: 'skills' },
  ];
  return `${renderGrid(columns, rows, { width, paint })}\n`;
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
