import { env, exit } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { systemClock as clock } from '../../src/core/clock.ts';
import { createOnce, type DeedEntry } from '../../src/store/once.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { openStateStore } from '../../src/store/state.ts';
import { clientOptions } from '../../src/surfaces/slack/calls/client-options.ts';
import { PATIENCE } from '../../src/surfaces/slack/calls/patient-fetch.ts';
import { createFindPerson } from '../../src/surfaces/slack/escalate/find-person.ts';
import { createSlackBoard } from '../../src/surfaces/slack/escalate/slack-board.ts';
import { createAlerts, type StandingAlert } from '../../src/tickets/escalate/alerts.ts';
import { createEscalations } from '../../src/tickets/escalate/create-escalations.ts';
import { BOT_TOKEN } from '../standins/slack/web-api.ts';
import { addTickets, chain, SLA, setup } from '../tickets/escalate/open-escalations.ts';

/** One life of `killed-paging.ts`: calls people for every ticket until all levels have been called, or it is killed. */
const { API = '', CHANNEL = '', DATABASE = '', STATE = '', CALLS = '1' } = env;
const LEVEL_MS = 300;
const LEASE_MS = 1000;

await using db = await openDatabase({ path: DATABASE, threads: 1 });
await using state = await openStateStore(STATE);
const logger = pino({ level: 'silent' });
const { signal } = new AbortController();
const calling = { apiUrl: API, fetch: globalThis.fetch, logger, signal };
const client = new WebClient(BOT_TOKEN, clientOptions({ ...calling, patience: PATIENCE }));
const findPerson = createFindPerson({
  emailsOf: async (name) => [`${name.toLowerCase()}@acme.test`],
  clock,
});
const alerts = createAlerts({
  board: createSlackBoard({
    clientOf: async () => client,
    findPerson,
    leave: async () => {},
    zone: 'UTC',
  }),
  ...{ db, clock, logger, zone: 'UTC' },
  about: async () => [],
  mayTell: async () => true,
  standing: state.space<StandingAlert>('alerts'),
});
const file = setup({
  chains: [
    chain({
      channel: CHANNEL,
      levels: ['Dana', 'Sam'].map((name) => ({
        page: [{ kind: 'person' as const, name }],
        waitMs: LEVEL_MS,
      })),
      repeats: 0,
      remindMs: 3_600_000,
    }),
  ],
});
const escalations = createEscalations({
  ...{ setup: file, settings: { sla: SLA }, db, clock, logger, pager: alerts, alerts },
  once: createOnce({ space: state.space<DeedEntry>('pages'), clock, leaseMs: LEASE_MS }),
});

const refs = Array.from({ length: Number(CALLS) }, (_, at) => String(at + 1));
const known = await db.read('SELECT count(*) FROM tickets');
if (known.rows[0]?.[0] === 0) await addTickets(db, refs);
for (const ref of refs) await escalations.escalate(ref, { by: 'Lee', press: `call ${ref}` });

for (;;) {
  await escalations.tick();
  const { rows } = await db.read(
    `SELECT count(*) FILTER (state IN ('paged', 'missed') AND level = 1), count(*) FILTER (state = 'paging') FROM escalation_steps`,
  );
  const [called, onTheirWay] = (rows[0] ?? []).map(Number);
  if (called !== undefined && called >= refs.length && onTheirWay === 0) break;
  await wait(50);
}
exit(0); // nothing is left to be written
