import { formatInstant } from '../../core/format-time.ts';
import type { AuditEntry } from './seal-entry.ts';

/** Ids say nothing to a reader; they stand in `deskhand audit --json`. */
const UNSAID = new Set(['escalation', 'assignment', 'press', 'id', 'cause']);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** An entry in one line, without its time: "escalation opened, Nova Lee; chain usual". Times in it by the clocks of `zone`. */
export function auditWords(
  { action, actor, details }: Pick<AuditEntry, 'action' | 'actor' | 'details'>,
  zone: string,
): string {
  const told = Object.entries(details).flatMap(([name, value]) => {
    const all = (Array.isArray(value) ? value : [value]).map(String);
    const words = all.map((one) => (INSTANT.test(one) ? formatInstant(one, zone) : one)).join(', ');
    return UNSAID.has(name) || value === null || words === '' ? [] : [`${name} ${words}`];
  });
  return [`${action}, ${actor}`, ...told].join('; ');
}

/** The same after its time. */
export function auditLine(entry: AuditEntry, zone: string): string {
  return `${formatInstant(entry.at, zone)}: ${auditWords(entry, zone)}`;
}
