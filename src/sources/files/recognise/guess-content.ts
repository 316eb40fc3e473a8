import { readDateShape } from '../values/date-shapes.ts';
import { durationSeconds } from '../values/durations.ts';
import { isMissingWord } from '../values/missing.ts';

/** What the first values of a column look like. */
export type Content = {
  readonly filled: readonly string[];
  readonly isUnique: boolean;
  readonly looks: 'instant' | 'duration' | 'email' | 'number' | 'flag' | 'text' | 'nothing';
};

const EMAIL = /^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$/;
const NUMBER = /^[-+]?\d+(?:[.,]\d+)?$/;
const FLAG = /^(?:true|false|yes|no|y|n|t|f|0|1)$/i;
const NEARLY_ALL = 0.9;

export function describeContent(values: readonly (string | null)[]): Content {
  const filled = values.flatMap((value) => {
    const text = value?.trim() ?? '';
    return text === '' || isMissingWord(text) ? [] : [text];
  });
  return { filled, isUnique: new Set(filled).size === filled.length, looks: looksOf(filled) };
}

function looksOf(filled: readonly string[]): Content['looks'] {
  if (filled.length === 0) return 'nothing';
  if (mostly(filled, (text) => FLAG.test(text))) return 'flag';
  if (mostly(filled, (text) => NUMBER.test(text))) return 'number';
  if (mostly(filled, (text) => EMAIL.test(text))) return 'email';
  if (mostly(filled, (text) => readDateShape(text) !== null)) return 'instant';
  if (mostly(filled, (text) => durationSeconds(text) !== null)) return 'duration';
  return 'text';
}

function mostly(values: readonly string[], holds: (text: string) => boolean): boolean {
  let misses = 0;
  const allowed = values.length * (1 - NEARLY_ALL);
  for (const value of values) {
    if (!holds(value) && ++misses > allowed) return false;
  }
  return true;
}
