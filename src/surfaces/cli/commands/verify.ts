import type { Command } from 'commander';
import { stringify } from 'yaml';
import type { FeedbackTaken } from '../../../bot/feedback.ts';
import { AskerError } from '../../../core/errors.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CheckedOne, CliParts, OpenStore, VerifiedOne } from '../parts.ts';

type Chosen = { readonly db?: string };
type VerifyOptions = Chosen & {
  readonly thread?: string;
  readonly check?: boolean;
  readonly json?: boolean;
};

/** As the console's operator is called. */
const OPERATOR = 'local';

export function addVerify(host: CommandHost): void {
  const { parts, finish } = host;
  const verify = addCommand(
    host,
    'verify',
    'Keep a question as read right: it is read the same from now on.',
    [
      'verify "tickets by agent last week"',
      'verify --thread monday',
      'verify list',
      'verify remove "tickets by agent last week"',
      'verify --check',
    ],
  )
    .argument('[question]', 'as it will be asked; one that waits for review is in use again')
    .option('--thread <id>', 'every question of a thread that can be asked again on its own')
    .option('--check', 'look whether all that was verified is still read the same')
    .option('--json', 'with --check: one JSON line each')
    .addOption(databaseOption())
    .action(async (question: string | undefined, options: VerifyOptions) => {
      finish(await runVerify(question?.trim() ?? '', options, parts));
    });
  const onBook = (name: string, description: string, work: BookWork): Command =>
    verify
      .command(name)
      .description(description)
      .addOption(databaseOption())
      .action(async (...given: readonly unknown[]) => {
        // Commander gives the command last, and before it the options; of both, those said before and after the name.
        const command = given.at(-1) as Command;
        const { db } = command.optsWithGlobals<Chosen>();
        await using book = await parts.openVerified(db);
        finish(await work(book, String(given[0]), parts));
      });
  onBook(
    'list',
    'each question, when it was verified and by whom; those that wait for review',
    list,
  );
  onBook('remove <question>', 'read it by the rules again', remove);
  onBook('export', 'questions and plans as YAML, to be reviewed', exportAll);
}

type Book = Awaited<ReturnType<CliParts['openVerified']>>;
type BookWork = (book: Book, question: string, parts: CliParts) => Promise<number>;

async function runVerify(
  question: string,
  { db, thread, check, json }: VerifyOptions,
  parts: CliParts,
): Promise<number> {
  const wanted = [question !== '', thread !== undefined, check === true].filter(Boolean).length;
  if (wanted !== 1)
    throw new AskerError(
      'Say what to verify: a question, --thread and its name, or --check for all that was verified.',
    );
  await using store = await parts.openStore({ path: db, absent: 'existing', threads: 'kept' });
  // Awaited here, while the store is open.
  if (check) return await checkAll(store, json === true, parts);
  if (thread !== undefined) return await verifyThread(thread, store, parts);
  return await verifyOne(question, store, parts);
}

async function verifyOne(
  question: string,
  { verified, desk }: OpenStore,
  { terminal }: CliParts,
): Promise<number> {
  await verified.verify(question, OPERATOR);
  const { reply } = await desk.ask({ question, threadId: null });
  terminal.write(`Verified: ${question}\n  ${reply.headline.replaceAll('**', '')}\n`);
  return EXIT.ok;
}

/** As thumbs up under each of its answers. */
async function verifyThread(
  id: string,
  { desk }: OpenStore,
  { terminal }: CliParts,
): Promise<number> {
  const thread = await desk.thread(id);
  if (!thread)
    throw new AskerError(
      `There is no thread called ${id}: deskhand ask --thread ${id} begins one.`,
    );
  let exitCode: number = EXIT.refused;
  for (const { id: turnId, question } of thread.messages) {
    const taken = await desk.feedback({ threadId: id, turnId, person: OPERATOR, verdict: 'good' });
    if (taken.kind === 'verified') exitCode = EXIT.ok;
    const words = taken.kind === 'verified' ? 'verified' : terminal.paint.faint(whyNot(taken));
    terminal.write(`${terminal.paint.strong(question)}: ${words}\n`);
  }
  return exitCode;
}

const whyNot = (taken: FeedbackTaken): string =>
  taken.kind === 'unverifiable' ? taken.reason : 'There is nothing in it to verify.';

const STATES: Readonly<Record<CheckedOne['now'], string>> = {
  same: 'same',
  unread: 'same, and only because it was verified',
  differs: 'DIFFERS: the rules read it as something else now',
  broken: 'BROKEN',
};

async function checkAll(
  { verified }: OpenStore,
  isJson: boolean,
  { terminal }: CliParts,
): Promise<number> {
  const found = await verified.check();
  for (const one of found) terminal.write(`${isJson ? JSON.stringify(asLine(one)) : shown(one)}\n`);
  if (found.length === 0 && !isJson) terminal.write('Nothing has been verified yet.\n');
  return found.every(holds) ? EXIT.ok : EXIT.refused;
}

const asLine = (one: CheckedOne) => ({
  question: one.kept.question,
  now: one.now,
  problem: one.problem,
  isSuspended: one.kept.suspended !== undefined,
  holds: holds(one),
});

/** One that waits for review is not in use. */
const holds = ({ kept, now }: CheckedOne): boolean =>
  kept.suspended !== undefined || now === 'same' || now === 'unread';

function shown({ kept, now, problem }: CheckedOne): string {
  const waits = kept.suspended ? ' (waits for review)' : '';
  return `${kept.question}: ${STATES[now]}${problem === null ? '' : `: ${problem}`}${waits}`;
}

async function list(book: Book, _question: string, { terminal }: CliParts): Promise<number> {
  const all = await book.all();
  const { paint } = terminal;
  const line = ({ question, by, verifiedAt, suspended }: VerifiedOne): string =>
    [
      paint.strong(question),
      paint.faint(`${verifiedAt.slice(0, 10)}, ${by}`),
      ...(suspended
        ? [`waits for review: found wrong on ${suspended.at.slice(0, 10)} by ${suspended.by}`]
        : []),
    ].join(' ');
  const lines = all.toSorted((a, b) => Number(!a.suspended) - Number(!b.suspended)).map(line);
  terminal.write(`${lines.length > 0 ? lines.join('\n') : 'Nothing has been verified yet.'}\n`);
  if (all.some(({ suspended }) => suspended))
    terminal.tell(
      'deskhand verify "QUESTION" has one used again, as it is read now; deskhand verify remove "QUESTION" drops it.\n',
    );
  return EXIT.ok;
}

async function remove(book: Book, question: string, { terminal }: CliParts): Promise<number> {
  if (await book.remove(question)) {
    terminal.write(`No longer verified: ${question}\n`);
    return EXIT.ok;
  }
  terminal.tell('No such question was verified: deskhand verify list shows those that were.\n');
  return EXIT.refused;
}

async function exportAll(book: Book, _question: string, { terminal }: CliParts): Promise<number> {
  terminal.write(stringify({ verified: await book.all() }));
  return EXIT.ok;
}
