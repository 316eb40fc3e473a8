import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, Overrides } from '../../../src/app.ts';
import type { Turn } from '../../../src/bot/desk.ts';
import type { Answer } from '../../../src/core/answer.ts';
import { openApp } from '../../flows/open-app.ts';
import type {
  Received,
  Turn as Said,
  ScriptedServer,
} from '../../standins/models/scripted-server.ts';

/** Last week Nova had 3 tickets and Girly 1; the week before Nova 1 and Girly 2. */
const TICKETS = `ticket_id,subject,status,agent,company,customer_name,customer_email,created_at,first_response_at,resolved_at,rating,Plan
1,Printer on fire,solved,Nova,Orchard,Ann Bell,ann@bell.example,2026-11-10T13:00:00Z,2026-11-10T14:00:00Z,2026-11-10T18:00:00Z,5,gold
2,Cannot log in,solved,Girly,Orchard,Ann Bell,ann@bell.example,2026-11-11T13:00:00Z,2026-11-11T15:00:00Z,2026-11-12T13:00:00Z,4,gold
3,Refund please,open,Nova,Quux,Carl Dow,carl@dow.example,2026-11-12T13:00:00Z,2026-11-12T16:00:00Z,,,free
4,Still burning,open,Nova,Quux,Carl Dow,carl@dow.example,2026-11-13T13:00:00Z,2026-11-13T13:30:00Z,,1,free
5,Old one,solved,Nova,Quux,Carl Dow,carl@dow.example,2026-11-03T13:00:00Z,2026-11-03T13:30:00Z,2026-11-03T14:30:00Z,1,free
6,Older,solved,Girly,Quux,Carl Dow,carl@dow.example,2026-11-04T13:00:00Z,2026-11-04T13:30:00Z,2026-11-04T14:30:00Z,2,free
7,Oldest,solved,Girly,Orchard,Ann Bell,ann@bell.example,2026-11-05T13:00:00Z,2026-11-05T13:30:00Z,2026-11-05T14:30:00Z,3,gold
`;

export const VARIABLES: NodeJS.ProcessEnv = {
  GEMINI_API_KEY: 'k',
  ADHOC_SQL: 'on',
  MODEL_CALLS_A_DAY: '100000',
  MODEL_CALLS_A_DAY_EACH: '100000',
  DESKHAND_STATE: 'memory:',
};

/** The whole app with a model and ad-hoc SQL, over seven tickets. */
export async function openDesk(
  folder: string,
  server: ScriptedServer,
  {
    variables = {},
    tickets = TICKETS,
    ...overrides
  }: Overrides & {
    readonly variables?: NodeJS.ProcessEnv;
    readonly tickets?: string;
  } = {},
): Promise<App> {
  const set = { ...VARIABLES, MODEL_BASE_URL: server.url, ...variables };
  const app = await openApp(folder, '2026-11-20T14:00:00Z', { variables: set, ...overrides });
  const path = join(folder, 'tickets.csv');
  writeFileSync(path, tickets);
  const file = { path, fileName: 'tickets.csv' };
  await app.imports.apply(file, await app.imports.preview(file));
  return app;
}

export const say = (answer: unknown): Said => ({ kind: 'say', text: JSON.stringify(answer) });

/** The plan reader's word that no draft can say it. */
export const BEYOND = say({ outcome: 'refuse', readings: [], refusal: 'beyond-drafts' });

export const sql = (statement: string | null): Said => say({ sql: statement });

/** Whether a request is for SQL, not for a draft. */
export const isForSql = ({ raw }: Pick<Received, 'raw'>): boolean =>
  raw.includes('You write one SELECT');

/** A model that finds no plan for anything, and writes this. */
export const writes =
  (statement: (received: Received) => string | null) =>
  (received: Received): Said =>
    isForSql(received) ? sql(statement(received)) : BEYOND;

/** "fastest growing agent": the rules know that no plan orders groups by how much they changed. */
export const GROWING = 'which agent grew the most last week vs the week before';

export const GROWTH = `
  SELECT agent, count(*) FILTER (WHERE created_at >= '{{from_1}}' AND created_at < '{{until_1}}') AS volume,
         count(*) FILTER (WHERE created_at >= '{{from_2}}' AND created_at < '{{until_2}}') AS volume_before
  FROM tickets GROUP BY agent ORDER BY volume - volume_before DESC`;

export const rowsIn = ({ reply }: Pick<Turn, 'reply'>): readonly (readonly unknown[])[] =>
  reply.kind === 'answer' ? (reply.table?.rows ?? []) : [];

export function answerIn({ reply }: Pick<Turn, 'reply'>): Answer {
  if (reply.kind !== 'answer') throw new Error(`${reply.kind}: ${reply.headline}`);
  return reply;
}

/** “steadily” is no word of the rules. */
export const STEADY = 'was Nova swamped more steadily than Girly last week';
