import type { Feedback } from '../../../bot/feedback.ts';
import { FEEDBACK_REASONS } from '../../../bot/feedback.ts';
import { addCommand, type CommandHost } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import { wrap } from '../render/width.ts';

type FeedbackOptions = { readonly bad?: boolean; readonly json?: boolean };

export function addFeedback(host: CommandHost): void {
  addCommand(host, 'feedback', 'List what people think of answers.', [
    'feedback',
    'feedback --bad --json',
  ])
    .option('--bad', 'only what was found wrong')
    .option('--json', 'one JSON line each: question, plan, verdict, reason, comment')
    .action(async (options: FeedbackOptions) => {
      host.finish(await runFeedback(options, host.parts));
    });
}

/** `deskhand feedback`: newest first, whatever surface it was given on. Runs beside a service. */
async function runFeedback({ bad, json }: FeedbackOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  const all = await parts.readFeedback();
  const chosen = bad ? all.filter(({ verdict }) => verdict === 'bad') : all;
  if (json) for (const one of chosen) terminal.write(`${JSON.stringify(one)}\n`);
  else if (chosen.length === 0)
    terminal.write('Nobody has said what they think of an answer yet.\n');
  else terminal.write(`${chosen.map((one) => shown(one, parts)).join('\n')}\n`);
  return EXIT.ok;
}

function shown(
  { verdict, question, reason, comment, givenAt, person }: Feedback,
  { terminal: { paint, width } }: CliParts,
): string {
  const mark = verdict === 'good' ? '+' : '-';
  const why = reason && FEEDBACK_REASONS[reason];
  const when = `${givenAt.slice(0, 10)}, ${person}`;
  return [
    `${mark} ${paint.strong(question)} ${paint.faint(when)}`,
    ...[why, comment].flatMap((words) => (words ? [wrap(words, width, '    ')] : [])),
  ].join('\n');
}
