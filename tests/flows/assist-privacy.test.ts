import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { joinAnalyses } from '../../src/join-analyses.ts';
import { joinKnowledge } from '../../src/join-knowledge.ts';
import { joinSuggestions } from '../../src/join-suggestions.ts';
import { startGemini } from '../standins/models/gemini.ts';
import type { Received, ScriptedServer, Turn } from '../standins/models/scripted-server.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { leaksAmong, leakyTeam, PLAIN, partsSent, STRANGE } from './model-leaks.ts';
import { openApp } from './open-app.ts';

const folder = useTempFolders();

const IBAN = 'DE89 3704 0044 0532 0130 00';
const PHONE = '+1 902 555 0134';

/** Everybody who is known here is named in what was written. */
const SAID = `I am ${STRANGE.customer} of ${STRANGE.company}, ${STRANGE.mail}, ${PHONE}. ${STRANGE.agent} and ${PLAIN.agent} knew of it, and ${STRANGE.alias} too.`;
const REPLY = `Hi ${STRANGE.customer}, you can return the kettle within 30 days. Ask ${STRANGE.agentMail}, or ${PLAIN.agent}. We pay to ${IBAN}.`;

const TICKETS = [
  'ticket_id,subject,description,status,agent,company,customer_name,customer_email,created_at,first_response_at,resolved_at',
  `1,How do I return the kettle? ${STRANGE.customer},"Can the kettle be returned? ${SAID}",solved,${STRANGE.agent},${STRANGE.company},${STRANGE.customer},${STRANGE.mail},2026-11-10T13:00:00Z,2026-11-10T14:00:00Z,2026-11-10T15:00:00Z`,
  `2,May I return a kettle,"May I return a kettle I bought? ${SAID}",open,,${STRANGE.company},${STRANGE.customer},${STRANGE.mail},2026-11-19T13:00:00Z,,`,
  `3,Login,cannot log in,open,${PLAIN.agent},Fine,Bob Fine,bob@example.com,2026-11-19T13:00:00Z,2026-11-19T14:00:00Z,`,
].join('\n');
const MESSAGES = [
  'message_id,ticket_id,author_type,author,sent_at,body',
  `1,1,customer,${STRANGE.customer},2026-11-10T13:00:00Z,"Can the kettle be returned? ${SAID}"`,
  `2,1,agent,${STRANGE.agent},2026-11-10T14:00:00Z,"${REPLY}"`,
  `3,2,customer,${STRANGE.customer},2026-11-19T13:00:00Z,"May I return a kettle I bought? ${SAID}"`,
].join('\n');

async function openDesk(server: ScriptedServer, logged: string[]): Promise<App> {
  const at = folder();
  leakyTeam(at);
  const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const variables = {
    GEMINI_API_KEY: 'k',
    MODEL_BASE_URL: server.url,
    DESKHAND_STATE: 'memory:',
  };
  const app = await openApp(at, '2026-11-20T14:00:00Z', { variables, logger });
  for (const [fileName, text] of Object.entries({
    'tickets.csv': TICKETS,
    'messages.csv': MESSAGES,
  })) {
    const path = join(at, fileName);
    writeFileSync(path, text);
    const file = { path, fileName };
    await app.imports.apply(file, await app.imports.preview(file));
  }
  return app;
}

/** Drafts that say what their sources don't, so that they are sent back. */
const wrong = (_: Received): Turn => ({
  kind: 'say',
  text: JSON.stringify({
    sentences: [{ text: 'Call [CUSTOMER_1] within 77 days.', sources: ['S1'], isStep: false }],
    cannot: null,
    conversations: [],
  }),
});

it('sends, keeps and logs nobody’s name, address or number with what tickets, drafts and vectors are made from', async () => {
  await using server = await startGemini();
  const logged: string[] = [];
  await using app = await openDesk(server, logged);
  server.otherwise = wrong;
  const knowledge = await joinKnowledge(app);
  const { analyses } = await joinAnalyses(app);
  const { suggestions } = await joinSuggestions(app, {
    index: knowledge.index,
    escalations: () => ({
      escalate: async () => {
        throw new Error('nobody is called here');
      },
    }),
  });
  await analyses.run({}, () => undefined, AbortSignal.timeout(20_000));
  await knowledge.refresh();
  await suggestions.suggest('2', { by: 'U1' });
  await suggestions.suggest('2', { by: 'U1', tone: 'warmer' });

  const calls = (await app.model?.recorder.latest(1000)) ?? [];
  const purposes = new Set(calls.map(({ purpose }) => purpose));
  expect([...purposes].toSorted()).toEqual([
    'analyse-tickets',
    'draft-reply',
    'embed-passage',
    'embed-query',
  ]);
  expect(calls.some(({ prompt }) => /^draft-reply@\d+ draft-reply-repair@/.test(prompt))).toBe(
    true,
  );
  const sent = server.received.flatMap(partsSent);
  expect(sent.join('\n')).toMatch(/kettle/);
  expect({ sent: leaksAmong(sent), logged: leaksAmong(logged) }).toEqual({ sent: [], logged: [] });
  expect(sent.join('\n')).not.toMatch(/555|3704/);
}, 60_000);
