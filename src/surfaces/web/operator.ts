import type { Viewer } from '../../core/ticket-card.ts';

/** Whoever reaches the console runs Deskhand: everything is allowed. */
export const OPERATOR: Viewer = { name: 'console', agent: null, may: () => true, check: () => {} };
