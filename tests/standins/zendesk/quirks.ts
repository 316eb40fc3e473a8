export type Quirks = {
  /** The export leaves out what is newer. */
  exportLagMs: number;
  exportsPerMinute: number | null;
  requestsPerMinute: number | null;
  /** Each page begins with so many of the one before. */
  doubled: number;
  /** An empty page has no cursor. */
  isCursorNull: boolean;
  /** The side-load leaves out every so-many-th ticket's metrics. */
  metricsMissingEvery: number | null;
  /** The side-load leaves out every so-many-th user. */
  usersMissingEvery: number | null;
  tokenLifeSeconds: number;
  /** The client is refused, as are its tokens. */
  isRevoked: boolean;
  isAdmin: boolean;
  scope: string;
  hasRatings: boolean;
  /** Pages of more tickets than that don't come. */
  mostTickets: number | null;
  /** `tickets` by another name. */
  isOtherShape: boolean;
};

export const USUAL: Quirks = {
  exportLagMs: 60_000,
  exportsPerMinute: null,
  requestsPerMinute: null,
  doubled: 0,
  isCursorNull: false,
  metricsMissingEvery: null,
  usersMissingEvery: null,
  tokenLifeSeconds: 1800,
  isRevoked: false,
  isAdmin: true,
  scope: 'read write',
  hasRatings: true,
  mostTickets: null,
  isOtherShape: false,
};
