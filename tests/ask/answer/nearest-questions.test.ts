import { describe, expect, it } from 'vitest';
import { nearestQuestions } from '../../../src/ask/answer/nearest-questions.ts';
import { parse } from '../read/desk.ts';

describe('the nearest questions', () => {
  it('keep the figure, the names and the time that were understood', () => {
    expect(nearestQuestions(parse('csat for Nova florp last month')).slice(0, 3)).toEqual([
      'CSAT for Nova Lee last month',
      'CSAT for Nova Lee last month',
      'CSAT last month',
    ]);
  });

  it('keep the breakdown and the statistic', () => {
    const [first] = nearestQuestions(parse('median frt vs zork by agent in October'));
    expect(first).toBe('median first response time by agent in October');
  });

  it('are none where nothing was understood', () => {
    expect(nearestQuestions(parse('florp'))).toEqual([]);
  });
});
