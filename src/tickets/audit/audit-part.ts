import type { TicketPart } from '../../core/ticket-card.ts';
import type { Reader } from '../../store/database.ts';
import { readAudit } from './audit-log.ts';
import { auditLine } from './audit-words.ts';

/** What was done about a ticket, for whoever may see it. */
export function auditPart({
  db,
  zone,
}: {
  readonly db: Reader;
  readonly zone: string;
}): TicketPart {
  return {
    id: 'audit',
    async section(ticket, viewer) {
      if (!viewer.may('audit')) return null;
      const entries = await readAudit(db, ticket.id);
      if (entries.length === 0) return null;
      return {
        title: 'What was done',
        lines: entries.map((entry) => auditLine(entry, zone)),
        notes: ['Sealed entry by entry; “deskhand audit --verify” checks that none was changed.'],
        length: 'long',
      };
    },
  };
}
