export type HubSpotApiVersion = 'v3' | '2026-09';

/** Where everything lives, in either family of paths; bodies are the same in both. */
export type HubSpotPaths = {
  /** Also `/search`, `/batch/read` and `/{id}` below it. */
  readonly objects: (type: ObjectType) => string;
  readonly pipelines: string;
  readonly owners: string;
  readonly properties: string;
  /** `/batch/read` is part of it. */
  readonly associations: (from: ObjectType, to: ObjectType) => string;
  readonly threads: string;
  readonly account: string;
};

export type ObjectType =
  | 'tickets'
  | 'contacts'
  | 'companies'
  | 'notes'
  | 'emails'
  | 'feedback_submissions';

const ACCOUNT = '/account-info/v3/details';

export const PATHS: Readonly<Record<HubSpotApiVersion, HubSpotPaths>> = {
  v3: {
    objects: (type) => `/crm/v3/objects/${type}`,
    pipelines: '/crm/v3/pipelines/tickets',
    owners: '/crm/v3/owners',
    properties: '/crm/v3/properties/tickets',
    associations: (from, to) => `/crm/v4/associations/${from}/${to}/batch/read`,
    threads: '/conversations/v3/conversations/threads',
    account: ACCOUNT,
  },
  '2026-09': {
    objects: (type) => `/crm/objects/2026-09/${type}`,
    pipelines: '/crm/pipelines/2026-09/tickets',
    owners: '/crm/owners/2026-09',
    properties: '/crm/properties/2026-09/tickets',
    associations: (from, to) => `/crm/associations/2026-09/${from}/${to}/batch/read`,
    threads: '/conversations/conversations/2026-09/threads',
    account: ACCOUNT,
  },
};
