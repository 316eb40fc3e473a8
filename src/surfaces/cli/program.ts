import { Command, CommanderError } from 'commander';
import type { CommandHost } from './command.ts';
import { addAnalyze } from './commands/analyze.ts';
import { addAsk } from './commands/ask.ts';
import { addAssign } from './commands/assign.ts';
import { addAway, addBack, addTeam } from './commands/assign-team.ts';
import { addAudit } from './commands/audit.ts';
import { addBackup } from './commands/backup.ts';
import { addChat } from './commands/chat.ts';
import { addDemo } from './commands/demo.ts';
import { addDigest } from './commands/digest.ts';
import { addErase } from './commands/erase.ts';
import { addEscalate } from './commands/escalate.ts';
import { addFeedback } from './commands/feedback.ts';
import { addImport } from './commands/import.ts';
import { addKnowledge } from './commands/knowledge.ts';
import { addMetrics } from './commands/metrics.ts';
import { addModel } from './commands/model.ts';
import { addOnCall } from './commands/oncall.ts';
import { addOutbox } from './commands/outbox.ts';
import { addSlack } from './commands/slack.ts';
import { addSources } from './commands/sources.ts';
import { addStatus } from './commands/status.ts';
import { addSuggestReply } from './commands/suggest-reply.ts';
import { addSync } from './commands/sync.ts';
import { addTime } from './commands/time.ts';
import { addVerify } from './commands/verify.ts';
import { EXIT } from './failure.ts';
import type { CliParts } from './parts.ts';
import type { Terminal } from './terminal.ts';

const COMMANDS: readonly ((host: CommandHost) => void)[] = [
  ...[addImport, addAsk, addChat, addVerify, addTime],
  ...[addSources, addSync, addOutbox, addSlack, addModel, addDigest],
  ...[addAssign, addTeam, addAway, addBack],
  ...[addSuggestReply, addKnowledge, addEscalate, addOnCall, addAudit],
  ...[addAnalyze, addMetrics, addStatus, addFeedback, addDemo, addBackup, addErase],
];

/** Runs one command line (without node and script) and gives its exit code. Throws what the command throws. */
export async function runCommandLine(args: readonly string[], parts: CliParts): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram(parts.terminal);
  const finish = (code: number) => {
    exitCode = code;
  };
  for (const add of COMMANDS) add({ program, parts, finish });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return exitCode;
}

function createProgram({ write, tell, width }: Terminal): Command {
  return new Command('deskhand')
    .description('Ask a support team’s tickets and chats questions, and trust the answers.')
    .usage('<command> [options]')
    .configureOutput({
      writeOut: write,
      writeErr: tell,
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      outputError: (text, put) => put(text.replace(/^error: /, '')),
    })
    .helpCommand('help [command]', 'all about one command')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 refused or a mistake to put right, 2 wrong usage, 3 a bug, 130 stopped.',
    )
    .showHelpAfterError('(--help tells more)')
    .exitOverride();
}
