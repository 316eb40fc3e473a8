import { formatInstant } from '../../core/format-time.ts';
import type { AuditEntry } from './seal-entry.ts';

/** Ids say nothing to a reader; they stand in `deskhand audit --json`. */
const UNSAID = new Set(['escalation', 'assignment', 'press', 'id', 'cause']);

/** An entry in one line, without its time: "escalation opened, Nova Lee; chain usual". */
export function auditWords({
  action,
  actor,
  details,
}: Pick<AuditEntry, 'action' | 'actor' | 'details'>): string {
  const told = Object.entries(details).flatMap(([name, value]) => {
    const words = Array.isArray(value) ? value.join(', ') : String(value);
    return UNSAID.has(name) || value === null || words === '' ? [] : [`${name} ${words}`];
  });
  return [`${action}, ${actor}`, ...told].join('; ');
}

/** The same after its time. */
export function auditLine(entry: AuditEntry, zone: string): string {
  return `${formatInstant(entry.at, zone)}: ${auditWords(entry)}`;
}
