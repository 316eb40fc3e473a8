import { AskerError } from '../../../core/errors.ts';
import type { Action } from '../../../tickets/escalate/escalation.ts';
import { readDuration } from '../../../tickets/escalate/read-words.ts';
import { atHand } from '../at-hand.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import type { EscalationsAtHand } from '../escalation-link.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import {
  renderCalled,
  renderEscalation,
  renderEscalations,
  renderStuck,
} from '../render/escalation.ts';

type EscalateOptions = {
  readonly db?: string;
  readonly json?: boolean;
  readonly by?: string;
  readonly chain?: string;
  readonly all?: boolean;
};
type WithGlobals = { optsWithGlobals(): EscalateOptions };

const NOBODY_ELSE = 'command line';

export function addEscalate(host: CommandHost): void {
  const command = addCommand(
    host,
    'escalate',
    'Call whoever is on call for a ticket, and see what became of it.',
    [
      'escalate 4312 customer threatens to leave',
      'escalate list',
      'escalate show 6f1c',
      'escalate snooze 6f1c 30 min --by "Nova Lee"',
    ],
  )
    .argument('[ticket]', 'its number')
    .argument('[reason...]', 'why, in words')
    .addOption(databaseOption())
    .option('--chain <name>', 'whom to call, as config/escalation.yaml has it')
    .option('--by <name>', 'who does this')
    .option('--json', 'print as JSON')
    .action(async (ticket: string | undefined, reason: string[], _: unknown, own: WithGlobals) =>
      host.finish(
        ticket === undefined
          ? await list(own.optsWithGlobals(), host.parts)
          : await escalate(ticket, reason.join(' '), own.optsWithGlobals(), host.parts),
      ),
    );
  command
    .command('list')
    .description('List open ones, newest first.')
    .option('--all', 'those that are over too')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await list(own.optsWithGlobals(), host.parts)),
    );
  command
    .command('show')
    .description('Show one with every level that was called.')
    .argument('<id>', 'its id, or how it begins')
    .action(async (id: string, _: unknown, own: WithGlobals) =>
      host.finish(await show(id, own.optsWithGlobals(), host.parts)),
    );
  command
    .command('stuck')
    .description('Find open ones that would be forgotten.')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await stuck(own.optsWithGlobals(), host.parts)),
    );
  for (const [kind, description] of ANSWERS) {
    command
      .command(kind)
      .description(description)
      .argument('<id>', 'its id, or how it begins')
      .action(async (id: string, _: unknown, own: WithGlobals) =>
        host.finish(await answer(id, { kind }, own.optsWithGlobals(), host.parts)),
      );
  }
  command
    .command('snooze')
    .description('Put one off.')
    .argument('<id>', 'its id, or how it begins')
    .argument('<time...>', 'for how long, such as 30 min')
    .action(async (id: string, time: string[], _: unknown, own: WithGlobals) => {
      const ms = readDuration(time.join(' '));
      if (ms === null)
        throw new AskerError(`“${time.join(' ')}” is not like 30 min, 4 h or 1 day.`);
      host.finish(await answer(id, { kind: 'snooze', ms }, own.optsWithGlobals(), host.parts));
    });
}

const ANSWERS = [
  ['acknowledge', 'Say that somebody looks at it: nobody else is called.'],
  ['take', 'Say that somebody has it now.'],
  ['resolve', 'Say that it is over.'],
  ['further', 'Call the next level at once.'],
] as const satisfies readonly (readonly [Action['kind'], string])[];

export async function openEscalations(
  { db }: { readonly db?: string },
  { openStore, escalateByService }: CliParts,
): Promise<EscalationsAtHand & AsyncDisposable> {
  return atHand(
    await escalateByService(db),
    () =>
      openStore({
        ...{ path: db, absent: 'existing', threads: 'of-this-run' },
        heldHint: 'Nothing was done here.',
      }),
    ({ escalations, zone, now }) => ({ escalations, zone, isRunning: false, now }),
  );
}

async function escalate(
  ticket: string,
  reason: string,
  options: EscalateOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal } = parts;
  await using store = await openEscalations(options, parts);
  const { by = NOBODY_ELSE, chain } = options;
  const called = await store.escalations.escalate(ticket, { by, reason, chain });
  terminal.write(options.json ? `${JSON.stringify(called)}\n` : renderCalled(called, store));
  return EXIT.ok;
}

async function list(options: EscalateOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openEscalations(options, parts);
  const found = await store.escalations.list({ isOpen: options.all !== true });
  terminal.write(
    options.json
      ? `${JSON.stringify(found)}\n`
      : renderEscalations(found, { zone: store.zone, paint: terminal.paint }),
  );
  return EXIT.ok;
}

async function show(id: string, options: EscalateOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openEscalations(options, parts);
  const found = await store.escalations.get(id);
  terminal.write(
    options.json
      ? `${JSON.stringify(found)}\n`
      : renderEscalation(found, { zone: store.zone, paint: terminal.paint }),
  );
  return EXIT.ok;
}

/** Ends with 1 where there are any, for whoever watches over it by a script. */
async function stuck(options: EscalateOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openEscalations(options, parts);
  const found = await store.escalations.stuck();
  terminal.write(options.json ? `${JSON.stringify(found)}\n` : renderStuck(found));
  return found.length === 0 ? EXIT.ok : EXIT.refused;
}

async function answer(
  id: string,
  action: Action,
  options: EscalateOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal } = parts;
  await using store = await openEscalations(options, parts);
  const answered = await store.escalations.answer(id, action, options.by ?? NOBODY_ELSE);
  const { escalation } = answered;
  const already = answered.isChanged ? '' : 'It is so already. ';
  terminal.write(
    options.json
      ? `${JSON.stringify(answered)}\n`
      : `${already}${renderEscalations([escalation], { zone: store.zone, paint: terminal.paint })}`,
  );
  return EXIT.ok;
}
