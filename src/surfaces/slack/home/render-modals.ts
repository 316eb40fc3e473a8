import type { PermissionsShown } from '../../../bot/access/describe-permissions.ts';
import type { RunLine, TestedSystem } from '../../../bot/upkeep.ts';
import { formatInstant } from '../../../core/format-time.ts';
import { LIMITS, shorten } from '../blocks/fit.ts';
import type { SlackBlock, SlackModal } from '../blocks/slack-message.ts';
import { asides, oneLine, plain, points, prose } from '../blocks/words.ts';

const LONGEST_LINE = 500;

export function renderRuns(runs: readonly RunLine[], zone: string): SlackModal {
  const blocks = runs.flatMap(({ label, startedAt, words, problem }): SlackBlock[] => [
    ...prose([`**${line(label)}** ${formatInstant(startedAt, zone)}: ${line(words)}`]),
    ...asides(problem === null ? [] : [line(problem)]),
  ]);
  return modal('Run log', runs.length > 0 ? blocks : prose(['Nothing has been read yet.']));
}

/** Stands while connections are tried. */
export function renderTesting(): SlackModal {
  return modal('Connections', prose(['Trying each connection. This takes up to a minute.']));
}

export function renderTested(tested: readonly TestedSystem[]): SlackModal {
  const blocks = tested.flatMap(({ label, isWorking, lines }): SlackBlock[] => [
    ...prose([`**${line(label)}** ${isWorking ? 'works' : 'does not work'}`]),
    ...(lines.length > 0 ? points(lines.map(line)) : []),
  ]);
  return modal('Connections', blocks);
}

export function renderProblem(heading: string, words: string): SlackModal {
  return modal(heading, prose([words]));
}

export function renderPermissions({ roles, parts }: PermissionsShown): SlackModal {
  return modal('Who may do what', [
    ...points(roles.map(({ role, may }) => `**${role}** ${may}`)),
    ...parts.flatMap(({ title, lines }): SlackBlock[] => [
      { type: 'header', text: plain(title, LIMITS.headerText) },
      ...points(lines.map(({ whom, role }) => `${line(whom)}: **${role}**`)),
    ]),
    ...asides([
      'The first part that names somebody counts. It is all in config/permissions.yaml; a change takes effect after a restart.',
    ]),
  ]);
}

const line = (words: string): string => shorten(oneLine(words), LONGEST_LINE);

function modal(heading: string, blocks: readonly SlackBlock[]): SlackModal {
  return {
    type: 'modal',
    title: plain(heading, LIMITS.modalTitle),
    close: plain('Close', LIMITS.modalTitle),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}
