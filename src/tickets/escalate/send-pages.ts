import type { Clock } from '../../core/clock.ts';
import { messageOf } from '../../core/errors.ts';
import type { Database } from '../../store/database.ts';
import type { Once } from '../../store/once.ts';
import { appendAudit } from '../audit/audit-log.ts';
import type { Escalation, Recipient, Step } from './escalation.ts';
import { findEscalation } from './escalation-table.ts';
import { isReminder } from './next-position.ts';
import type { Page, Paged, Pager } from './pager.ts';
import { selecting } from './selecting.ts';
import { endStep, readSteps, tryStep, writeProblem } from './step-table.ts';

const KEEP_MS = 30 * 86_400_000;

/** Nobody is to be paged any more: somebody has answered. */
class NoLongerNeeded extends Error {}

export type SendParts = {
  readonly db: Database;
  readonly pager: Pager;
  readonly once: Once;
  readonly clock: Clock;
  readonly logger: { warn(fields: object, message: string): void };
};

/** Pages the recipients of a step that has begun, each once, over crashes and several processes. What fails is tried again at the next tick. */
export async function sendPages(step: Step, parts: SendParts): Promise<void> {
  const { db, logger } = parts;
  const escalation = await findEscalation(selecting(db), step.escalationId);
  if (escalation?.status !== 'paging') return;
  const results = await Promise.all(
    step.recipients.map((recipient) =>
      sendOne(recipient, step, escalation, parts).catch((error: unknown) => ({ error })),
    ),
  );
  const failed = results.filter((one) => typeof one === 'object').map(({ error }) => error);
  if (failed.some((error) => error instanceof NoLongerNeeded)) return;
  if (failed.length > 0) {
    const [error] = failed;
    logger.warn({ escalation: escalation.id, step: step.number, err: error }, 'nobody was reached');
    return failStep(step, escalation, messageOf(error), parts);
  }
  if (results.every((one) => one === 'sent')) await finishStep(step, escalation, 'paged', parts);
}

async function sendOne(
  recipient: Recipient,
  step: Step,
  escalation: Escalation,
  { db, pager, once }: SendParts,
): Promise<'sent' | 'held'> {
  const whom = recipient.kind === 'person' ? recipient.name : recipient.channel;
  const { round, level } = step;
  const page: Page = {
    key: `escalation:${escalation.id}:${step.number}:${whom}`,
    ...{ recipient, escalation, round, level },
    isReminder: isReminder(escalation.chain, step),
    called: step.recipients.flatMap((one) => (one.kind === 'person' ? [one.name] : [])),
  };
  // A write, so that of it and an answer one comes first, in other processes too.
  const checkNeeded = async () => {
    if (!(await db.write((writer) => tryStep(writer, step), { keepVersion: true })))
      throw new NoLongerNeeded('somebody has answered');
  };
  const result = await once.run<Paged>(
    page.key,
    {
      find: () => pager.find(page, step.beganAt ?? step.dueAt),
      act: (hold) =>
        pager.page(page, async () => {
          if (!(await hold.renew())) throw new NoLongerNeeded('another process has it');
          await checkNeeded();
        }),
    },
    { keepMs: KEEP_MS },
  );
  return result.kind === 'held' ? 'held' : 'sent';
}

/** Tried again while its level has time; after that the next level's pages are what matters. */
async function failStep(
  step: Step,
  escalation: Escalation,
  problem: string,
  parts: SendParts,
): Promise<void> {
  await parts.db.write((writer) => writeProblem(writer, step, problem), { keepVersion: true });
  const steps = await readSteps(selecting(parts.db), escalation.id);
  const isOver = steps.some(({ number, state }) => number > step.number && state !== 'waiting');
  if (isOver) await finishStep(step, escalation, 'missed', parts);
}

async function finishStep(
  step: Step,
  { id, ticketId, chain }: Escalation,
  state: 'paged' | 'missed',
  { db, clock, pager }: SendParts,
): Promise<void> {
  const reached = pager.isHeard?.() === false ? 'level shown in the console' : 'level reached';
  const now = new Date(clock.now()).toISOString();
  await db.write(
    async (writer) => {
      if (!(await endStep(writer, step, { state, now }))) return;
      await appendAudit(writer, {
        at: now,
        actor: `chain ${chain.name}`,
        action: state === 'paged' ? reached : 'level missed',
        ticketId,
        details: { escalation: id, step: step.number },
      });
    },
    { keepVersion: true },
  );
}
