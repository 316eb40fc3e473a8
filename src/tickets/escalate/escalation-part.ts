import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { CardButton, CardSection, Press, TicketPart, Viewer } from '../../core/ticket-card.ts';
import type { Action, Escalation, Step } from './escalation.ts';
import { answeredWords, chainWords, statusWords, whyWords } from './escalation-words.ts';
import type { Escalations } from './escalations.ts';
import { readDuration } from './read-words.ts';

export type EscalationPartParts = {
  readonly escalations: Pick<Escalations, 'list' | 'get' | 'escalate' | 'answer'>;
  readonly clock: Clock;
  readonly zone: string;
  /** Whether whoever is called gets a message. */
  isHeard(): boolean;
};

const UNHEARD = 'Slack isn’t connected: whoever is called finds it here, and is sent nothing.';

/** A ticket's escalation: why, whom it called, and what can be done about it. */
export function escalationPart(parts: EscalationPartParts): TicketPart {
  const { escalations, clock, zone, isHeard } = parts;
  const now = () => clock.now();
  return {
    id: 'escalation',
    async section(ticket, viewer) {
      const [latest] = await escalations.list({ ticketId: ticket.id, limit: 1 });
      if (!latest) return viewer.may('escalate') ? NEVER : null;
      const { steps } = await escalations.get(latest.id);
      const section = sectionOf({ escalation: latest, steps }, viewer, { now: now(), zone });
      if (isHeard() || latest.status === 'resolved') return section;
      return { ...section, notes: [...(section.notes ?? []), UNHEARD] };
    },
    async act(press, ticket, viewer) {
      viewer.check('escalate');
      const { key, words } = press;
      if (press.act === 'escalate') {
        const asked = { by: viewer.name, reason: words, press: key };
        const { kind } = await escalations.escalate(ticket.id, asked);
        return kind === 'opened'
          ? 'Whoever is on call is called now.'
          : 'It is escalated already; your reason was added.';
      }
      const { id, action } = readPress(press);
      const { escalation, isChanged } = await escalations.answer(id, action, viewer.name, key);
      return `${isChanged ? '' : 'It is so already. '}${answeredWords(escalation, zone, now())}`;
    },
    waiting: {
      title: 'Open escalations',
      empty: 'Nobody is waited for.',
      async pressing() {
        const open = await escalations.list({ isOpen: true, limit: MOST_OPEN });
        return open.filter(({ status }) => status === 'paging').length;
      },
      async list() {
        const open = await escalations.list({ isOpen: true, limit: MOST_OPEN });
        return open.toSorted(byUrgency).map(({ ticketId }) => ticketId);
      },
    },
  };
}

/** As whoever looks after them needs them: those nobody has answered first, the oldest first. */
function byUrgency(one: Escalation, other: Escalation): number {
  const rank = ({ status }: Escalation) => ['paging', 'snoozed', 'acknowledged'].indexOf(status);
  const [first, second] = [rank(one), rank(other)].map((at) => (at < 0 ? 3 : at)) as [
    number,
    number,
  ]; // two in, two out
  return first - second || one.openedAt.localeCompare(other.openedAt);
}

const ESCALATE: CardButton = {
  ...{ act: 'escalate', label: 'Escalate' },
  ask: { label: 'Why? (may be left out)', isOptional: true },
};

const NEVER: CardSection = {
  title: 'Escalation',
  lines: ['Nobody has been called about it.'],
  buttons: [ESCALATE],
};

/** What a card says of an escalation. */
export function sectionOf(
  { escalation, steps }: { readonly escalation: Escalation; readonly steps: readonly Step[] },
  viewer: Pick<Viewer, 'may' | 'name'>,
  moment: { readonly now: number; readonly zone: string },
): CardSection {
  const told = { escalation, steps, ...moment };
  return {
    title: 'Escalation',
    lines: [statusWords(told), `Why: ${whyWords(escalation)}`],
    notes: chainWords(told),
    buttons: viewer.may('escalate') ? buttonsFor(escalation, viewer.name) : [],
  };
}

/** Those that were opened longest ago mustn't fall off the list. */
const MOST_OPEN = 10_000;

const SNOOZES = ['15 min', '30 min', '1 h', '4 h', '1 day'];

/** What can be done about it as it stands. */
function buttonsFor({ id, status, owner }: Escalation, viewer: string): readonly CardButton[] {
  if (status === 'resolved') return [ESCALATE];
  const isUnanswered = status === 'paging' || status === 'snoozed';
  return [
    ...(isUnanswered
      ? [{ act: 'acknowledge', label: 'Acknowledge', value: id, look: 'primary' as const }]
      : []),
    ...(status === 'taken' && owner === viewer ? [] : [{ act: 'take', label: 'Take', value: id }]),
    {
      act: 'snooze',
      label: 'Snooze',
      choices: SNOOZES.map((time) => ({ label: time, value: `${id} ${time}` })),
    },
    { act: 'resolve', label: 'Resolve', value: id },
    { act: 'further', label: 'Escalate further', value: id },
  ];
}

const SIMPLE = ['acknowledge', 'take', 'resolve', 'further'] as const;

function readPress({ act, value }: Press): { readonly id: string; readonly action: Action } {
  const kind = SIMPLE.find((one) => one === act);
  const [id = '', ...time] = value.split(' ');
  if (kind && id !== '') return { id, action: { kind } };
  const ms = act === 'snooze' ? readDuration(time.join(' ')) : null;
  if (ms === null || id === '')
    throw new AskerError('That button is of an older version: open the ticket anew.');
  return { id, action: { kind: 'snooze', ms } };
}
