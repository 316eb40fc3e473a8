import { describe, expect, it } from 'vitest';
import { brief } from '../read/desk.ts';
import { thread } from './thread.ts';

describe('parts and wholes in a thread', () => {
  it.each<[questions: readonly string[], expected: string]>([
    [
      ['which agent took the most tickets last month', 'and resolved?'],
      'resolved_volume of tickets | by agent | last month | desc',
    ],
    [
      ['tickets for Nova Lee last month', 'how many did that one resolve in September'],
      'resolved_volume of tickets | agent is Nova Lee | September 2026',
    ],
    [
      ['tickets by agent last month', 'how many of them are closed'],
      'volume of tickets | by agent | open is false | last month',
    ],
  ])('counts after %j what was resolved then, or which of those are', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });

  it.each<[questions: readonly string[], expected: string]>([
    [['tickets per quarter this year', 'and in total?'], 'volume of tickets | this year'],
    [['csat by agent last month', 'and overall?'], 'csat of conversations | last month'],
    [
      ['reopen rate in October', 'which 3 pipelines are worst', 'back to overall, September'],
      'reopen_rate of tickets | September 2026',
    ],
    [
      ['tickets for Nova Lee last month by week', 'everyone together, just the total'],
      'volume of tickets | last month',
    ],
    [['tickets by agent in October', 'without the breakdown'], 'volume of tickets | October 2026'],
  ])('gives after %j the whole', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });

  it.each<[questions: readonly string[], expected: string]>([
    [
      ['tickets this year', 'is that up on the same time last year?'],
      'volume of tickets | this year | vs 1 Jan – 20 Nov 2025',
    ],
    [
      ['csat last month', 'is that up on September?'],
      'csat of conversations | last month | vs September 2026',
    ],
  ])('sets in %j one stretch against the other', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });

  it.each<[questions: readonly string[], expected: string]>([
    [
      ['what share of chats was transferred last month', 'and missed?'],
      'missed_rate of chats | last month',
    ],
    [
      ['reopen rate in October', 'only escalated ones'],
      'reopen_rate of tickets | escalated is true | October 2026',
    ],
    [
      ['urgent tickets last month', 'share of those resolved within one day'],
      'share of volume of tickets with resolution_time le 86400 | priority is urgent | last month',
    ],
    [
      ['tickets in Billing last month', 'share of urgent ones'],
      'share of volume of tickets with priority is urgent | pipeline is Billing | last month',
    ],
    [
      ['missed chats last month', 'share of them on weekends'],
      'share of volume of chats with weekend is true | missed is true | last month',
    ],
    [['missed chats last month', 'as a percentage'], 'missed_rate of chats | last month'],
  ])('reads in %j which part of which whole is meant', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });

  it.each<[questions: readonly string[], expected: string]>([
    [
      ['what share of chats was missed last month', 'how many is that?'],
      'volume of chats | missed is true | last month',
    ],
    [
      ['reopen rate by agent last month', 'how many were reopened?'],
      'resolved_volume of tickets | by agent | reopened is true | last month',
    ],
    [
      ['resolution SLA last month', 'how many urgent ones missed it'],
      'resolved_volume of tickets | priority is urgent | sla_resolution_breached is true | last month',
    ],
    [
      ['resolution SLA in October', 'list the breaches'],
      'tickets, created_at desc, 10 | sla_resolution_breached is true | October 2026',
    ],
    [
      ['tickets last month', 'which of them are still open?'],
      'tickets, created_at desc, 10 | open is true | last month',
    ],
  ])('counts or lists after %j what lies behind the share', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });

  it('stays in the month or week it points at', () => {
    expect(brief(thread(['share of negative tickets last month', 'csat in that month']))).toBe(
      'csat of tickets | last month',
    );
    expect(brief(thread(['tickets last quarter', 'csat in that month']))).toMatch(/^decline/);
  });

  it.each<[questions: readonly string[], expected: string]>([
    [
      ['tickets by category last month', 'top 3', 'and their csat'],
      'volume of tickets + csat of tickets | by category | last month | desc | top 3',
    ],
    [
      ['tickets in Billing last quarter', 'which agent had the most?', 'what was their csat'],
      'csat of tickets | by agent | pipeline is Billing | last quarter | desc',
    ],
    [
      ['tickets in Billing last quarter', 'what was the csat'],
      'csat of conversations | last quarter',
    ],
  ])('tells in %j of those just told of', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });

  it('takes no unit for a breakdown, and no unnamed target for a missed chat', () => {
    expect(brief(thread(['resolution time in hours last month']))).toBe(
      'resolution_time of tickets | last month',
    );
    expect(brief(thread(['resolution time by priority last month', 'in hours']))).toMatch(
      /^decline: I don’t see what “in hours” changes/,
    );
    expect(brief(thread(['first response last week', 'which agents missed it']))).toBe(
      'decline: I can’t tell which target is meant.',
    );
  });

  it('picks no group by how much it changed', () => {
    const said = ['tickets by pipeline last month', 'compared to September', 'which one dropped'];
    expect(brief(thread(said))).toMatch(/^decline: I can’t rank groups by how much they changed/);
  });
});
