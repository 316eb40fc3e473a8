import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readQuestions } from '../../evals/questions.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'evals', 'questions');
const questions = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readQuestions(join(FOLDER, name)));

describe('the question set', () => {
  it('has one id a question, and gold wherever an answer is due', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    const unjudged = questions.filter(
      ({ expect: due, gold }) => due.length === 1 && due[0] === 'answer' && gold.length === 0,
    );
    expect(unjudged).toEqual([]);
  });

  it('holds 300 questions and 60 threads of 3 to 6 turns', () => {
    const threads = Map.groupBy(
      questions.filter(({ thread }) => thread !== null),
      ({ thread }) => thread,
    );
    const lengths = [...threads.values()].map((turns) => turns.length);
    expect(questions.filter(({ thread }) => thread === null).length).toBeGreaterThanOrEqual(300);
    expect(lengths.length).toBeGreaterThanOrEqual(60);
    expect(lengths.every((length) => length >= 3 && length <= 6)).toBe(true);
  });
});
