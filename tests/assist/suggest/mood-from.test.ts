import { describe, expect, it } from 'vitest';
import { moodFrom } from '../../../src/assist/suggest/mood-from.ts';

const READ: Parameters<typeof moodFrom>[0] = {
  category: 'payment',
  confidence: 0.21,
  corrections: [],
  emotion: 'angry',
  language: 'German',
};

describe('what a reply goes by of an analysis', () => {
  it('names no category that is a guess', () => {
    expect(moodFrom(READ)).toEqual({ category: null, emotion: 'angry', language: 'de' });
    expect(moodFrom({ ...READ, confidence: 0.9 }).category).toBe('payment');
  });

  it('names one that somebody put right, however unsure it was', () => {
    const at = '2026-11-20T12:00:00Z';
    const corrections = [{ field: 'category', by: 'Nova', at }] as const;
    expect(moodFrom({ ...READ, corrections }).category).toBe('payment');
  });
});
