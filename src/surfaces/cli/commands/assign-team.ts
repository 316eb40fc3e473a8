import { AskerError } from '../../../core/errors.ts';
import { awayWords } from '../../../tickets/assign/assignment-words.ts';
import { readUntil } from '../../../tickets/assign/read-until.ts';
import { findMember } from '../../../tickets/assign/roster.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import { renderTeam } from '../render/assignment.ts';
import { openAssignments } from './assign.ts';

type TeamOptions = {
  readonly db?: string;
  readonly json?: boolean;
  readonly by?: string;
  readonly until?: string;
  readonly note?: string;
};
type WithGlobals = { optsWithGlobals(): TeamOptions };

const COMMAND_LINE = 'command line';

export function addTeam(host: CommandHost): void {
  addCommand(host, 'team', 'Who tickets can be given to: what they have, and who is here.', [
    'team',
  ])
    .addOption(databaseOption())
    .option('--json', 'print as JSON')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await tellTeam(own.optsWithGlobals(), host.parts)),
    );
}

export function addAway(host: CommandHost): void {
  addCommand(host, 'away', 'Say that somebody is away: no tickets come to them by themselves.', [
    'away "Nova Lee"',
    'away "Nova Lee" --until "monday 9:00" --note "at the fair"',
  ])
    .argument('<name>', 'who')
    .addOption(databaseOption())
    .option(
      '--until <time>',
      '15:00, tomorrow 9:00, monday, 24 dec, 2 h; left out: until they are back',
    )
    .option('--note <words>', 'why, for the team to read')
    .option('--by <name>', 'who says so')
    .option('--json', 'print as JSON')
    .action(async (name: string, _: unknown, own: WithGlobals) =>
      host.finish(await sayAway(name, own.optsWithGlobals(), host.parts)),
    );
}

export function addBack(host: CommandHost): void {
  addCommand(host, 'back', 'Say that somebody is back.', ['back "Nova Lee"'])
    .argument('<name>', 'who')
    .addOption(databaseOption())
    .option('--by <name>', 'who says so')
    .option('--json', 'print as JSON')
    .action(async (name: string, _: unknown, own: WithGlobals) =>
      host.finish(await sayBack(name, own.optsWithGlobals(), host.parts)),
    );
}

async function tellTeam(options: TeamOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openAssignments(options, parts);
  const team = await store.assignments.team();
  terminal.write(
    options.json
      ? `${JSON.stringify(team)}\n`
      : renderTeam(team, { ...terminal, zone: store.zone }),
  );
  return EXIT.ok;
}

async function sayAway(name: string, options: TeamOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openAssignments(options, parts);
  const { until: time, note, by = COMMAND_LINE } = options;
  const team = await store.assignments.team();
  const zone =
    findMember(
      team.map(({ member }) => member),
      name,
    )?.zone ?? store.zone;
  const until = time === undefined ? null : readUntil(time, { now: store.now(), zone });
  if (time !== undefined && until === null)
    throw new AskerError(
      `“${time}” is no time that is to come. Say it like 15:00, "tomorrow 9:00", monday, "24 dec" or "2 h".`,
    );
  const absence = await store.assignments.away(name, { until, note, by });
  const words = awayWords(absence, await store.assignments.team(), store.zone);
  terminal.write(options.json ? `${JSON.stringify(absence)}\n` : `${words}\n`);
  return EXIT.ok;
}

async function sayBack(name: string, options: TeamOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await openAssignments(options, parts);
  const { by = COMMAND_LINE } = options;
  const came = await store.assignments.back(name, { by });
  const words = came.wasAway ? `${came.member} is back.` : `${came.member} was not away.`;
  terminal.write(options.json ? `${JSON.stringify(came)}\n` : `${words}\n`);
  return EXIT.ok;
}
