export type Person = { readonly id: string; name: string; readonly kind: 'agent' | 'bot' };

export type StoredAgent = Person & {
  readonly accountId: string;
  groups: readonly number[];
  suspended: boolean;
};

export const OWNER_ACCOUNT = 'd24fa41e-bc16-41b8-a15b-9ca45ff7e0cf';
export const MARA: StoredAgent = {
  ...{ id: 'mara@acme.test', name: 'Mara Holt', kind: 'agent', accountId: OWNER_ACCOUNT },
  ...{ groups: [0], suspended: false },
};
export const TARIQ: StoredAgent = {
  ...{ id: 'tariq@acme.test', name: 'Tariq Osei', kind: 'agent', accountId: 'a2' },
  ...{ groups: [0, 7], suspended: false },
};
/** Removed: in old threads, on no list. */
export const FORMER: Person = { id: 'ines@acme.test', name: 'Ines Berg', kind: 'agent' };
export const BOT: Person = { id: '2c1b8da190222160e8f9e077af4c625b', name: 'FAQ bot', kind: 'bot' };
/** Deleted: on no list, and told from people by its id alone. */
export const FORMER_BOT: Person = {
  ...{ id: '9f1b8da190222160e8f9e077af4c6200', name: 'Old bot', kind: 'bot' },
};
export const GROUPS = [
  { id: 0, name: 'General' },
  { id: 7, name: 'Billing' },
];
