import { randomUUID } from 'node:crypto';
import { AskerError } from '../../../core/errors.ts';
import { addCommand, type CommandHost, databaseOption, zoneOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts, OpenStore } from '../parts.ts';
import { renderDigest, renderDigests } from '../render/digest.ts';

type DigestOptions = { readonly db?: string; readonly zone?: string; readonly json?: boolean };
type WithGlobals = { optsWithGlobals(): DigestOptions };

const HELD = 'If it is the service, “/digest” in Slack does the same.';

export function addDigest(host: CommandHost): void {
  const list = async (_: DigestOptions, command: WithGlobals) =>
    host.finish(await listDigests(command.optsWithGlobals(), host.parts));
  const command = addCommand(host, 'digest', 'What is posted by itself: see it, or post it now.', [
    'digest',
    'digest preview daily',
    'digest run daily',
  ])
    .addOption(databaseOption())
    .addOption(zoneOption())
    .option('--json', 'print as JSON')
    .action(list);
  command.command('list').description('List them.').action(list);
  command
    .command('preview')
    .description('Show one as it would be posted now. Nothing is posted.')
    .argument('<name>', 'its name, as the list has it')
    .action(async (name: string, _: DigestOptions, own: WithGlobals) =>
      host.finish(await previewDigest(name, own.optsWithGlobals(), host.parts)),
    );
  command
    .command('run')
    .description('Post one now, beside its schedule.')
    .argument('<name>', 'its name, as the list has it')
    .action(async (name: string, _: DigestOptions, own: WithGlobals) =>
      host.finish(await runDigest(name, own.optsWithGlobals(), host.parts)),
    );
}

/** Digests made in chat are in the state that is kept. */
function open({ db, zone }: DigestOptions, { openStore }: CliParts): Promise<OpenStore> {
  return openStore({ path: db, zone, absent: 'existing', threads: 'kept', heldHint: HELD });
}

async function listDigests(options: DigestOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await open(options, parts);
  const digests = await store.digests.list();
  terminal.write(
    options.json ? `${JSON.stringify(digests)}\n` : renderDigests(digests, terminal.paint),
  );
  return EXIT.ok;
}

async function previewDigest(
  name: string,
  options: DigestOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal, signal } = parts;
  await using store = await open(options, parts);
  const digest = await store.digests.preview(name, signal);
  terminal.write(
    options.json
      ? `${JSON.stringify(digest)}\n`
      : renderDigest(digest, { ...terminal, zone: digest.zone }),
  );
  return EXIT.ok;
}

async function runDigest(name: string, options: DigestOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await open(options, parts);
  const result = await store.digests.run(name, randomUUID());
  if (result.kind === 'running') throw new AskerError('It is being posted by another process.');
  terminal.write(
    options.json
      ? `${JSON.stringify(result)}\n`
      : result.kind === 'posted'
        ? `Posted in ${result.channel}.\n`
        : 'There was nothing to say.\n',
  );
  return EXIT.ok;
}
