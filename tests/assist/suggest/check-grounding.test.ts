import { describe, expect, it } from 'vitest';
import { createGroundingCheck } from '../../../src/assist/suggest/grounding/check-grounding.ts';

const RETURNS =
  'You can return an item within 30 days of delivery. Gift cards cannot be refunded. Ask for Priya Nair at the desk. The desk is open Monday to Friday from 9 am to 5 pm. See https://help.example.com/returns for more.';
const SHIPPING = 'Standard delivery takes three to five business days and costs $4.90.';

function problems(text: string, marks: readonly string[] = ['S1'], ticketText = '') {
  const check = createGroundingCheck({
    sources: [
      { mark: 'S1', text: RETURNS },
      { mark: 'S2', text: SHIPPING },
    ],
    ticketText,
    names: ['Ann Lee'],
    language: 'en',
  });
  return check([{ text, marks }]).map(({ kind }) => kind);
}

describe('createGroundingCheck', () => {
  it.each([
    'You can return items within thirty days of delivery.',
    'Gift cards can’t be refunded.',
    'The desk is open from Monday to Friday, 9:00 am to 5:00 pm.',
    'More on returns stands at https://help.example.com/returns.',
    'Ann, please ask for Priya at the desk.',
  ])('lets what the source says pass: %s', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['number', 'You can return an item within 60 days of delivery.'],
    ['number', 'You can return an item within 30 weeks of delivery.'],
    ['date', 'The desk is open Monday to Sunday from 9 am to 5 pm.'],
    ['number', 'The desk is open Monday to Friday from 9 am to 6 pm.'],
    ['name', 'Ask for Marcus Nair at the desk.'],
    ['negation', 'Gift cards can be refunded.'],
    ['negation', 'You cannot return an item within 30 days of delivery.'],
    ['link', 'See https://evil.example.net/returns for more.'],
    ['link', 'See [the returns page](http://evil.example.net) for more.'],
    ['mention', 'You can return an item <!channel> within 30 days of delivery.'],
    ['deed', 'I have refunded the gift card.'],
    ['deed', 'Your item was returned within 30 days of delivery.'],
    ['unsupported', 'The moon consists mostly of green cheese and rubber.'],
  ])('catches a wrong %s: %s', (kind, text) => {
    expect(problems(text)).toContain(kind);
  });

  it('takes a figure only from what the sentence cites', () => {
    expect(problems('Standard delivery costs $4.90.', ['S2'])).toEqual([]);
    expect(problems('Standard delivery costs $4.90.', ['S1'])).toContain('number');
  });

  it('takes a figure only where it is said about the same', () => {
    expect(problems('Gift cards expire after 30 days.')).toContain('number');
  });

  it('asks a source of whatever says something, and none of small talk', () => {
    expect(problems('Returns are free for members.', [])).toEqual(['no-source']);
    expect(problems('Thank you for reaching out, Ann.', [])).toEqual([]);
    expect(problems('We are sorry for the inconvenience.', [])).toEqual([]);
    expect(problems('We are sorry, here are $50 for you.', [])).not.toEqual([]);
  });

  it('lets the customer’s own order number pass, but no amount of theirs', () => {
    const ticket = 'Order 4711829 came broken, I want $500 back!';
    expect(problems('This is about your order 4711829.', [], ticket)).toEqual([]);
    expect(problems('This is about your order 4711830.', [], ticket)).toContain('number');
    expect(problems('You can return an item of order 4711829.', ['S1'], ticket)).toEqual([]);
    expect(problems('You can return an item for $500.', ['S1'], ticket)).toContain('number');
  });

  it('catches promises, whatever they cite', () => {
    expect(problems('We will call you about the item.')).toContain('promise');
    expect(problems('You will receive a refund from us by Friday.')).toContain('promise');
  });

  it('says where a problem is', () => {
    const check = createGroundingCheck({
      sources: [{ mark: 'S1', text: RETURNS }],
      ticketText: '',
      names: [],
      language: 'en',
    });
    const found = check([
      { text: 'Hello!', marks: [] },
      { text: 'You can return an item within 14 days of delivery.', marks: ['S1'] },
    ]);
    expect(found).toEqual([{ sentence: 1, kind: 'number', words: '14' }]);
  });
});

it('stays quick with hostile texts', () => {
  const startedAt = performance.now();
  for (const piece of ['x.', '[', 'the ', 'your ', '12 ', 'we will '])
    problems(piece.repeat(8000 / piece.length));
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
