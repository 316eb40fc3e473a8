import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../../src/ask/read/read-question.ts';
import { brief, deskContext, facts, parse } from './desk.ts';

/** Kind and text of what is no filler. */
const said = (question: string): readonly string[] =>
  parse(question)
    .sentence.marks.filter(({ kind }) => kind !== 'filler')
    .map(({ kind, text }) => `${kind} ${text}`);

describe('spans and marks', () => {
  it('prefers one long phrase to two short ones', () => {
    expect(said('first response time')).toEqual(['metric first response time']);
  });

  it('takes a word with two meanings for the field after "by"', () => {
    expect(said('tickets by rating')).toContain('field rating');
    expect(said('top agents by rating')).toContain('metric rating');
  });

  it('takes chat after "via" for the way tickets came in', () => {
    expect(said('tickets via chat')).toContain('value chat');
    expect(said('chats last week')).toContain('noun chats');
  });

  it('reads a field and the number beside it as one name', () => {
    expect(said('tickets in group 70')).toContain('value group 70');
  });

  it('takes what several groups are called for the field, where groups are asked for', () => {
    const desks = ['Engineering Desk', 'Finance Desk'];
    const group = desks.map((value) => ({ value, count: 9, aliases: [] }));
    const context = deskContext({ values: { ...facts.values, group } });
    const read = (question: string) => brief(readQuestion(question, context));
    expect(read('tickets by desk last month')).toBe('volume of tickets | by group | last month');
    expect(read('tickets for desk last month')).toBe('clarify: Which desk do you mean?');
  });

  it('leaves unknown words as they are', () => {
    expect(said('csat of flurbs')).toContain('unknown flurbs');
  });

  it.each([
    ['#4312', 'id #4312'],
    ['T-4312', 'id T-4312'],
    ['INC0012345', 'id INC0012345'],
    ['80 %', 'number 80 %'],
    ['48 hours', 'amount 48 hours'],
    ['last week', 'time last week'],
    ['"login"', 'quoted "login"'],
  ])('knows %s as what it is', (text, expected) => {
    expect(said(`tickets ${text}`)).toContain(expected);
  });

  it('says which misspelling it read through', () => {
    expect(parse('tickets for Girlly').corrections).toEqual(['read “Girlly” as Girly Santos']);
  });
});
