import { describe, expect, it } from 'vitest';
import { readDrafts } from '../../evals/model/drafts.ts';

describe('evals/model/drafts.jsonl', () => {
  const lines = readDrafts();

  it('holds drafts a model may return, one reading each', () => {
    expect(lines.length).toBeGreaterThanOrEqual(40);
    expect(lines.filter(({ draft }) => draft.outcome !== 'plan')).toEqual([]);
    expect(lines.filter(({ draft }) => draft.readings.length !== 1)).toEqual([]);
  });

  it('asks nothing twice, and says in each draft what its question names', () => {
    expect(new Set(lines.map(({ masked }) => masked)).size).toBe(lines.length);
    for (const { masked, draft } of lines) {
      const named = masked.match(/\{\{(?!word)[a-z]+_\d+\}\}/g) ?? [];
      for (const placeholder of named) expect(JSON.stringify(draft)).toContain(placeholder);
    }
  });
});
