import { PermissionError } from '../../../src/core/errors.ts';
import type { Viewer } from '../../../src/core/ticket-card.ts';

/** Somebody who may do all but `mayNot`. */
export const viewer = (name: string, mayNot: readonly string[] = []): Viewer => ({
  ...{ name, agent: name, may: (ability) => !mayNot.includes(ability) },
  check(ability) {
    if (mayNot.includes(ability)) throw new PermissionError('That is for managers.');
  },
});
