import { AskerError } from '../../../core/errors.ts';
import { formatCounted } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import { auditWords } from '../../../tickets/audit/audit-words.ts';
import type { AuditEntry, Verdict } from '../../../tickets/audit/seal-entry.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import { openEscalations } from './escalate.ts';

type AuditOptions = { readonly db?: string; readonly verify?: boolean; readonly json?: boolean };

export function addAudit(host: CommandHost): void {
  addCommand(host, 'audit', 'Show what was done about a ticket, or check that the log is whole.', [
    'audit 4312',
    'audit --verify',
  ])
    .argument('[ticket]', 'its number')
    .addOption(databaseOption())
    .option('--verify', 'check every entry against the one before it')
    .option('--json', 'print as JSON')
    .action(async (ticket: string | undefined, options: AuditOptions) =>
      host.finish(await runAudit(ticket, options, host.parts)),
    );
}

/** `deskhand audit`: with --verify it ends with 1 where the log is not as it was written. */
async function runAudit(
  ticket: string | undefined,
  options: AuditOptions,
  parts: CliParts,
): Promise<number> {
  const { verify, json } = options;
  const { terminal } = parts;
  if (ticket === undefined && !verify)
    throw new AskerError('Name a ticket, such as “deskhand audit 4312”, or add --verify.');
  await using store = await openEscalations(options, parts);
  if (ticket !== undefined) {
    const entries = await store.escalations.audit(ticket);
    terminal.write(json ? `${JSON.stringify(entries)}\n` : renderEntries(entries, store.zone));
  }
  if (!verify) return EXIT.ok;
  const verdict = await store.escalations.verifyAudit();
  terminal.write(json ? `${JSON.stringify(verdict)}\n` : `${verdictWords(verdict)}\n`);
  return verdict.kind === 'whole' ? EXIT.ok : EXIT.refused;
}

function renderEntries(entries: readonly AuditEntry[], zone: string): string {
  if (entries.length === 0) return 'Nothing was done about it.\n';
  return entries
    .map(
      (entry) =>
        `${String(entry.number).padStart(6)}  ${formatInstant(entry.at, zone)}  ${auditWords(entry, zone)}\n`,
    )
    .join('');
}

function verdictWords(verdict: Verdict): string {
  if (verdict.kind === 'broken')
    return `The log breaks at entry ${verdict.number}: ${verdict.problem}. What stands before it is as it was written.`;
  if (verdict.entries === 0) return 'The log is empty.';
  return `The log is whole: ${formatCounted(verdict.entries, 'entry', 'entries')}, the last one sealed ${verdict.head.slice(0, 16)}….`;
}
