import { randomUUID } from 'node:crypto';
import { AskerError } from '../../core/errors.ts';
import type { Writer } from '../../store/database.ts';
import { appendAudit, findPress } from '../audit/audit-log.ts';
import { outcomeOf } from './answer.ts';
import type { Action } from './escalation.ts';
import type { Chain } from './escalation-setup.ts';
import {
  countCause,
  findEscalation,
  findOpen,
  insertEscalation,
  isKnownCause,
  writeStatus,
} from './escalation-table.ts';
import type { Answering, Call } from './escalations.ts';
import { FIRST, nextPosition } from './next-position.ts';
import { insertStep, readSteps, voidSteps } from './step-table.ts';

/** Opens an escalation, or counts the call in the one that is open. null: a rule called again for what it called for before. */
export async function openOrCount(
  writer: Writer,
  { ticketId, cause, reason, by, press }: Call,
  { chain, now, isRule }: { readonly chain: Chain; readonly now: string; readonly isRule: boolean },
) {
  if (isRule && (await isKnownCause(writer, ticketId, cause))) return null;
  const before = await pressedBefore(writer, ticketId, press);
  if (before) return { kind: 'folded' as const, escalation: before };
  const known = await findOpen(writer, ticketId);
  const id = known?.id ?? randomUUID();
  if (!known) {
    await insertEscalation(writer, { id, ticketId, chain, openedBy: by, openedAt: now });
    await insertStep(writer, { id, ticketId }, { ...FIRST, dueAt: Date.parse(now) });
  }
  await countCause(writer, { id, ticketId }, { cause, reason, by, now });
  await appendAudit(writer, {
    ...{ at: now, actor: by, ticketId },
    action: known ? 'escalation called again' : 'escalation opened',
    // Not the reason: somebody's words may be about a customer.
    details: {
      ...{ escalation: id, chain: known?.chain.name ?? chain.name, cause },
      ...(press !== undefined && { press }),
    },
  });
  const escalation = await findEscalation(writer, id);
  if (!escalation) throw new TypeError(`the escalation ${id} was not kept`);
  return { kind: known ? ('folded' as const) : ('opened' as const), escalation };
}

/** Does what somebody does about an escalation: its status, its timers, and the log. Throws AskerError where that can't be done. */
export async function keepAnswer(
  writer: Writer,
  id: string,
  action: Action,
  { by, now, press }: Answering & { readonly now: number },
) {
  const at = new Date(now).toISOString();
  const before = await findEscalation(writer, id);
  if (!before) throw new AskerError(`There is no escalation ${id}.`);
  if (await pressedBefore(writer, before.ticketId, press))
    return { isChanged: false, escalation: before };
  const outcome = outcomeOf(before, action, { by, now });
  if (!outcome) return { isChanged: false, escalation: before };
  const { status, owner, pageAt } = outcome;
  const snoozedUntil =
    status === 'snoozed' && pageAt !== null ? new Date(pageAt).toISOString() : null;
  const steps = await readSteps(writer, id);
  await voidSteps(writer, id, at);
  await writeStatus(writer, { id, status, owner, snoozedUntil }, { by, now: at });
  if (pageAt !== null) {
    const last = steps.findLast(({ beganAt }) => beganAt !== null);
    const again = last && outcome.isFurther ? nextPosition(before.chain, last) : last;
    await insertStep(writer, before, { ...(again ?? FIRST), dueAt: pageAt });
  }
  await appendAudit(writer, {
    ...{ at, actor: by, ticketId: before.ticketId },
    action: ACTION_WORDS[action.kind],
    details: {
      escalation: id,
      ...(snoozedUntil && { until: snoozedUntil }),
      ...(press !== undefined && { press }),
    },
  });
  const escalation = await findEscalation(writer, id);
  return { isChanged: true, escalation: escalation ?? before };
}

/** What a press that arrives again has made of its escalation; null: it is the first time. */
async function pressedBefore(writer: Writer, ticketId: string, press: string | undefined) {
  const entry = press === undefined ? null : await findPress(writer, ticketId, press);
  return entry && findEscalation(writer, String(entry.details.escalation));
}

const ACTION_WORDS: Readonly<Record<Action['kind'], string>> = {
  acknowledge: 'escalation acknowledged',
  take: 'escalation taken',
  snooze: 'escalation snoozed',
  resolve: 'escalation resolved',
  further: 'escalated further',
};
