import { expect, it } from 'vitest';
import { NOTHING_YET, remember } from '../../../src/ask/follow-up/thread.ts';
import { planOf } from '../read/desk.ts';
import { thread } from './thread.ts';

const first = planOf('tickets last week');
const second = planOf('csat last week');

it('adds an answered plan, takes back an undone one, and keeps still otherwise', () => {
  const one = remember(NOTHING_YET, { plan: first, keys: [], undid: false });
  const two = remember(one, { plan: second, keys: [['Nova']], undid: false });
  expect(two).toEqual({ plans: [first, second], keys: [['Nova']] });
  expect(remember(two, { plan: first, keys: [], undid: true }).plans).toEqual([first]);
  expect(remember(two, { plan: null, keys: [], undid: false })).toBe(two);
});

it('says what it kept unsaid', () => {
  expect(thread(['tickets by agent last month', 'only urgent'])).toMatchObject({
    kept: ['last month', 'by agent'],
  });
});

it('asks nothing about a name in two fields once the thread is about one of them', () => {
  expect(thread(['tickets in Billing pipeline last month', 'wholesale?'])).toMatchObject({
    plan: { where: [{ field: 'pipeline', values: ['Wholesale'] }] },
    rivals: [],
  });
});
