import { DateTime } from 'luxon';
import { formatDateTime, formatZone } from '../../../core/format-time.ts';
import type { DigestPart } from '../../../digests/deliver.ts';
import type { Digest, Mention } from '../../../digests/digest.ts';
import { renderDigestLead } from '../blocks/render-digest.ts';
import { renderReply } from '../blocks/render-reply.ts';
import type { RenderedReply } from '../blocks/slack-message.ts';

type Form = 'full' | 'basic';

/** A digest's head, or one of its sections, as Slack shows it. `answerRef`: what a section's buttons say back. */
export function renderDigestPart(
  { digest, section }: DigestPart,
  answerRef: string,
  form: Form = 'full',
): RenderedReply {
  const told = section === null ? undefined : digest.sections[section];
  if (told === undefined) return renderDigestLead(leadOf(digest), { form });
  const { title, question, reply } = told;
  const turn = { question, askedAt: digest.slot.at, reply };
  const { zone } = digest;
  return renderReply(turn, { answerRef, audience: 'channel', zone, heading: title, form });
}

function leadOf(digest: Digest) {
  const { headlines, sections, charts, breaches, slot, zone, late, name } = digest;
  const [headline = 'Nothing to tell: nothing came in, and nothing stands out.', ...points] =
    headlines;
  return {
    title: digest.title,
    about: [`${whenWords(slot.local)}, ${formatZone(zone)}`, ...(late ? [lateWords(digest)] : [])],
    headline,
    points: [...breaches.map(({ words }) => `Out of bounds: ${words}`), ...points],
    warnings: [],
    charts: charts.flatMap((index) => {
      const reply = sections[index]?.reply;
      return reply?.kind === 'answer' && reply.chart ? [reply.chart] : [];
    }),
    mention: mentionOf(digest.mention),
    stem: `${name}-${slot.local.slice(0, 10)}`,
  };
}

function lateWords({ slot }: Digest): string {
  return `Late: this was due at ${slot.local.slice(11)}, and its figures are of then.`;
}

/** "Friday, 20 Nov 2026 09:00" */
export function whenWords(local: string): string {
  const weekday = DateTime.fromISO(local, { zone: 'utc' }).setLocale('en').weekdayLong;
  return `${weekday}, ${formatDateTime(local)}`;
}

function mentionOf(mention: Mention | null) {
  if (mention === null) return { users: [], groups: [] };
  if (mention.kind === 'user') return { users: [mention.id], groups: [] };
  if (mention.kind === 'group') return { users: [], groups: [mention.id] };
  return { users: [], groups: [], everybody: mention.kind };
}
