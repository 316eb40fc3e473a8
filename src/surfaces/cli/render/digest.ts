import { formatDateTime, formatInstant, formatZone } from '../../../core/format-time.ts';
import type { Digest } from '../../../digests/digest.ts';
import type { DigestView } from '../../../digests/digests.ts';
import type { Paint } from './paint.ts';
import { renderProse } from './prose.ts';
import { type ReplyCanvas, renderReply } from './reply.ts';

/** A digest as it would be posted: what leads, then each section with its answer. */
export function renderDigest(digest: Digest, canvas: ReplyCanvas): string {
  const { paint, width } = canvas;
  const { title, slot, zone, headlines, breaches, sections, empty } = digest;
  const lines = [
    paint.strong(title),
    paint.faint(`${formatDateTime(slot.local)}, ${formatZone(zone)}`),
    '',
    ...(empty ? ['There is nothing to say: no section has anything to tell.'] : []),
    ...headlines.map((sentence) => renderProse(`• ${sentence}`, width, paint)),
    ...breaches.map(({ words }) => paint.warn(renderProse(`! ${words}`, width, paint))),
  ];
  const told = sections.map(
    ({ title: heading, reply }) =>
      `\n${paint.accent(`› ${heading}`)}\n${renderReply(reply, { ...canvas, zone })}`,
  );
  return `${lines.join('\n')}\n${told.join('')}`;
}

/** All digests: when each is posted, and how the last one ended. */
export function renderDigests(digests: readonly DigestView[], paint: Paint): string {
  if (digests.length === 0) {
    return 'There are no digests: config/digests.yaml names none, and none was made in chat.\n';
  }
  return digests.map((digest) => `${renderView(digest, paint)}\n`).join('');
}

function renderView(digest: DigestView, paint: Paint): string {
  const { name, title, words, zone, runs, questions } = digest;
  const [last] = runs;
  const ended = last && `last: ${formatDateTime(last.slot.local)}, ${last.state}`;
  return [
    `${paint.strong(name)}  ${title}`,
    `  ${words} (${formatZone(zone)}), ${stateWords(digest)}${ended ? `; ${ended}` : ''}`,
    ...(last?.problem ? [paint.warn(`  ! ${last.problem}`)] : []),
    paint.faint(`  ${questions.join(' · ')}`),
  ].join('\n');
}

function stateWords({ channel, paused, nextAt, zone }: DigestView): string {
  if (channel === null) return 'off: it has no channel yet';
  if (paused) return `paused, for ${channel}`;
  return nextAt === null
    ? `in ${channel}, but no day ever comes`
    : `next ${formatInstant(nextAt, zone)} in ${channel}`;
}
