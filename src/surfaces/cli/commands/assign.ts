import type { Assignments, Told } from '../../../tickets/assign/assignments.ts';
import type { AssignmentsAtHand } from '../assignment-link.ts';
import { atHand } from '../at-hand.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import { renderAssigned, renderStory, renderTold } from '../render/assignment.ts';

type AssignOptions = {
  readonly db?: string;
  readonly json?: boolean;
  readonly by?: string;
  readonly to?: string;
  readonly why?: boolean;
};
type WithGlobals = { optsWithGlobals(): AssignOptions };

const COMMAND_LINE = 'command line';

export function addAssign(host: CommandHost): void {
  const command = addCommand(
    host,
    'assign',
    'Give a ticket to whoever is best, or to somebody by name; and see who has which.',
    [
      'assign 4312',
      'assign 4312 --to "Nova Lee"',
      'assign 4312 --why',
      'assign decline 4312 on holiday from tomorrow --by "Nova Lee"',
      'assign hand-over 4312 --to "Richie Diaz"',
    ],
  )
    .argument('[ticket]', 'its number; left out: list those that are assigned or wait')
    .addOption(databaseOption())
    .option('--to <agent>', 'who gets it, whatever speaks against it')
    .option('--why', 'change nothing: say how it came to whoever has it, and why to nobody else')
    .option('--by <name>', 'who does this')
    .option('--json', 'print as JSON')
    .action(async (ticket: string | undefined, _: unknown, own: WithGlobals) => {
      const options = own.optsWithGlobals();
      const { parts } = host;
      if (ticket === undefined) host.finish(await list(options, parts));
      else if (options.why) host.finish(await tellWhy(ticket, options, parts));
      else {
        const wish: Wish = (assignments, asked) =>
          assignments.assign(ticket, { ...asked, to: options.to });
        host.finish(await carryOut(wish, options, parts));
      }
    });
  command
    .command('accept')
    .description('Say that whoever it was given to works on it.')
    .argument('<ticket>', 'its number')
    .action(async (ticket: string, _: unknown, own: WithGlobals) =>
      host.finish(
        await carryOut(
          (assignments, asked) => assignments.accept(ticket, asked),
          own.optsWithGlobals(),
          host.parts,
        ),
      ),
    );
  command
    .command('decline')
    .description('Say that they don’t: it goes on to somebody else.')
    .argument('<ticket>', 'its number')
    .argument('[reason...]', 'why, in words')
    .action(async (ticket: string, reason: string[], _: unknown, own: WithGlobals) =>
      host.finish(
        await carryOut(
          (assignments, asked) =>
            assignments.decline(ticket, { ...asked, reason: reason.join(' ') }),
          own.optsWithGlobals(),
          host.parts,
        ),
      ),
    );
  command
    .command('hand-over')
    .description('Pass it on: with --to to somebody by name, else to whoever is best.')
    .argument('<ticket>', 'its number')
    .action(async (ticket: string, _: unknown, own: WithGlobals) => {
      const options = own.optsWithGlobals();
      const wish: Wish = (assignments, asked) =>
        assignments.handOver(ticket, { ...asked, to: options.to });
      host.finish(await carryOut(wish, options, host.parts));
    });
}

type Wish = (
  assignments: Pick<Assignments, 'assign' | 'accept' | 'decline' | 'handOver'>,
  asked: { readonly by: string },
) => Promise<Told>;

export async function openAssignments(
  { db }: AssignOptions,
  { openStore, assignByService }: CliParts,
): Promise<AssignmentsAtHand & AsyncDisposable> {
  return atHand(
    await assignByService(db),
    () => openStore({ path: db, absent: 'existing', threads: 'of-this-run' }),
    ({ assignments, zone, now }) => ({ assignments, zone, now }),
  );
}

async function carryOut(wish: Wish, options: AssignOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openAssignments(options, parts);
  const told = await wish(store.assignments, { by: options.by ?? COMMAND_LINE });
  terminal.write(
    options.json
      ? `${JSON.stringify(told)}\n`
      : renderTold(told, { ...terminal, zone: store.zone }),
  );
  return EXIT.ok;
}

async function tellWhy(ticket: string, options: AssignOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openAssignments(options, parts);
  const story = await store.assignments.why(ticket);
  terminal.write(
    options.json
      ? `${JSON.stringify(story)}\n`
      : renderStory(story, { ...terminal, zone: store.zone }),
  );
  return EXIT.ok;
}

async function list(options: AssignOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openAssignments(options, parts);
  const assigned = await store.assignments.list();
  terminal.write(
    options.json
      ? `${JSON.stringify(assigned)}\n`
      : renderAssigned(assigned, { ...terminal, zone: store.zone }),
  );
  return EXIT.ok;
}
