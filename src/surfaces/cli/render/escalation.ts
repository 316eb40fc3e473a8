import { formatCounted } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import type { Escalation, Step } from '../../../tickets/escalate/escalation.ts';
import type { Called, Escalations } from '../../../tickets/escalate/escalations.ts';
import type { Stuck } from '../../../tickets/escalate/find-stuck.ts';
import type { Terminal } from '../terminal.ts';

export type Place = { readonly zone: string; readonly paint: Terminal['paint'] };

export function renderCalled(
  { kind, escalation, ticket }: Called,
  { isRunning }: { readonly isRunning: boolean },
): string {
  const what = ticket?.subject ? `${ticket.ref} (${ticket.subject})` : escalation.ticketId;
  if (kind === 'folded')
    return `Ticket ${what} is escalated already, ${statusWords(escalation)}: the call is counted there, ${shortId(escalation)}.\n`;
  const who = isRunning
    ? `The chain “${escalation.chain.name}” is called now.`
    : `Nobody is paged from here: a service that reaches people begins with the chain “${escalation.chain.name}”.`;
  return `Escalated ticket ${what}: ${shortId(escalation)}. ${who}\n`;
}

export function renderEscalations(escalations: readonly Escalation[], place: Place): string {
  if (escalations.length === 0) return 'Nothing is escalated.\n';
  return escalations.map((one) => `${lines(one, place).join('\n')}\n`).join('');
}

export function renderEscalation(
  { escalation, steps, ticket }: Awaited<ReturnType<Escalations['get']>>,
  place: Place,
): string {
  const { zone, paint } = place;
  const subject = ticket?.subject ? [`  ${ticket.subject}`] : [];
  const [first = '', ...rest] = lines(escalation, place);
  const called = steps.map((step) => `  ${paint.faint(stepWords(step, zone))}`);
  return `${[first, ...subject, ...rest, ...called].join('\n')}\n`;
}

export function renderStuck(stuck: readonly Stuck[]): string {
  if (stuck.length === 0) return 'Every open escalation has a next step.\n';
  return stuck
    .map(
      ({ escalationId, ticketId, says }) => `${escalationId.slice(0, 8)}  ${ticketId}: ${says}\n`,
    )
    .join('');
}

const shortId = ({ id }: Escalation): string => id.slice(0, 8);

function lines(escalation: Escalation, { zone, paint }: Place): readonly string[] {
  const { ticketId, openedBy, openedAt, causes } = escalation;
  return [
    `${shortId(escalation)}  ${paint.strong(statusWords(escalation, zone))}  ${ticketId}`,
    paint.faint(`  opened by ${openedBy}, ${formatInstant(openedAt, zone)}`),
    ...causes.map(({ reason, times }) =>
      paint.faint(`  ${reason}${times > 1 ? `, ${formatCounted(times, 'time')}` : ''}`),
    ),
  ];
}

function statusWords(
  { status, owner, snoozedUntil, resolvedBy }: Escalation,
  zone?: string,
): string {
  switch (status) {
    case 'paging':
      return 'nobody has answered yet';
    case 'acknowledged':
      return `acknowledged by ${owner}`;
    case 'taken':
      return `taken by ${owner}`;
    case 'snoozed':
      return zone && snoozedUntil
        ? `put off by ${owner} until ${formatInstant(snoozedUntil, zone)}`
        : `put off by ${owner}`;
    case 'resolved':
      return `resolved by ${resolvedBy}`;
  }
}

const STATE_WORDS: Readonly<Record<Step['state'], string>> = {
  waiting: 'to be called',
  paging: 'being called',
  paged: 'called',
  missed: 'not reached',
  void: 'called off',
};

function stepWords(step: Step, zone: string): string {
  const { round, level, state, dueAt, beganAt, recipients, problem } = step;
  const names = recipients.map((one) => (one.kind === 'person' ? one.name : one.channel));
  const whom =
    names.length > 0 ? ` ${names.join(', ')}` : beganAt ? ' nobody: none is on call' : '';
  const at = formatInstant(beganAt ?? dueAt, zone);
  return `${at}  round ${round + 1}, level ${level + 1}: ${STATE_WORDS[state]}${whom}${problem ? `; ${problem}` : ''}`;
}
