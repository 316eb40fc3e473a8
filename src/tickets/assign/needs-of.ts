import type { SkillNeed, Skills } from '../../core/assignment-settings.ts';
import type { Ticket } from './assignment.ts';

/** Skills a ticket needs, each at the highest level any rule asks for. What isn't known of it meets no condition. */
export function needsOf(ticket: Ticket, needs: readonly SkillNeed[]): Skills {
  const all: Record<string, number> = {};
  for (const need of needs) {
    if (!isMet(ticket, need)) continue;
    for (const [skill, level] of Object.entries(need.needs))
      all[skill] = Math.max(all[skill] ?? 0, level);
  }
  return all;
}

/** Whether any rule is about what a ticket's words say. */
export function asksWhatItSays(needs: readonly SkillNeed[]): boolean {
  return needs.some(({ when }) => when.category !== undefined || when.language !== undefined);
}

function isMet(ticket: Ticket, { when }: SkillNeed): boolean {
  const has = (wanted: readonly string[] | undefined, values: readonly (string | null)[]) =>
    wanted === undefined || values.some((value) => value && wanted.includes(value.toLowerCase()));
  return (
    has(when.category, ticket.categories) &&
    has(when.pipeline, [ticket.pipeline]) &&
    has(when.language, [ticket.language]) &&
    has(when.priority, [ticket.priority]) &&
    has(when.tag, ticket.tags)
  );
}
