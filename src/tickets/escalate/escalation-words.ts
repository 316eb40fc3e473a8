import { sinceWords } from '../../core/days.ts';
import { formatCounted } from '../../core/format.ts';
import type { Escalation, Recipient, Step } from './escalation.ts';

/** An escalation with its timers, and from when and where it is looked at. */
export type Told = {
  readonly escalation: Escalation;
  readonly steps: readonly Step[];
  readonly now: number;
  readonly zone: string;
};

/** Surfaces that know nobody by name. */
const NAMELESS: Readonly<Record<string, string>> = {
  console: 'Somebody at the console',
  'command line': 'Somebody at the command line',
};

/** Somebody as a sentence begins with them. */
const called = (name: string | null): string => NAMELESS[name ?? ''] ?? name ?? 'Somebody';

/** And as they stand within one. */
const inside = (name: string | null): string =>
  called(name).replace(/^Somebody(?= |$)/, 'somebody');

/** Where it stands, in one sentence. */
export function statusWords({ escalation, steps, now, zone }: Told): string {
  const { status, snoozedUntil, resolvedBy, resolvedAt } = escalation;
  const owner = called(escalation.owner);
  const at = (instant: string) => sinceWords(instant, now, zone);
  switch (status) {
    case 'paging':
      return steps.some(({ beganAt }) => beganAt !== null)
        ? '**Nobody has answered yet.**'
        : '**Somebody is being called.**';
    case 'acknowledged':
      return `**${owner}** looks at it.`;
    case 'taken':
      return `**${owner}** has it.`;
    case 'snoozed':
      return `**${owner}** put it off${snoozedUntil === null ? '' : ` until ${at(snoozedUntil)}`}.`;
    case 'resolved':
      return `**Resolved** by ${inside(resolvedBy)}${resolvedAt === null ? '' : `, ${at(resolvedAt)}`}.`;
  }
}

/** Why somebody was called: each reason once, with how often it was given. */
export function whyWords({ causes }: Escalation): string {
  return causes
    .map(({ reason, times }) => (times > 1 ? `${reason} (${times} times)` : reason))
    .join('; ');
}

/** A call that nobody answers goes on for days. */
const MOST_TOLD = 8;

/** Each level that was called and what came of it, and who comes next; of many the latest. */
export function chainWords(told: Told): readonly string[] {
  const words = stepsWords(told);
  if (words.length <= MOST_TOLD) return words;
  const latest = words.slice(-MOST_TOLD);
  return [`${formatCounted(words.length - MOST_TOLD, 'call')} before that`, ...latest];
}

function stepsWords({ escalation, steps, now, zone }: Told): readonly string[] {
  const { chain } = escalation;
  return steps.flatMap((step) => {
    const level = levelWords(step, chain.levels.length, chain.repeats);
    if (step.state === 'waiting') {
      if (escalation.status === 'snoozed') return [];
      return [`${sinceWords(step.dueAt, now, zone)}: ${level} is next, if nobody answers`];
    }
    if (step.beganAt === null) return [];
    const whom = peopleOf(step.recipients);
    const problem = step.problem === null ? '' : `: ${step.problem}`;
    return [
      `${sinceWords(step.beganAt, now, zone)}: ${level}, ${whom}${OUTCOMES[step.state]}${problem}`,
    ];
  });
}

const OUTCOMES: Readonly<Record<Step['state'], string>> = {
  waiting: '',
  paging: ' is being called',
  paged: ' was called',
  missed: ' could not be reached',
  void: ' was called; then somebody answered',
};

function levelWords({ round, level }: Step, levels: number, repeats: number): string {
  if (round > repeats) return 'reminder';
  const again = round > 0 ? `, round ${round + 1}` : '';
  return levels === 1 ? `level 1${again}` : `level ${level + 1} of ${levels}${again}`;
}

function peopleOf(recipients: readonly Recipient[]): string {
  const people = recipients.flatMap((one) => (one.kind === 'person' ? [one.name] : []));
  if (people.length > 0) return people.join(' and ');
  return recipients.length > 0 ? 'the channel' : 'nobody on call:';
}

/** What was said or done, for whoever did it. */
export function answeredWords(
  { status, owner: name, snoozedUntil }: Escalation,
  zone: string,
  now: number,
): string {
  const owner = called(name);
  switch (status) {
    case 'paging':
      return 'The next level is called now.';
    case 'acknowledged':
      return `${owner} looks at it; nobody else is called.`;
    case 'taken':
      return `${owner} has it; nobody else is called.`;
    case 'snoozed':
      return `Put off${snoozedUntil === null ? '' : ` until ${sinceWords(snoozedUntil, now, zone)}`}; then it is called again.`;
    case 'resolved':
      return 'Resolved; nobody is called any more.';
  }
}
