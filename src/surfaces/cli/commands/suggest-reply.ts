import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import { TONES, type Tone } from '../../../assist/suggest/write/templates.ts';
import { AskerError } from '../../../core/errors.ts';
import { atHand } from '../at-hand.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import { renderSuggestion } from '../render/suggestion.ts';
import type { SuggestionsAtHand } from '../suggestion-link.ts';

type SuggestReplyOptions = {
  readonly db?: string;
  readonly tone?: Tone;
  readonly another?: boolean;
  readonly by?: string;
  readonly json?: boolean;
  readonly text?: string;
};
type WithGlobals = { optsWithGlobals(): SuggestReplyOptions };

const NOBODY_ELSE = 'command line';

export function addSuggestReply(host: CommandHost): void {
  const command = addCommand(
    host,
    'suggest-reply',
    'Draft a reply to a ticket out of past replies and documents, with its sources.',
    [
      'suggest-reply 4312',
      'suggest-reply 4312 --tone shorter',
      'suggest-reply 4312 --another --json',
      'suggest-reply use 4312 --by "Nova Lee"',
      'suggest-reply wrong 4312 the price has changed',
    ],
  )
    .argument('[ticket]', 'its number')
    .addOption(databaseOption())
    .addOption(new Option('--tone <tone>', 'how it is said').choices([...TONES]))
    .option('--another', 'made of something else than those before')
    .option('--by <name>', 'who does this')
    .option('--json', 'print as JSON')
    .action(async (ticket: string | undefined, _: unknown, own: WithGlobals) => {
      if (ticket === undefined)
        throw new AskerError(
          'Which ticket? Name its number, such as “deskhand suggest-reply 4312”.',
        );
      host.finish(await suggest(ticket, own.optsWithGlobals(), host.parts));
    });
  command
    .command('use')
    .description(
      'Write the newest draft to its ticket as an internal note. Sent by a running service.',
    )
    .argument('<ticket>', 'its number')
    .option('--text <file>', 'a file with what to write in its place')
    .action(async (ticket: string, _: unknown, own: WithGlobals) =>
      host.finish(await use(ticket, own.optsWithGlobals(), host.parts)),
    );
  command
    .command('wrong')
    .description('Say that the newest draft is wrong, and why.')
    .argument('<ticket>', 'its number')
    .argument('[reason...]', 'why, in words')
    .action(async (ticket: string, reason: string[], _: unknown, own: WithGlobals) =>
      host.finish(await reject(ticket, reason.join(' '), own.optsWithGlobals(), host.parts)),
    );
}

async function suggest(
  ticket: string,
  options: SuggestReplyOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal, signal } = parts;
  await using hand = await open(options, parts);
  const { suggestions } = hand;
  const suggestion = await suggestions.suggest(ticket, {
    by: options.by ?? NOBODY_ELSE,
    isAnother: options.another === true,
    ...(options.tone && { tone: options.tone }),
    signal,
  });
  terminal.write(
    options.json
      ? `${JSON.stringify(suggestion)}\n`
      : renderSuggestion(suggestion, { paint: terminal.paint, now: hand.now() }),
  );
  return EXIT.ok;
}

async function use(ticket: string, options: SuggestReplyOptions, parts: CliParts): Promise<number> {
  await using hand = await open(options, parts);
  const { suggestions } = hand;
  const { id } = await newest(ticket, suggestions);
  const text = options.text === undefined ? undefined : await readText(options.text);
  const by = options.by ?? NOBODY_ELSE;
  const { words } = await suggestions.use(id, { by, ...(text !== undefined && { text }) });
  parts.terminal.write(`${words}\n`);
  return EXIT.ok;
}

async function reject(
  ticket: string,
  reason: string,
  options: SuggestReplyOptions,
  parts: CliParts,
): Promise<number> {
  await using hand = await open(options, parts);
  const { suggestions } = hand;
  const { id } = await newest(ticket, suggestions);
  const { words } = await suggestions.reject(id, { by: options.by ?? NOBODY_ELSE, reason });
  parts.terminal.write(`${words}\n`);
  return EXIT.ok;
}

async function newest(ticket: string, suggestions: SuggestionsAtHand['suggestions']) {
  const found = await suggestions.latest(ticket);
  if (!found)
    throw new AskerError(
      `No reply was drafted for ticket ${ticket} yet. “deskhand suggest-reply ${ticket}” does.`,
    );
  return found;
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AskerError(`${path} can’t be read.`, { cause });
  });
}

async function open(
  { db }: SuggestReplyOptions,
  { openStore, suggestByService }: CliParts,
): Promise<SuggestionsAtHand & AsyncDisposable> {
  return atHand(
    await suggestByService(db),
    () =>
      openStore({
        ...{ path: db, absent: 'existing', threads: 'of-this-run' },
        heldHint: 'Ask it there.',
      }),
    async (store) => ({ suggestions: await store.suggestions(), now: () => store.now() }),
  );
}
