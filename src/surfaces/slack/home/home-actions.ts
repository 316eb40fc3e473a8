/** What the buttons of the home tab are called when they come back. */
export const HOME_ACTIONS = {
  refresh: 'home_refresh',
  /** Value: the order of the person's own tickets from now on. */
  order: 'home_order',
  /** Asks the question in the button's value; numbered. */
  ask: 'home_ask',
  sync: 'home_sync',
  test: 'home_test',
  runs: 'home_runs',
  permissions: 'home_permissions',
} as const;

export const HOME_ASK = /^home_ask_\d+$/;
