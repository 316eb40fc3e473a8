import { describe, expect, it } from 'vitest';
import { createModelDesk } from '../../src/bot/model-desk.ts';
import { PermissionError } from '../../src/core/errors.ts';
import type { SentView } from '../../src/core/model-words.ts';
import type { Viewer } from '../../src/core/ticket-card.ts';
import { SENT_CALL, SET_UP, SPENT } from '../fakes/model-use.ts';

const ADMIN: Viewer = { name: 'Ada', agent: null, may: () => true, check: () => {} };
const MANAGER: Viewer = {
  ...ADMIN,
  check: (ability) => {
    throw new PermissionError(`An admin may: ${ability}`);
  },
};

const desk = createModelDesk({
  setUp: SET_UP,
  budget: { today: async () => SPENT },
  recorder: { latest: async (count): Promise<readonly SentView[]> => [SENT_CALL].slice(0, count) },
});

describe('what a language model was sent', () => {
  it('is told to admins, and to nobody else', async () => {
    expect(await desk.today(ADMIN)).toEqual({ setUp: SET_UP, spent: SPENT });
    expect(await desk.sent(5, ADMIN)).toEqual([SENT_CALL]);
    await expect(desk.today(MANAGER)).rejects.toThrow('An admin may: run-log');
    await expect(desk.sent(5, MANAGER)).rejects.toThrow(PermissionError);
  });

  it('is nothing where no model is set up', async () => {
    expect(await createModelDesk(null).today(ADMIN)).toBeNull();
    expect(await createModelDesk(null).sent(5, ADMIN)).toEqual([]);
  });
});
