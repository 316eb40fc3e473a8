import type { Asked } from '../ask/ask-context.ts';
import { may } from '../core/access.ts';
import type { Answer, Reply, Table } from '../core/answer.ts';
import type { Clock } from '../core/clock.ts';
import { formatInstant } from '../core/format-time.ts';
import type { OnCallBook } from '../tickets/escalate/on-call-book.ts';
import { nowWords, onCallWords } from '../tickets/escalate/on-call-words.ts';
import { type Grantors, refusalOf } from './access/refusal.ts';
import type { AskRequest } from './desk.ts';

const AHEAD_DAYS = 14;
const DAY_MS = 86_400_000;

const ON_CALL = '(?:on[- ]?call|on duty|on standby)';
const NOW = '(?:(?:currently|now|next|the|our|tonight|today) )?';
const QUESTIONS = [
  `^who(?:['’]s|s| is| are| will be| comes| goes)? ${NOW}${ON_CALL}\\b`,
  `^(?:when )?(?:am|will) i (?:be )?${NOW}${ON_CALL}\\b`,
  `^(?:show )?(?:me )?(?:the |our )?${ON_CALL}(?: (?:now|next|today|tonight|rotations?|rosters?|rotas?|schedules?|calendar))?$`,
].map((pattern) => new RegExp(pattern, 'iu'));
/** Rotations are kept as they are, not as they were. */
const PAST = new RegExp(`^who(?: was|['’]s been| has been| had been) ${ON_CALL}\\b`, 'iu');

/** Whether somebody asks who is on call, from now on or before; null: something else. */
export function readOnCallQuestion(question: string): 'now' | 'before' | null {
  const words = question
    .trim()
    .replace(/[?!.\s]+$/u, '')
    .replaceAll(/\s+/gu, ' ');
  if (PAST.test(words)) return 'before';
  return QUESTIONS.some((pattern) => pattern.test(words)) ? 'now' : null;
}

export type OnCallParts = {
  readonly onCall: Pick<OnCallBook, 'now' | 'rotations' | 'roster'>;
  readonly clock: Clock;
  readonly grantors?: Grantors;
};

/** Who is on call now, who comes next, and everybody's turns in the next two weeks; null for any other question. */
export async function answerOnCall(
  { question, access, audience }: Pick<AskRequest, 'question' | 'access' | 'audience'>,
  { onCall, clock, grantors = [] }: OnCallParts,
): Promise<Asked | null> {
  const asked = readOnCallQuestion(question);
  if (asked === null) return null;
  const now = clock.now();
  const asOf = new Date(now).toISOString();
  const declined = (headline: string): Reply => ({
    ...{ kind: 'decline', headline, followUps: [], asOf },
  });
  if (!may(access, 'oncall')) {
    const { text, ability } = refusalOf('oncall', grantors);
    return { ...ANSWERED, reply: declined(text), denied: ability };
  }
  if (asked === 'before') return { ...ANSWERED, reply: declined(ONLY_AHEAD) };
  const rotations = await onCall.now(now);
  const [only] = rotations;
  const lines = rotations.map(onCallWords);
  const reply: Answer = {
    ...{ ...PLAIN, asOf },
    headline:
      only === undefined
        ? NO_ROTATION
        : rotations.length === 1
          ? nowWords(only)
          : `${rotations.map(({ person }) => `**${person ?? 'nobody'}**`).join(', ')}: one for each rotation.`,
    context: rotations.length > 1 ? lines : [],
    table: only === undefined ? null : await turnsAhead(onCall, now),
  };
  return { ...ANSWERED, reply, isPrivate: audience !== undefined && !may(audience, 'oncall') };
}

const NO_ROTATION = 'There is no rotation yet: config/escalation.yaml is where they are set up.';
const ONLY_AHEAD =
  'I know who is on call from now on, not who was. “/audit” and a ticket’s number tell who was called for it.';

async function turnsAhead(onCall: OnCallParts['onCall'], now: number): Promise<Table> {
  const all = await onCall.rotations();
  const rows = await Promise.all(
    all.map(async ({ name }) => {
      const { rotation, shifts } = await onCall.roster(name, now, now + AHEAD_DAYS * DAY_MS);
      const at = (ms: number) => formatInstant(new Date(ms).toISOString(), rotation.zone);
      return shifts.map(({ person, from, to }) => [name, at(from), at(to), person ?? 'nobody']);
    }),
  );
  const columns = ['rotation', 'from', 'to', 'on call'].map((label) => ({
    ...{ name: label.replace(' ', '_'), label, role: 'dimension' as const },
  }));
  const turns = rows.flat();
  return { columns, rows: turns, total: turns.length };
}

/** What stands beside it in every turn. */
const ANSWERED = { plan: null, keys: [], undid: false, isPrivate: false, denied: null } as const;

const PLAIN = {
  kind: 'answer',
  ...{ figures: [], comparison: null, highlights: [], chart: null, followUps: [], warnings: [] },
  provenance: {
    reading: 'who is on call',
    ...{ kept: [], assumed: [], definitions: [], anchor: '', period: null, filters: [] },
    ...{ statements: [], rows: 0, used: 0, missing: 0, freshness: [] },
  },
} as const satisfies Partial<Answer>;
