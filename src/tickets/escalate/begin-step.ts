import type { Database } from '../../store/database.ts';
import { appendAudit } from '../audit/audit-log.ts';
import type { Escalation, Recipient, Step } from './escalation.ts';
import type { Chain } from './escalation-setup.ts';
import { findEscalation, writeStatus } from './escalation-table.ts';
import { isReminder, nextPosition, waitMsAt } from './next-position.ts';
import { onCallAt } from './on-call.ts';
import type { Rotation } from './rotation.ts';
import { claimStep, insertStep } from './step-table.ts';

/** Who is paged at a position of a chain at an instant: its people, whoever is on call then, each once, and the channel. */
function recipientsAt(
  chain: Chain,
  step: Pick<Step, 'round' | 'level'>,
  { rotations, now }: { readonly rotations: readonly Rotation[]; readonly now: number },
): readonly Recipient[] {
  const names = (chain.levels[step.level]?.page ?? []).map((target) => {
    if (target.kind === 'person') return target.name;
    const rotation = rotations.find(({ name }) => name === target.name);
    return rotation ? onCallAt(rotation, now) : null;
  });
  const people = [...new Set(names.filter((name) => name !== null))];
  const channel = chain.channel === null ? [] : [chain.channel];
  // A level nobody is on call for is passed over: the channel hears of the next one.
  if (people.length === 0 && !isReminder(chain, step)) return [];
  return [
    ...channel.map((one) => ({ kind: 'channel' as const, channel: one })),
    ...people.map((name) => ({ kind: 'person' as const, name })),
  ];
}

/**
 * Begins a step whose time has come, and sets the timer of the next, in one transaction: whatever becomes of its pages, the chain goes on.
 * Whether it was begun here; of several that try, one does.
 */
export async function beginStep(
  db: Database,
  step: Step,
  { rotations, now }: { readonly rotations: readonly Rotation[]; readonly now: number },
): Promise<boolean> {
  const at = new Date(now).toISOString();
  return db.write(
    async (writer) => {
      const escalation = await findEscalation(writer, step.escalationId);
      if (!escalation) return false; // its ticket was erased meanwhile
      const { chain } = escalation;
      const recipients = recipientsAt(chain, step, { rotations, now });
      if (!(await claimStep(writer, step, { recipients, now: at }))) return false;
      const isNobody = recipients.length === 0 && !isReminder(chain, step);
      const dueAt = now + (isNobody ? 0 : waitMsAt(chain, step));
      await insertStep(writer, escalation, { ...nextPosition(chain, step), dueAt });
      if (escalation.status === 'snoozed') await wake(writer, escalation, at);
      await appendAudit(writer, {
        at,
        actor: `chain ${chain.name}`,
        action: 'level called',
        ticketId: escalation.ticketId,
        details: {
          escalation: escalation.id,
          step: step.number,
          round: step.round + 1,
          level: step.level + 1,
          recipients: recipients.map((one) => (one.kind === 'person' ? one.name : one.channel)),
        },
      });
      return true;
    },
    { keepVersion: true },
  );
}

/** Put off until now. */
async function wake(
  writer: Parameters<typeof writeStatus>[0],
  { id, chain }: Escalation,
  now: string,
): Promise<void> {
  const awake = { id, status: 'paging' as const, owner: null, snoozedUntil: null };
  await writeStatus(writer, awake, { by: `chain ${chain.name}`, now });
}
