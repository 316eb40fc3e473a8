import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import { createRounds } from '../../core/rounds.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database } from '../../store/database.ts';
import type { Once } from '../../store/once.ts';
import { readAudit, verifyAudit } from '../audit/audit-log.ts';
import { beginStep } from './begin-step.ts';
import type { Escalation, Step } from './escalation.ts';
import { type Chain, type EscalationSetup, reachesAnybody } from './escalation-setup.ts';
import { findEscalation, listEscalations, readCauses, readSolved } from './escalation-table.ts';
import type { Call, Escalations } from './escalations.ts';
import { findStuck } from './find-stuck.ts';
import { findTicket, readTicket } from './find-ticket.ts';
import { keepAnswer, openOrCount } from './keep-call.ts';
import { createOnCallBook } from './on-call-book.ts';
import type { Pager } from './pager.ts';
import { createPreparing, type Prepare } from './prepare-alerts.ts';
import { selecting } from './selecting.ts';
import { sendPages } from './send-pages.ts';
import { readAtHand, readNextDue, readSteps } from './step-table.ts';
import { createStuckTeller } from './tell-stuck.ts';
import { watchRules } from './watch-rules.ts';

const LISTED = 100;
const TICK_MS = 60_000;

export type EscalationParts = {
  readonly setup: EscalationSetup;
  readonly settings: Pick<TeamSettings, 'sla'>;
  readonly db: Database;
  readonly once: Once;
  /** null: nobody can be reached from here; timers wait for a process that has one. */
  readonly pager: Pager | null;
  readonly clock: Clock;
  readonly logger: {
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** Keeps what stands in chats as things are. */
  readonly alerts?: { refresh(): Promise<void> } | undefined;
  readonly prepare?: Prepare | undefined;
};

/** Escalations over the store. Everything about one is written in one transaction with its timers and what the log says of it. */
export function createEscalations(parts: EscalationParts): Escalations {
  const { setup, settings, db, clock, logger, pager } = parts;
  const onCall = createOnCallBook({ file: setup.rotations, db, clock });
  const rounds = createRounds();
  let ticking: ReturnType<Escalations['tick']> | null = null;

  const callsOfRules = watchRules({
    ...{ setup, db, clock, onCall },
    sla: settings.sla,
  });

  const call = async (asked: Call, isRule = false) => {
    const chain = chainOf(setup.chains, asked.chain);
    if (!reachesAnybody(chain, await onCall.rotations()))
      throw new AskerError(
        `Nobody would hear of it: the chain “${chain.name}” has no channel and nobody to page yet. Set them in config/escalation.yaml.`,
      );
    const now = new Date(clock.now()).toISOString();
    const called = await db.write((writer) => openOrCount(writer, asked, { chain, now, isRule }), {
      keepVersion: true,
    });
    if (called?.kind === 'opened') rounds.wake();
    return called;
  };

  const escalations: Escalations = {
    onCall,
    async escalate(words, { by, reason, chain, press }) {
      const ticket = await findTicket(db, words);
      const said = reason?.trim() || null;
      const asked = { ticketId: ticket.id, cause: 'by hand', reason: said, by, chain, press };
      return escalations.call(asked);
    },
    async call(asked) {
      const called = await call(asked);
      if (!called) throw new TypeError('only what a rule calls for again is left alone');
      return { ...called, ticket: await readTicket(db, asked.ticketId) };
    },
    async answer(id, action, by, press) {
      const { escalation } = await escalations.get(id);
      const answered = await db.write(
        (writer) => keepAnswer(writer, escalation.id, action, { by, press, now: clock.now() }),
        { keepVersion: true },
      );
      if (answered.isChanged) rounds.wake();
      return answered;
    },
    list: ({ isOpen = false, ticketId, limit = LISTED } = {}) =>
      listEscalations(selecting(db), { isOpen, ticketId: ticketId ?? null, limit }),
    async get(id) {
      const escalation = await findByStart(db, id);
      const [steps, ticket] = await Promise.all([
        readSteps(selecting(db), escalation.id),
        readTicket(db, escalation.ticketId),
      ]);
      return { escalation, steps, ticket };
    },
    stuck: () => findStuck(db, new Date(clock.now()).toISOString()),
    async audit(words) {
      const exact = await readAudit(db, words.trim());
      return exact.length > 0 ? exact : readAudit(db, (await findTicket(db, words)).id);
    },
    verifyAudit: () => verifyAudit(db),
    tick() {
      ticking ??= tick().finally(() => {
        ticking = null;
      });
      return ticking;
    },
    start() {
      const tellStuck = createStuckTeller(parts);
      const preparing = preparingOf();
      const failed = (error: unknown) =>
        logger.error({ err: error }, 'escalations could not be looked at');
      const ticks = rounds.start({
        async go() {
          await escalations.tick().then(tellStuck).catch(failed);
          preparing?.look();
          return untilDue();
        },
        failed,
        retryMs: TICK_MS,
      });
      return {
        async [Symbol.asyncDispose]() {
          const ended = ticks[Symbol.asyncDispose]();
          await preparing?.[Symbol.asyncDispose]();
          await ended;
        },
      };
    },
  };

  const tick: Escalations['tick'] = async () => {
    const resolved = await resolveSolved(parts);
    const asked = await callsOfRules();
    const known = await readCauses(selecting(db), [
      ...new Set(asked.map(({ ticketId }) => ticketId)),
    ]);
    let opened = 0;
    for (const { rule, ...one } of asked) {
      if (known.get(one.ticketId)?.has(one.cause)) continue;
      const called = await call({ ...one, by: `rule ${rule}` }, true);
      if (called?.kind === 'opened') opened += 1;
    }
    const begun = pager ? await pageDue(pager) : 0;
    await parts.alerts?.refresh();
    return { opened, begun, resolved };
  };

  const pageDue = async (reach: Pager): Promise<number> => {
    let begun = 0;
    const tried = new Set<string>();
    // A level nobody is on call for makes the next one due at once.
    for (;;) {
      const now = clock.now();
      const steps = await readAtHand(selecting(db), new Date(now).toISOString());
      const due = steps.filter((step) => step.state === 'waiting' && !tried.has(nameOf(step)));
      if (due.length === 0) {
        await sendAll(
          steps.filter(({ state }) => state === 'paging'),
          reach,
        );
        return begun;
      }
      const rotations = await onCall.rotations();
      for (const step of due) {
        tried.add(nameOf(step));
        if (await beginStep(db, step, { rotations, now })) begun += 1;
      }
    }
  };

  const sendAll = async (steps: readonly Step[], reach: Pager): Promise<void> => {
    for (const step of steps) {
      // One that can't be paged must not keep others from being.
      await sendPages(step, { ...parts, pager: reach }).catch((error) =>
        logger.error({ err: error, escalation: step.escalationId }, 'a page could not be sent'),
      );
    }
  };

  const preparingOf = () =>
    parts.prepare &&
    createPreparing({
      ...{ prepare: parts.prepare, logger, onPrepared: () => rounds.wake() },
      async unanswered() {
        const open = await escalations.list({ isOpen: true });
        return open.filter(({ status }) => status === 'paging');
      },
    });

  const untilDue = async (): Promise<number> => {
    const at = pager && (await readNextDue(selecting(db)).catch(() => null)); // the next tick says why
    return at ? Math.min(Math.max(Date.parse(at) - clock.now(), 50), TICK_MS) : TICK_MS;
  };

  return escalations;
}

const nameOf = ({ escalationId, number }: Step) => `${escalationId}:${number}`;

function chainOf(chains: readonly Chain[], named: string | undefined): Chain {
  const chain = named === undefined ? chains[0] : chains.find(({ name }) => name === named);
  if (chain) return chain;
  const names = chains.map(({ name }) => name).join(', ');
  throw new AskerError(
    names === ''
      ? 'Nobody would hear of it: there is no chain yet. Set one up in config/escalation.yaml.'
      : `There is no chain “${named}”. There are: ${names}.`,
  );
}

async function findByStart(db: Database, id: string): Promise<Escalation> {
  const start = id.trim().toLowerCase();
  const { rows } = await db.read(
    `SELECT id FROM escalations WHERE id = $start OR (len($start) >= 4 AND starts_with(id, $start)) LIMIT 2`,
    { start },
  );
  if (rows.length > 1) throw new AskerError(`Several escalations begin with ${start}. Say more.`);
  const found = rows[0] && (await findEscalation(selecting(db), String(rows[0][0])));
  if (!found) throw new AskerError(`There is no escalation ${id}.`);
  return found;
}

/** Nobody is paged for a ticket that is solved. */
async function resolveSolved({ db, clock }: EscalationParts): Promise<number> {
  const solved = await readSolved(selecting(db));
  for (const id of solved) {
    await db.write(
      (writer) =>
        keepAnswer(writer, id, { kind: 'resolve' }, { by: 'the ticket', now: clock.now() }),
      { keepVersion: true },
    );
  }
  return solved.length;
}
