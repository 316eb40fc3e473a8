import { describe, expect, it } from 'vitest';
import { parse } from './desk.ts';

describe('ticket numbers and text', () => {
  it.each([
    ['ticket 4312', ['4312']],
    ['#4312', ['4312']],
    ['status of 4312', ['4312']],
    ['who has 4312?', ['4312']],
    ['who is assigned to 4312', ['4312']],
    ['who are the five customers with most tickets', []],
    ['customers who contacted us 3 times or more', []],
    ['how many tickets in 2025', []],
  ])('looks up %s as %j', (question, ids) => {
    expect(parse(question).facets.lookup).toEqual(ids);
  });

  it.each([
    ['find tickets about login problems', ['login', 'problem']],
    ['tickets mentioning "broken screen"', ['broken screen']],
    ['tickets containing refund last week', ['refund']],
    ['find tickets about billing issues', ['billing']],
    ['tickets about Billing', []],
  ])('searches in “%s” for %j', (question, terms) => {
    expect(parse(question).facets.searchFor).toEqual(terms);
  });
});
