import { expect, it } from 'vitest';
import { UpstreamError } from '../../../src/core/errors.ts';
import { erasingWith } from '../../../src/join-knowledge.ts';

const REPORT = { removed: { tickets: 1 }, blanked: {}, turns: 0, files: 0 };

const erasing = {
  rehearse: async () => REPORT,
  erase: async () => REPORT,
} satisfies Parameters<typeof erasingWith>[0];

it('says that somebody is erased here, though not on a server that doesn’t answer', async () => {
  const settle = async (): Promise<void> => {
    throw new UpstreamError('Chroma at http://127.0.0.1:9 did not forget vectors: no answer');
  };
  await expect(erasingWith(erasing, { settle }).erase('ann@example.com')).rejects.toThrow(
    'They are erased here, but not there: Chroma at http://127.0.0.1:9 did not forget vectors',
  );
  const calm = { settle: async () => undefined };
  expect(await erasingWith(erasing, calm).erase('ann@example.com')).toBe(REPORT);
});
