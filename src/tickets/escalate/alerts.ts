import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Noticeboard, PostedMessage } from '../../core/messenger.ts';
import type { StateSpace } from '../../core/state.ts';
import type { Alert, CardTicket, Viewer } from '../../core/ticket-card.ts';
import type { Database } from '../../store/database.ts';
import { readCardTicketById } from '../card/read-ticket.ts';
import type { Escalation, Recipient } from './escalation.ts';
import { sectionOf } from './escalation-part.ts';
import { findEscalation } from './escalation-table.ts';
import type { Page, Pager } from './pager.ts';
import { selecting } from './selecting.ts';
import { readSteps } from './step-table.ts';

/** An alert that stands somewhere, and what it tells there. */
export type StandingAlert = {
  readonly escalationId: string;
  readonly recipient: Recipient;
  readonly posted: PostedMessage;
  readonly called: readonly string[];
  readonly isReminder: boolean;
  readonly isBrief: boolean;
  /** A hash: what it tells is nowhere but where it stands. */
  readonly tells: string;
};

export type AlertsParts = {
  readonly board: Noticeboard<Alert>;
  readonly db: Database;
  readonly clock: Clock;
  readonly zone: string;
  /** What is to be known of a ticket at once. */
  about(ticket: CardTicket): Promise<readonly string[]>;
  /** Whether everybody who reads along there may see tickets. */
  mayTell(recipient: Recipient): Promise<boolean>;
  /** By the key of the page. */
  readonly standing: StateSpace<StandingAlert>;
  readonly logger: { warn(fields: object, message: string): void };
};

const KEEP_MS = 30 * 86_400_000;

/** Whoever reads an alert sees every button; pressing one asks who they are. */
const ANYBODY: Pick<Viewer, 'may' | 'name'> = { may: () => true, name: '' };

/** Pages people by messages that go on telling how things are. */
export function createAlerts(parts: AlertsParts): Pager & { refresh(): Promise<void> } {
  const { board, standing, logger } = parts;

  const posting = async (page: Pick<Page, 'key' | 'recipient' | 'escalation'>) => ({
    channel: addressOf(page.recipient),
    key: page.key,
    thread: await threadOf(page, standing),
  });
  const keep = async (page: Page, alert: Pick<StandingAlert, 'posted' | 'isBrief' | 'tells'>) => {
    const { key, recipient, called, isReminder, escalation } = page;
    const of = { recipient, called, isReminder, escalationId: escalation.id };
    await standing.set(key, { ...of, ...alert }, { ttlMs: KEEP_MS });
  };

  return {
    async page(page, check) {
      const where = await posting(page);
      const isBrief = where.thread !== null;
      const content = await alertOf(page.escalation, { ...page, isBrief }, parts);
      const posted = await board.post({ ...where, content, piece: 0 }, check);
      await keep(page, { posted, isBrief, tells: hashOf(content) });
      return posted;
    },
    async find(page, since) {
      const where = await posting(page);
      const below = where.thread && (await board.find({ ...where, since }));
      // It stands by itself where it was sent before anybody knew of the first one.
      const posted = below ?? (await board.find({ ...where, thread: null, since }));
      // What it tells is not known: the next look has it told anew.
      if (posted) await keep(page, { posted, isBrief: below !== null, tells: '' });
      return posted;
    },
    async refresh() {
      for (const { key, value } of await standing.list()) {
        try {
          await bringUpToDate(key, value, parts);
        } catch (error) {
          logger.warn({ err: error, page: key }, 'an alert could not be brought up to date');
        }
      }
    },
  };
}

async function bringUpToDate(key: string, alert: StandingAlert, parts: AlertsParts): Promise<void> {
  const { db, board, standing } = parts;
  const escalation = await findEscalation(selecting(db), alert.escalationId);
  const content = escalation ? await alertOf(escalation, alert, parts) : GONE;
  const tells = hashOf(content);
  if (tells !== alert.tells) {
    await board.revise(alert.posted, key, content);
    await standing.set(key, { ...alert, tells }, { ttlMs: KEEP_MS });
  } else if (escalation === null || escalation.status === 'resolved') await standing.delete(key);
}

/** A person's private messages are named after them. */
const addressOf = (recipient: Recipient): string =>
  recipient.kind === 'person' ? `@${recipient.name}` : recipient.channel;

/** In a channel one message stands for the whole escalation; later levels reply to it. */
async function threadOf(
  { recipient, escalation, key }: Pick<Page, 'key' | 'recipient' | 'escalation'>,
  standing: StateSpace<StandingAlert>,
): Promise<PostedMessage | null> {
  if (recipient.kind === 'person') return null;
  const alerts = await standing.list(`escalation:${escalation.id}:`);
  const first = alerts
    .filter(({ key: other, value }) => {
      const isHere =
        value.recipient.kind === 'channel' && value.recipient.channel === recipient.channel;
      return isHere && stepIn(other) < stepIn(key);
    })
    .toSorted((one, other) => stepIn(one.key) - stepIn(other.key))
    .at(0);
  return first?.value.posted ?? null;
}

/** Keys are `escalation:ID:STEP:WHOM`. */
const stepIn = (key: string): number => Number(key.split(':')[2]);

async function alertOf(
  escalation: Escalation,
  {
    recipient,
    called,
    isReminder,
    isBrief,
  }: Pick<StandingAlert, 'recipient' | 'called' | 'isReminder' | 'isBrief'>,
  { db, clock, zone, about, mayTell }: AlertsParts,
): Promise<Alert> {
  const steps = await readSteps(selecting(db), escalation.id);
  const ticket = await readCardTicketById(db, escalation.ticketId);
  const section = {
    ...sectionOf({ escalation, steps }, ANYBODY, { now: clock.now(), zone }),
    part: 'escalation',
  };
  const ref = ticket?.ref ?? escalation.ticketId;
  const base = { ref, called, isReminder, isBrief };
  if (ticket === null || !(await mayTell(recipient)))
    // Why somebody was called may be words about a customer.
    return {
      ...base,
      ticket: null,
      about: [],
      section: { ...section, lines: section.lines?.slice(0, 1) ?? [] },
    };
  return { ...base, ticket, about: await about(ticket), section };
}

const GONE: Alert = {
  ...{ ticket: null, ref: '', about: [], called: [], isReminder: false, isBrief: false },
  section: { part: 'escalation', title: 'Escalation', lines: ['Its ticket is no longer here.'] },
};

function hashOf(content: Alert): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
