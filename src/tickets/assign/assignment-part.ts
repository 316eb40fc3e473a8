import { AskerError } from '../../core/errors.ts';
import type {
  CardButton,
  CardSection,
  Press,
  TicketNotice,
  TicketPart,
  Viewer,
} from '../../core/ticket-card.ts';
import type { AssignDesk } from './assign-desk.ts';
import type { Holding } from './assignment.ts';
import {
  holdingWords,
  loadWords,
  offerWords,
  pastWords,
  presenceWords,
  tellOutcome,
  waitingWords,
  weighedWords,
  whyWords,
  writtenWords,
} from './assignment-words.ts';
import type { AssignmentStory, Told } from './assignments.ts';
import type { MemberState } from './roster.ts';

type Place = { readonly zone: string };

const PART = 'assignment';
/** To whoever is best, among the names of members. */
const BEST = '*';
const PAST_SHOWN = 5;

/** Who has a ticket, why they and nobody else, and what can be done about it. */
export function assignmentPart(desk: AssignDesk, { zone }: Place): TicketPart {
  return {
    id: PART,
    async section(ticket, viewer) {
      const story = await desk.why(ticket.id, viewer);
      const mayTake = viewer.may('own-tickets') && ticket.resolvedAt === null;
      const team = mayTake ? await desk.team(viewer) : [];
      return sectionOf(story, { owner: ticket.agent, viewer, team, zone });
    },
    async act(press, ticket, viewer) {
      const told = await carryOut(press, ticket.id, viewer, desk);
      const { headline, notes } = tellOutcome(told, zone);
      return [headline, ...notes].join(' ');
    },
    waiting: {
      title: 'Wait for somebody',
      empty: 'No ticket waits for somebody.',
      async list(viewer) {
        const assigned = await desk.list(viewer);
        return assigned.flatMap(({ ticket, waiting }) => (waiting ? [ticket.id] : []));
      },
    },
  };
}

type Looking = Place & {
  /** In the support system. */
  readonly owner: string | null;
  readonly viewer: Viewer;
  /** Nobody: the ticket is over, or the viewer may only look. */
  readonly team: readonly MemberState[];
};

function sectionOf(story: AssignmentStory, looking: Looking): CardSection {
  const { zone } = looking;
  const { holding, waiting, decisions, history } = story;
  const [decision] = decisions;
  const isCurrent = holding !== null || waiting !== null;
  const [latest, ...earlier] = history;
  return {
    title: 'Assignment',
    lines: linesOf(story, looking),
    facts:
      isCurrent && decision
        ? decision.weighed.map((one) => ({ name: one.name, value: weighedWords(one) }))
        : [],
    notes: [
      ...(holding && latest ? writtenWords(latest, story.ticket.source) : []),
      ...(holding ? earlier : history).slice(0, PAST_SHOWN).map((past) => pastWords(past, zone)),
    ],
    buttons: looking.team.length === 0 ? [] : buttonsOf(story, looking),
  };
}

function linesOf(
  { holding, waiting, decisions }: AssignmentStory,
  { owner, zone }: Looking,
): readonly string[] {
  if (waiting) return [waitingWords(waiting, zone)];
  if (!holding)
    return [owner === null ? 'Nobody has it.' : `**${owner}** has it; it was not assigned here.`];
  const [decision] = decisions;
  const why = whyWords(holding, decision);
  const offer = holding.isAccepted ? [] : [offerWords(holding, zone)];
  return [holdingWords(holding, zone), ...offer, ...(why ? [why] : [])];
}

function buttonsOf(story: AssignmentStory, looking: Looking): readonly CardButton[] {
  const { holding } = story;
  const { viewer } = looking;
  const isTheirs = holding !== null && holding.member === viewer.agent;
  if (isTheirs)
    return [
      ...(holding.isAccepted ? [] : ([ACCEPT, DECLINE] as const)),
      handOverButton(choicesOf(looking, holding.member, true)),
    ];
  const isOneOfThem = viewer.agent !== null && isMember(viewer.agent, looking);
  const mayAssign = viewer.may('assign');
  return [
    ...(isOneOfThem ? [TAKE] : []),
    ...(holding && !holding.isAccepted && mayAssign && !isOneOfThem ? answersFor(holding) : []),
    ...(mayAssign ? assignButtons(story, looking) : []),
  ];
}

/** Where nobody is known by name, as in the console, whoever is there answers for the team. */
function answersFor({ member }: Holding): readonly CardButton[] {
  const forThem = (button: CardButton) => ({ ...button, label: `${button.label} for ${member}` });
  return [ACCEPT, DECLINE].map(forThem);
}

const handOverButton = (choices: NonNullable<CardButton['choices']>): CardButton => ({
  act: 'hand over',
  label: 'Hand over',
  choices,
});

const ACCEPT: CardButton = { act: 'accept', label: 'Accept', look: 'primary' };
const DECLINE: CardButton = {
  act: 'decline',
  label: 'Decline',
  ask: { label: 'Why? Others will read it.', isOptional: true },
};
const TAKE: CardButton = { act: 'take', label: 'Take it' };

function assignButtons({ holding }: AssignmentStory, looking: Looking): readonly CardButton[] {
  const isFree = holding === null && looking.owner === null;
  const choices = choicesOf(looking, holding?.member ?? null, isFree);
  return choices.length === 0 ? [] : [{ act: 'assign', label: 'Assign', choices }];
}

const isMember = (name: string, { team }: Looking): boolean =>
  team.some(({ member }) => member.name === name);

function choicesOf(
  { team, zone }: Looking,
  holder: string | null,
  hasBest: boolean,
): NonNullable<CardButton['choices']> {
  const others = team.filter(({ member }) => member.name !== holder);
  return [
    ...(hasBest ? [{ label: 'Whoever is best', value: BEST }] : []),
    ...others.map((state) => ({
      label: `${state.member.name}: ${loadWords({ load: state.load, capacity: state.member.capacity })}, ${presenceWords(state, zone)}`,
      value: state.member.name,
    })),
  ];
}

/** What a message to whoever has a ticket says of it; nothing can be done about one that is theirs no more. */
export function noticeSection(
  state: 'offered' | 'accepted' | 'over',
  {
    lines,
    colleagues,
  }: { readonly lines: readonly string[]; readonly colleagues: readonly string[] },
): TicketNotice['section'] {
  const others = colleagues.map((name) => ({ label: name, value: name }));
  const handOver = handOverButton([{ label: 'Whoever is best', value: BEST }, ...others]);
  const buttons = { offered: [ACCEPT, DECLINE, handOver], accepted: [handOver], over: [] };
  return { part: PART, title: 'Assignment', lines, buttons: buttons[state] };
}

function carryOut(
  { act, value, words, key }: Press,
  ticketId: string,
  viewer: Viewer,
  desk: AssignDesk,
): Promise<Told> {
  const wished = { viewer, key };
  const to = value === BEST ? undefined : value;
  switch (act) {
    case 'accept':
      return desk.accept(ticketId, wished);
    case 'decline':
      return desk.decline(ticketId, { ...wished, reason: words });
    case 'hand over':
      return desk.handOver(ticketId, { ...wished, to });
    case 'take':
      return desk.assign(ticketId, { ...wished, to: 'me' });
    case 'assign':
      return desk.assign(ticketId, { ...wished, to });
    default:
      throw new AskerError('That button is of an older version: open the ticket anew.');
  }
}
