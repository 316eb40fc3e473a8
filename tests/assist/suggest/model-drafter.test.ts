import { describe, expect, it } from 'vitest';
import type { Hit } from '../../../src/assist/knowledge/knowledge-index.ts';
import {
  createModelDrafter,
  loadDraftPrompts,
} from '../../../src/assist/suggest/model/create-model-drafter.ts';
import type { TicketToAnswer } from '../../../src/assist/suggest/store/read-request.ts';
import { draftText } from '../../../src/assist/suggest/write/draft-text.ts';
import { loadTemplates } from '../../../src/assist/suggest/write/templates.ts';
import type { ModelRequest } from '../../../src/llm/language-model.ts';

const TICKET: TicketToAnswer = {
  ticketId: 'zendesk:2',
  source: 'zendesk',
  ref: '2',
  subject: 'Return',
  customer: 'ann@example.com',
  customerName: 'Ann Lee',
  category: 'return',
  emotion: 'neutral',
  sentiment: null,
  language: 'en',
  text: 'Can I return order 4711829? Write to ann@example.com. Ann Lee',
};

const hit = (answer: string): Hit => ({
  passage: {
    ...{ id: 'p1', kind: 'resolution', audience: 'public', sourceId: 'zendesk:1', title: 'Return' },
    ...{ section: null, page: null, text: 'How do I return an item?', answer, url: null },
    updatedAt: '2026-05-01T00:00:00Z',
  },
  rank: 1,
  score: 0.8,
  parts: { words: 0.8, spelling: 0.8, meaning: null },
});

const PAST = hit(
  'Hi Ben Ode, you can return an item within 30 days of delivery. We wrote to ben.ode@example.org. The form is at https://help.example.com/returns.',
);

type Sentence = {
  readonly text: string;
  readonly sources: readonly string[];
  readonly isStep?: boolean;
};

async function draftWith(answers: readonly (readonly Sentence[] | string)[], language = 'en') {
  const asked: ModelRequest[] = [];
  const templates = await loadTemplates('prompts');
  const drafter = createModelDrafter({
    templates,
    prompts: await loadDraftPrompts('prompts'),
    knownNames: async () => [{ kind: 'AGENT', name: 'Nova Keller' }],
    model: {
      name: 'stand-in',
      async ask(request) {
        const answer = answers[asked.length] ?? [];
        asked.push(request);
        const sentences =
          typeof answer === 'string' ? [] : answer.map((one) => ({ isStep: false, ...one }));
        return {
          kind: 'answer',
          text: typeof answer === 'string' ? answer : JSON.stringify({ sentences, cannot: null }),
          usage: { inputTokens: 0, outputTokens: 0 },
        };
      },
    },
  });
  const made = await drafter.write(
    TICKET,
    { hits: [PAST], customerNames: new Map([['zendesk:1', 'Ben Ode']]) },
    { tone: 'usual', language, sourceLanguage: 'en', by: 'Nova' },
  );
  return { ...made, asked, text: made.draft && draftText(made.draft) };
}

const GOOD: Sentence = {
  text: 'You can return order 4711829 within 30 days of delivery.',
  sources: ['S1'],
};

describe('a draft by a model', () => {
  it('is written by one that sees no name, address or page', async () => {
    const { asked, text } = await draftWith([[GOOD]]);
    const sent = JSON.stringify(asked);
    for (const secret of ['Ann', 'Ben', 'ann@example.com', 'ben.ode', 'help.example.com'])
      expect(sent).not.toContain(secret);
    expect(text).toContain('Hello Ann,');
    expect(text).toContain(GOOD.text);
  });

  it('gets the customer’s own address and pages of its source back', async () => {
    const { asked, text } = await draftWith([
      [GOOD, { text: 'The form to return an item is at [PAGE_1].', sources: ['S1'] }],
    ]);
    expect(asked[0]?.text).toContain('[PAGE_1]');
    expect(text).toContain('The form to return an item is at https://help.example.com/returns.');
  });

  it('is put right once', async () => {
    const { asked, text } = await draftWith([
      [{ text: 'You can return it within 60 days of delivery.', sources: ['S1'] }],
      [GOOD],
    ]);
    expect(asked[1]?.text).toContain('60');
    expect(asked[1]?.text).toContain('is a figure its source doesn’t have');
    expect(text).toContain('30 days');
  });

  it.each([
    ['promises', { text: 'We will call you about the item today.', sources: ['S1'] }],
    ['has no source', { text: 'Returns are always free of charge.', sources: [] }],
    ['cites what isn’t there', { text: 'Returns are always free of charge.', sources: ['S7'] }],
    [
      'has a page of its own',
      { text: 'Return an item at https://evil.example.net.', sources: ['S1'] },
    ],
    [
      'tells another customer’s address',
      { text: 'You can return an item to [EMAIL_2].', sources: ['S1'] },
    ],
    [
      'calls a room',
      { text: 'You can return an item <!channel> within 30 days.', sources: ['S1'] },
    ],
  ])('isn’t used where it %s twice', async (_, sentence) => {
    const { draft, shortfall, asked } = await draftWith([[sentence], [sentence]]);
    expect(draft).toBeNull();
    expect(shortfall).toBe('The model’s draft said what its sources don’t, so it is not shown.');
    expect(asked).toHaveLength(2);
  });

  it('isn’t used where it is no draft at all', async () => {
    const { draft } = await draftWith(['Sure! Here you go:', '{"sentences": "none"}']);
    expect(draft).toBeNull();
  });

  it('may be in the customer’s language; figures are compared all the same', async () => {
    const right = {
      text: 'Sie können den Artikel innerhalb von 30 Tagen zurückgeben.',
      sources: ['S1'],
    };
    expect((await draftWith([[right]], 'de')).text).toContain('Guten Tag Ann,');
    const wrong = { ...right, text: right.text.replace('30', '90') };
    expect((await draftWith([[wrong], [wrong]], 'de')).draft).toBeNull();
  });
});
