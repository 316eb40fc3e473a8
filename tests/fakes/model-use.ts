import type { ModelSetUp, ModelSpent, SentView } from '../../src/core/model-words.ts';

export const SET_UP: ModelSetUp = {
  ...{ vendor: 'gemini', model: 'gemini-3.5-flash', baseUrl: null, deadlineMs: 20_000 },
  limits: { callsADay: 2000, callsADayEach: 200, usdADay: null, usdADayEach: null },
  ...{ adhocSql: false, analysesTickets: true },
};

export const SPENT: ModelSpent = {
  ...{ calls: 2, inputTokens: 12_000, outputTokens: 600, costUsd: null },
};

export const SENT_CALL: SentView = {
  ...{ at: '2026-11-21T13:40:00.000Z', vendor: 'gemini', model: 'gemini-3.5-flash' },
  ...{ purpose: 'read', prompt: 'read-question@3', outcome: 'answer', tookMs: 812 },
  usage: { inputTokens: 5900, outputTokens: 210 },
  payload: {
    instructions: 'You turn questions into plans.',
    text: 'was {{agent_1}} swamped? <script>',
    schema: { type: 'object' },
  },
};
