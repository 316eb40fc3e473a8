import type { ChangeAsked } from '../../sources/outbox/outbox.ts';
import { insertEntry } from '../../sources/outbox/outbox-table.ts';
import type { Writer } from '../../store/database.ts';
import { appendAudit } from '../audit/audit-log.ts';
import type { Move } from './assignment.ts';
import type { AssignmentState } from './draft.ts';
import type { OwnerWrite, Plan } from './plan-assignment.ts';
import { isoOf, writeSlot } from './slot-rows.ts';

/** Writes a plan with what support systems are to be told, in the transaction it was read in. Gives the changes asked for. */
export async function writePlan(
  writer: Writer,
  plan: Plan,
  { state, writable }: { readonly state: AssignmentState; readonly writable: ReadonlySet<string> },
): Promise<readonly ChangeAsked[]> {
  for (const move of plan.moves) await writeMove(writer, move);
  const asked: ChangeAsked[] = [];
  for (const write of plan.writes) {
    const change = await changeOf(writer, write, { state, writable });
    if ('unwritten' in change)
      await writer.run('UPDATE assignments SET unwritten = $unwritten WHERE id = $id', {
        ...{ id: write.id.replace('assign:', ''), unwritten: change.unwritten },
      });
    else {
      await insertEntry(writer, change, isoOf(plan.moves[0]?.at ?? 0) ?? '');
      asked.push(change);
    }
  }
  return asked;
}

async function changeOf(
  writer: Writer,
  { id, ticketId, member, actor }: OwnerWrite,
  { state, writable }: { readonly state: AssignmentState; readonly writable: ReadonlySet<string> },
): Promise<ChangeAsked | { readonly unwritten: string }> {
  const ticket = state.tickets.get(ticketId);
  if (!ticket || !writable.has(ticket.source))
    return { unwritten: 'it did not come from a support system that is set up' };
  const { source, ref: ticketRef } = ticket;
  const agentRef = member === null ? null : await agentRefOf(writer, source, member);
  if (member !== null && agentRef === null)
    return { unwritten: `${member} has no account in ${source} that is known here` };
  return { id, source, ticketRef, change: { kind: 'set-owner', agentRef }, askedBy: actor };
}

async function agentRefOf(writer: Writer, source: string, name: string): Promise<string | null> {
  const { rows } = await writer.rows(
    `SELECT source_id FROM agents WHERE source = $source AND name = $name
     ORDER BY coalesce(active, true) DESC, source_id LIMIT 1`,
    { source, name },
  );
  return rows[0] ? String(rows[0][0]) : null;
}

async function writeMove(writer: Writer, move: Move): Promise<void> {
  const { before, after, ended, decision, actor, ticketId } = move;
  const at = isoOf(move.at);
  await writeSlot(writer, after);
  const was = before?.holding;
  const { holding } = after;
  if (was && ended)
    await writer.run(
      `UPDATE assignments SET ended_at = $at::TIMESTAMP, ended_by = $actor, ended = $kind, note = $note WHERE id = $id`,
      { id: was.id, at, actor, kind: ended.kind, note: ended.note },
    );
  if (holding && holding.id !== was?.id)
    await writer.run(
      `INSERT INTO assignments BY NAME SELECT $id AS id, $ticketId AS ticket_id, $member AS member, $how AS how,
         $actor AS assigned_by, $at::TIMESTAMP AS assigned_at`,
      { id: holding.id, ticketId, member: holding.member, how: holding.how, actor, at },
    );
  else if (holding?.isAccepted && !was?.isAccepted)
    await writer.run('UPDATE assignments SET accepted_at = $at::TIMESTAMP WHERE id = $id', {
      ...{ id: holding.id, at },
    });
  if (decision)
    await writer.run(
      `INSERT INTO assignment_decisions BY NAME SELECT $ticketId AS ticket_id, $at::TIMESTAMP AS decided_at, $actor AS actor, $decision AS decision`,
      { ticketId, at, actor, decision: JSON.stringify(decision) },
    );
  for (const told of toldOf(move))
    await appendAudit(writer, { at: at ?? '', actor, ticketId, ...told });
}

/** What the log says of a move. Not why somebody declined: their words may be about a customer. */
function toldOf({ before, after, ended, decision }: Move) {
  const was = before?.holding;
  const { holding, waiting } = after;
  const isNew = holding && holding.id !== was?.id;
  return [
    ...(was && ended
      ? [
          {
            action: `assignment ${ended.kind}`,
            details: { assignment: was.id, member: was.member },
          },
        ]
      : []),
    ...(isNew
      ? [
          {
            action: 'ticket assigned',
            details: {
              ...{ assignment: holding.id, member: holding.member, how: holding.how },
              ...(decision?.isRelaxed && { skills: 'waived' }),
            },
          },
        ]
      : []),
    ...(holding?.isAccepted && was && !isNew && !was.isAccepted
      ? [
          {
            action: 'assignment accepted',
            details: { assignment: holding.id, member: holding.member },
          },
        ]
      : []),
    ...(waiting && decision
      ? [{ action: 'ticket queued', details: { reason: waiting.reason } }]
      : []),
  ];
}
