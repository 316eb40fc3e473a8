import type { Turn } from '../../../bot/desk.ts';
import { AppError, AskerError, messageOf } from '../../../core/errors.ts';
import { addCommand, type CommandHost, databaseOption, nowOption, zoneOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import { instantOf, readPath } from '../options.ts';
import type { CliParts, OpenStore } from '../parts.ts';
import { renderHow, renderSql } from '../render/how.ts';
import { renderReply } from '../render/reply.ts';
import { type ReplyJson, replyJson } from '../render/reply-json.ts';
import { type AskedLine, readQuestionsFile } from './questions-file.ts';

type AskOptions = {
  readonly thread?: string;
  readonly questions?: string;
  readonly db?: string;
  readonly now?: string;
  readonly zone?: string;
  readonly json?: boolean;
  readonly explain?: boolean;
};

export function addAsk(host: CommandHost): void {
  addCommand(host, 'ask', 'Answer a question, or a file of them.', [
    'ask "what was our average response time over the last 35 days?"',
    'ask "and for chats?" --thread monday',
    'ask "CSAT by agent" --json',
    'ask --questions questions.jsonl --json',
  ])
    .argument('[question...]', 'the question')
    .option('--thread <id>', 'thread to go on in, or to begin; it is remembered')
    .option(
      '--questions <file>',
      'JSON lines {"id", "question", "thread"?, "now"?}; questions of one thread follow up on each other',
      readPath,
    )
    .option('--explain', 'add how the answer was made: definition, filters, SQL')
    .addOption(databaseOption())
    .addOption(nowOption())
    .addOption(zoneOption())
    .option('--json', 'one JSON line an answer')
    .action(async (words: readonly string[], options: AskOptions) => {
      host.finish(await runAsk(words.join(' ').trim(), options, host.parts));
    });
}

/** `deskhand ask`: one question, or a file of them. */
async function runAsk(question: string, options: AskOptions, parts: CliParts): Promise<number> {
  const { questions: file, db: path, zone } = options;
  if ((file === undefined) === (question === '')) {
    throw new AskerError(
      'Ask one question, such as: deskhand ask "tickets by agent last month", or name a file with --questions.',
    );
  }
  const lines = file === undefined ? null : await readQuestionsFile(file);
  const threads = lines === null && options.thread !== undefined ? 'kept' : 'of-this-run';
  await using store = await parts.openStore({ path, zone, absent: 'existing', threads });
  if (lines !== null) return await askLines(lines, options, store, parts);
  const { thread = null } = options;
  const turn = await askOne({ question, thread, now: options.now }, store, parts.signal);
  if (options.json)
    parts.terminal.write(`${JSON.stringify(replyJson('1', turn.reply, turn.plan))}\n`);
  else showTurn(turn, options, store, parts);
  return EXIT.ok;
}

type OneQuestion = {
  readonly question: string;
  readonly thread?: string | null | undefined;
  readonly now?: string | null | undefined;
};

function askOne(
  { question, thread, now }: OneQuestion,
  { desk, zone }: OpenStore,
  signal: AbortSignal,
): Promise<Turn> {
  const at = now ? { now: instantOf(now, zone) } : {};
  return desk.ask({ question, threadId: thread ?? null, zone, signal, ...at });
}

function showTurn(turn: Turn, { explain }: AskOptions, { zone }: OpenStore, parts: CliParts): void {
  const { terminal } = parts;
  terminal.write(renderReply(turn.reply, { zone, ...terminal }));
  if (explain && turn.reply.kind === 'answer') {
    const { provenance } = turn.reply;
    terminal.write(`\n${renderHow(provenance, terminal)}${renderSql(provenance, terminal)}`);
  }
}

/** One line each, in order. A question that breaks is declined in its line; the others still get their answers. */
async function askLines(
  lines: readonly AskedLine[],
  options: AskOptions,
  store: OpenStore,
  parts: CliParts,
): Promise<number> {
  const { terminal, signal } = parts;
  for (const line of lines) {
    const asked = { ...line, now: line.now ?? options.now };
    const reply = await askOne(asked, store, signal).then(
      (turn) => ({ turn, json: replyJson(line.id, turn.reply, turn.plan) }),
      (error: unknown) => ({ turn: null, json: brokenLine(line, error, parts) }),
    );
    signal.throwIfAborted();
    if (options.json) terminal.write(`${JSON.stringify(reply.json)}\n`);
    else if (reply.turn) {
      terminal.write(`${terminal.paint.accent(`› ${line.question}`)}\n`);
      showTurn(reply.turn, options, store, parts);
      terminal.write('\n');
    }
  }
  return EXIT.ok;
}

function brokenLine(line: AskedLine, error: unknown, { terminal, signal }: CliParts): ReplyJson {
  signal.throwIfAborted();
  const isTold = error instanceof AppError;
  const why = messageOf(error);
  terminal.tell(`${line.id}: ${why}\n`);
  const headline = isTold
    ? why
    : 'That went wrong on our side; there is no answer to this question.';
  return {
    ...{ id: line.id, kind: 'decline', headline, plan: null, sql: null, params: {}, period: null },
    ...{ columns: [], rows: [], followUps: [], warnings: [], asOf: null },
  };
}
