import type { WriteRequest } from './ticket-source.ts';

/** Stands at the end of a note, so that it can be found again. */
export const noteMark = ({ id }: Pick<WriteRequest, 'id'>): string => `[deskhand:${id}]`;
