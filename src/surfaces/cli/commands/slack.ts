import { addCommand, type CommandHost } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts, SlackCheckView } from '../parts.ts';
import type { Terminal } from '../terminal.ts';

type Options = { readonly json?: boolean };

export function addSlack(host: CommandHost): void {
  const command = addCommand(host, 'slack', 'Look at how Slack is set up.', [
    'slack check',
    'slack check --json',
  ]);
  command
    .command('check')
    .description(
      'Ask Slack what works with the tokens that are set, and say which scope, event or command is missing.',
    )
    .option('--json', 'print as JSON')
    .action(async (options: Options) => host.finish(await check(options, host.parts)));
}

async function check({ json }: Options, { terminal, checkSlack }: CliParts): Promise<number> {
  const found = await checkSlack();
  if (json) terminal.write(`${JSON.stringify(found)}\n`);
  else terminal.write(found ? renderCheck(found, terminal) : renderNotSetUp(terminal));
  return found?.isWorking ? EXIT.ok : EXIT.refused;
}

const MARKS = new Map<boolean | null, string>([
  [true, 'ok'],
  [false, 'no'],
  [null, '? '],
]);

function renderCheck({ isWorking, findings }: SlackCheckView, { paint }: Terminal): string {
  const width = Math.max(...findings.map(({ what }) => what.length), 0);
  const lines = findings.flatMap(({ what, isOk, says, remedy }) => {
    const mark = MARKS.get(isOk) ?? '';
    return [
      `  ${isOk === false ? paint.warn(mark) : mark}  ${what.padEnd(width)}  ${says}`,
      ...(remedy ? [`      ${''.padEnd(width)}  ${paint.warn(`→ ${remedy}`)}`] : []),
    ];
  });
  const verdict = isWorking ? 'works' : paint.warn('doesn’t work as it should');
  return [`${paint.strong('Slack')}: ${verdict}`, ...lines, ''].join('\n');
}

function renderNotSetUp({ paint }: Terminal): string {
  return [
    paint.strong('Slack is not set up.'),
    '  Put SLACK_BOT_TOKEN and SLACK_APP_TOKEN into .env; README.md, “Deskhand in Slack”, has the steps.',
    '',
  ].join('\n');
}
