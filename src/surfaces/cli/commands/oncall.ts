import { DateTime } from 'luxon';
import { AskerError } from '../../../core/errors.ts';
import { formatZone } from '../../../core/format-time.ts';
import { readUntil } from '../../../tickets/assign/read-until.ts';
import type { KeptChange, OnCallBook } from '../../../tickets/escalate/on-call-book.ts';
import { inTurn } from '../../../tickets/escalate/on-call-desk.ts';
import { at, changeWords } from '../../../tickets/escalate/on-call-words.ts';
import type { OnCallChange, Rotation } from '../../../tickets/escalate/rotation.ts';
import { addCommand, type CommandHost, databaseOption, nowOption } from '../command.ts';
import type { EscalationsAtHand } from '../escalation-link.ts';
import { EXIT } from '../failure.ts';
import { instantOf, readWholeNumber } from '../options.ts';
import type { CliParts } from '../parts.ts';
import { openEscalations } from './escalate.ts';

type OnCallOptions = {
  readonly db?: string;
  readonly json?: boolean;
  readonly now?: string;
  readonly days?: number;
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
};
type WithGlobals = { optsWithGlobals(): OnCallOptions };

const DAY_MS = 86_400_000;
const DAYS = 14;
const MOST_DAYS = 366;

export function addOnCall(host: CommandHost): void {
  const command = addCommand(host, 'oncall', 'Who is on call now, and who comes next.', [
    'oncall',
    'oncall roster support --days 28',
    'oncall override support "Nova Lee" --from "2026-12-24T09:00" --to "2026-12-27T09:00"',
    'oncall swap support "Nova Lee" "Richie Diaz" --from 2026-12-07 --to 2026-12-21',
  ])
    .addOption(databaseOption())
    .addOption(nowOption())
    .option('--json', 'print as JSON')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await tellNow(own.optsWithGlobals(), host.parts)),
    );
  command
    .command('roster')
    .description('Everybody’s time on call.')
    .argument('<rotation>', 'its name')
    .option('--days <number>', 'how far ahead', readWholeNumber, DAYS)
    .action(async (name: string, _: unknown, own: WithGlobals) =>
      host.finish(await tellRoster(name, own.optsWithGlobals(), host.parts)),
    );
  const stretched = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .argument('<rotation>', 'its name')
      .option(
        '--from <time>',
        'from when, such as 18:00, "monday 9:00", "24 dec" or ISO 8601',
        'now',
      )
      .requiredOption('--to <time>', 'until when; "2 h" is after it begins')
      .option('--by <name>', 'who does this');
  stretched('override', 'Put somebody on call, whosever turn it is.')
    .argument('<person>', 'whom')
    .action(async (name: string, person: string, _: unknown, own: WithGlobals) => {
      const make = (stretch: Stretch): OnCallChange => ({ kind: 'override', person, ...stretch });
      host.finish(await change(name, make, own.optsWithGlobals(), host.parts));
    });
  stretched('swap', 'Have two people take each other’s turns.')
    .argument('<person>', 'one of them')
    .argument('<other>', 'the other one')
    .action(async (name: string, one: string, other: string, _: unknown, own: WithGlobals) => {
      const make = (stretch: Stretch, rotation: Rotation): OnCallChange => ({
        kind: 'swap',
        between: [inTurn(one, rotation), inTurn(other, rotation)],
        ...stretch,
      });
      host.finish(await change(name, make, own.optsWithGlobals(), host.parts));
    });
  command
    .command('changes')
    .description('List overrides and swaps made here that aren’t over.')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await tellChanges(own.optsWithGlobals(), host.parts)),
    );
  command
    .command('cancel')
    .description('Take one of them back.')
    .argument('<id>', 'its id, as “oncall changes” has it')
    .option('--by <name>', 'who does this')
    .action(async (id: string, _: unknown, own: WithGlobals) =>
      host.finish(await cancel(id, own.optsWithGlobals(), host.parts)),
    );
}

type Stretch = { readonly from: number; readonly to: number };

const instant = (text: string, zone: string): number => Date.parse(instantOf(text, zone));

const nowOf = ({ now }: OnCallOptions, store: EscalationsAtHand): number =>
  now === undefined ? store.now() : instant(now, store.zone);

async function tellNow(options: OnCallOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openEscalations(options, parts);
  const rotations = await store.escalations.onCall.now(nowOf(options, store));
  terminal.write(options.json ? `${JSON.stringify(rotations)}\n` : renderNow(rotations));
  return EXIT.ok;
}

function renderNow(rotations: Awaited<ReturnType<OnCallBook['now']>>): string {
  if (rotations.length === 0)
    return 'There is no rotation yet: set one up in config/escalation.yaml.\n';
  return rotations
    .map(({ rotation: { name, zone }, person, to, next }) => {
      const until = to === null ? '' : ` until ${at(to, zone)}`;
      const then = next ? `, then ${next.person ?? 'nobody'}` : '';
      return `${name}: ${person ?? 'nobody'}${until}${then} (${formatZone(zone)})\n`;
    })
    .join('');
}

async function tellRoster(name: string, options: OnCallOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  const { days = DAYS } = options;
  if (days < 1 || days > MOST_DAYS) throw new AskerError(`Name 1 to ${MOST_DAYS} days.`);
  await using store = await openEscalations(options, parts);
  const from = nowOf(options, store);
  const { rotation, shifts } = await store.escalations.onCall.roster(
    name,
    from,
    from + days * DAY_MS,
  );
  const lines = shifts.map(
    (shift) =>
      `${at(shift.from, rotation.zone)} – ${at(shift.to, rotation.zone)}  ${shift.person ?? 'nobody'}\n`,
  );
  terminal.write(
    options.json
      ? `${JSON.stringify(shifts)}\n`
      : `${rotation.name} (${formatZone(rotation.zone)})\n${lines.join('')}`,
  );
  return EXIT.ok;
}

async function change(
  name: string,
  make: (stretch: Stretch, rotation: Rotation) => OnCallChange,
  options: OnCallOptions,
  parts: CliParts,
): Promise<number> {
  const { from = 'now', to = '', by = 'command line' } = options;
  await using store = await openEscalations(options, parts);
  const { onCall } = store.escalations;
  const now = store.now();
  const { rotation } = await onCall.roster(name, now, now);
  const { zone } = rotation;
  const begins = from === 'now' ? now : timeOf(from, { now, zone });
  const stretch = { from: begins, to: timeOf(to, { now: begins, zone }) };
  const kept = await onCall.change(rotation.name, make(stretch, rotation), by);
  return tell([kept], { zone, options, parts });
}

/** As people say it, or ISO 8601. */
function timeOf(words: string, place: { readonly now: number; readonly zone: string }): number {
  const said = readUntil(words, place) ?? DateTime.fromISO(words, { zone: place.zone }).toMillis();
  if (!Number.isNaN(said)) return said;
  throw new AskerError(
    `“${words}” is no time such as 18:00, "monday 9:00", "24 dec", "2 h" or 2026-12-24T09:00.`,
  );
}

async function tellChanges(options: OnCallOptions, parts: CliParts): Promise<number> {
  await using store = await openEscalations(options, parts);
  return tell(await store.escalations.onCall.changes(), { zone: store.zone, options, parts });
}

async function cancel(id: string, options: OnCallOptions, parts: CliParts): Promise<number> {
  await using store = await openEscalations(options, parts);
  const kept = await store.escalations.onCall.cancel(id, options.by ?? 'command line');
  return tell([kept], { zone: store.zone, options, parts }, 'Taken back: ');
}

function tell(
  changes: readonly KeptChange[],
  { zone, options, parts }: { zone: string; options: OnCallOptions; parts: CliParts },
  before = '',
): number {
  const lines = changes.map((one) => {
    return `${before}${one.id}  ${one.rotation}: ${changeWords(one, zone)}\n`;
  });
  parts.terminal.write(
    options.json
      ? `${JSON.stringify(changes)}\n`
      : lines.length === 0
        ? 'There are no changes to who is on call.\n'
        : lines.join(''),
  );
  return EXIT.ok;
}
