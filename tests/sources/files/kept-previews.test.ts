import { expect, it } from 'vitest';
import { createKeptPreviews } from '../../../src/sources/files/kept-previews.ts';

function staging() {
  const removed: string[] = [];
  const stage = (name: string) => ({
    name,
    staged: {
      remove: async () => {
        removed.push(name);
      },
    },
  });
  return { removed, stage };
}

it('holds the latest few previews, and removes the staged copies of older ones', async () => {
  const { removed, stage } = staging();
  const kept = createKeptPreviews<ReturnType<typeof stage>>();
  for (const name of ['a', 'b', 'c', 'd', 'e']) await kept.remember(name, stage(name));
  expect(removed).toEqual(['a']);
  expect(kept.get('a')).toBeUndefined();
  expect(kept.get('e')?.name).toBe('e');
});

it('removes what it held under the same id, and what is forgotten', async () => {
  const { removed, stage } = staging();
  const kept = createKeptPreviews<ReturnType<typeof stage>>();
  await kept.remember('a', stage('first'));
  await kept.remember('a', stage('second'));
  expect(removed).toEqual(['first']);
  await kept.forget('a');
  expect(removed).toEqual(['first', 'second']);
  await kept.forget('a');
  expect(removed).toHaveLength(2);
});
