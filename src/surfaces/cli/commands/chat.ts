import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline';
import type { Turn } from '../../../bot/desk.ts';
import { AppError } from '../../../core/errors.ts';
import { addCommand, type CommandHost, databaseOption, nowOption, zoneOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import { instantOf } from '../options.ts';
import type { CliParts, OpenStore } from '../parts.ts';
import { renderHow, renderSql } from '../render/how.ts';
import { choicesOf, renderReply } from '../render/reply.ts';
import type { Terminal } from '../terminal.ts';

type ChatOptions = {
  readonly thread?: string;
  readonly db?: string;
  readonly now?: string;
  readonly zone?: string;
};

const SUGGESTED = 4;

const HELP = `Ask anything about your tickets and chats; what you ask next may follow up on it.
  1, 2, 3   ask what stands beside the number
  /how      how the last answer was made
  /sql      its SQL
  /undo     back to the answer before
  /new      a new thread
  /quit     leave (Ctrl-D); Ctrl-C stops a question that takes too long
`;

export function addChat(host: CommandHost): void {
  addCommand(host, 'chat', 'Ask in a thread, question by question.', [
    'chat',
    'chat --thread monday',
    'chat < questions.txt',
  ])
    .option('--thread <id>', 'thread to go on in, or to begin')
    .addOption(databaseOption())
    .addOption(nowOption())
    .addOption(zoneOption())
    .action(async (options: ChatOptions) => host.finish(await runChat(options, host.parts)));
}

/** `deskhand chat`: a thread, question by question, from a person or a pipe. */
async function runChat(options: ChatOptions, parts: CliParts): Promise<number> {
  const { db: path, zone } = options;
  await using store = await parts.openStore({ path, zone, absent: 'existing', threads: 'kept' });
  const chat = createChat(options, store, parts.terminal);
  const { terminal } = parts;
  const lines = createInterface({
    input: terminal.input,
    output: terminal.output,
    terminal: terminal.isInteractive,
    prompt: terminal.paint.accent('› '),
    historySize: 200,
  });
  parts.signal.addEventListener('abort', () => lines.close(), { once: true });
  if (terminal.isInteractive) await greet(store, terminal);
  await converse(lines, chat, terminal);
  return EXIT.ok;
}

async function greet({ desk }: OpenStore, { write, paint }: Terminal): Promise<void> {
  const suggestions = await desk.suggestions();
  const list = suggestions
    .slice(0, SUGGESTED)
    .map(({ question }) => `  ${question}\n`)
    .join('');
  write(
    `Ask about your tickets and chats, for example:\n${list}${paint.faint('/help lists what else there is.')}\n\n`,
  );
}

async function converse(
  lines: Interface,
  chat: Chat,
  { isInteractive, paint, write }: Terminal,
): Promise<void> {
  let running: AbortController | null = null;
  lines.on('SIGINT', () => {
    if (running) running.abort();
    else lines.close();
  });
  if (isInteractive) lines.prompt();
  for await (const line of lines) {
    if (!isInteractive && line.trim() !== '') write(`${paint.accent(`› ${line.trim()}`)}\n`);
    running = new AbortController();
    const goesOn = await chat.take(line.trim(), running.signal);
    running = null;
    if (!goesOn) break;
    write('\n');
    if (isInteractive) lines.prompt();
  }
  lines.close();
}

interface Chat {
  /** Answers one line; false when it was a goodbye. */
  take(line: string, signal: AbortSignal): Promise<boolean>;
}

function createChat(options: ChatOptions, { desk, zone }: OpenStore, terminal: Terminal): Chat {
  let threadId = options.thread ?? randomUUID();
  let last: Turn | null = null;
  const now = options.now ? { now: instantOf(options.now, zone) } : {};

  const ask = async (question: string, signal: AbortSignal): Promise<void> => {
    try {
      last = await desk.ask({ question, threadId, zone, signal, ...now });
      terminal.write(renderReply(last.reply, { ...terminal, zone, isNumbered: true }));
    } catch (error) {
      if (signal.aborted) terminal.write('Stopped.\n');
      else if (error instanceof AppError) terminal.write(`${error.message}\n`);
      else throw error;
    }
  };
  const ofAnswer = (render: typeof renderHow) =>
    terminal.write(
      last?.reply.kind === 'answer'
        ? render(last.reply.provenance, terminal)
        : 'There is no answer yet.\n',
    );
  const commands: Readonly<Record<string, (signal: AbortSignal) => unknown>> = {
    '/help': () => terminal.write(HELP),
    '/how': () => ofAnswer(renderHow),
    '/sql': () => ofAnswer(renderSql),
    '/undo': (signal) => ask('undo', signal),
    '/new': () => {
      threadId = randomUUID();
      last = null;
      terminal.write('A new thread.\n');
    },
  };

  return {
    async take(line, signal) {
      if (line === '') return true;
      if (/^\/(?:quit|exit|q)$/i.test(line)) return false;
      const command = commands[line.toLowerCase()];
      if (command) await command(signal);
      else if (line.startsWith('/')) terminal.write(`There is no ${line}. ${HELP}`);
      else await ask(picked(line, last) ?? line, signal);
      return true;
    },
  };
}

/** The question a bare number stands for after the last reply. */
function picked(line: string, last: Turn | null): string | undefined {
  if (!last || !/^[1-9]$/.test(line)) return undefined;
  return choicesOf(last.reply)[Number(line) - 1]?.question;
}
