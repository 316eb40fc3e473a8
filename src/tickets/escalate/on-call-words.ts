import { formatInstant, formatZone } from '../../core/format-time.ts';
import type { OnCallBook } from './on-call-book.ts';
import type { OnCallChange, Rotation, Shift } from './rotation.ts';

type Now = Awaited<ReturnType<OnCallBook['now']>>[number];

/** An instant as the clocks of `zone` show it. */
export const at = (ms: number, zone: string): string =>
  formatInstant(new Date(ms).toISOString(), zone);

/** "**support**: **Nova Lee** until 23 Nov 2026 09:00, then Richie Diaz (Halifax time)" */
export function onCallWords(now: Now): string {
  const { name, zone } = now.rotation;
  return `**${name}**: **${now.person ?? 'nobody'}**${untilWords(now)} (${formatZone(zone)})`;
}

/** "**Nova Lee** is on call until 23 Nov 2026 09:00, then Richie Diaz (support, Halifax time)." */
export function nowWords(now: Now): string {
  const { name, zone } = now.rotation;
  return `**${now.person ?? 'Nobody'}** is on call${untilWords(now)} (${name}, ${formatZone(zone)}).`;
}

function untilWords({ rotation: { zone }, to, next }: Now): string {
  const until = to === null ? '' : ` until ${at(to, zone)}`;
  return next ? `${until}, then ${next.person ?? 'nobody'}` : until;
}

/** "Nova Lee is on call, 24 Dec 2026 09:00 – 27 Dec 2026 09:00", without a full stop. */
export function changeWords(change: OnCallChange, zone: string): string {
  const who =
    change.kind === 'swap'
      ? `${change.between.join(' and ')} have each other’s turns`
      : `${change.person} is on call`;
  return `${who}, ${at(change.from, zone)} – ${at(change.to, zone)}`;
}

/** A rotation's shifts, a line each. */
export function rosterWords({ zone }: Rotation, shifts: readonly Shift[]): readonly string[] {
  return shifts.map(
    ({ from, to, person }) => `${at(from, zone)} – ${at(to, zone)}: **${person ?? 'nobody'}**`,
  );
}
