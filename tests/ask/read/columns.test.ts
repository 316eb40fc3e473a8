import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../../src/ask/read/read-question.ts';
import { brief, deskContext, facts } from './desk.ts';

const column = (name: string) =>
  ({ table: 'tickets', column: `x_${name}`, label: name, distinct: 2 }) as const;
const people = ['Kim', 'Lou'].map((value) => ({ value, count: 9, aliases: [] }));
const desk = deskContext({
  extras: [...facts.extras, column('raised_by'), column('closed_by')],
  values: { ...facts.values, x_raised_by: people, x_closed_by: people },
});
const read = (question: string): string => brief(readQuestion(question, desk));

describe('a column named after what somebody did', () => {
  it.each([
    ['tickets raised by Kim last week', 'volume of tickets | x_raised_by is Kim | last week'],
    ['last week tickets by raised by', 'volume of tickets | by x_raised_by | last week'],
    ['tickets raised by web form last week', 'volume of tickets | channel is web form | last week'],
    [
      'share of tickets raised by email last week',
      'share of volume of tickets with channel is email | last week',
    ],
    [
      'tickets closed by email last week',
      'resolved_volume of tickets | channel is email | last week',
    ],
    [
      'how many tickets were closed by Nova Lee last week',
      'resolved_volume of tickets | agent is Nova Lee | last week',
    ],
  ])('%s', (question, expected) => {
    expect(read(question)).toBe(expected);
  });
});
