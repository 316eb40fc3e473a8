import { expect, it } from 'vitest';
import { readNumber } from '../../../src/ask/read/numbers.ts';

it.each([
  ['12', 12],
  ['1,200', 1200],
  ['0.8', 0.8],
  ['3,5', 3.5],
  ['10k', 10_000],
  ['ten', 10],
  ['Dozen', 12],
  ['ticket', null],
  ['1st', null],
  ['constructor', null],
])('reads %s as %s', (text, value) => {
  expect(readNumber(text)).toBe(value);
});
