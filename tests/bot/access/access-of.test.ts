import { describe, expect, it } from 'vitest';
import { type AccessParts, accessOf } from '../../../src/bot/access/access-of.ts';
import { audienceOf } from '../../../src/bot/access/audience.ts';
import type { ChannelSeen, PersonSeen } from '../../../src/bot/access/people-directory.ts';
import { PermissionError, UpstreamError } from '../../../src/core/errors.ts';
import { type Permissions, USUAL_PERMISSIONS } from '../../../src/core/permissions.ts';
import type { Person } from '../../../src/core/settings.ts';

const seen = (id: string, more: Partial<PersonSeen> = {}): PersonSeen => ({
  id,
  email: `${id.toLowerCase()}@example.com`,
  isWorkspaceAdmin: false,
  isGuest: false,
  isOutsider: false,
  isBot: false,
  ...more,
});

const PEOPLE: readonly Person[] = [
  { name: 'Nova Lee', aliases: [], emails: ['Nova@example.com'], role: 'agent' },
  { name: 'Richie Diaz', aliases: [], emails: ['richie@example.com'], role: 'manager' },
];

type Desk = {
  readonly permissions?: Partial<Permissions>;
  readonly persons?: readonly PersonSeen[];
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly channel?: ChannelSeen;
  readonly findAgent?: AccessParts['findAgent'];
};

function desk(of: Desk = {}): AccessParts {
  return {
    permissions: { ...USUAL_PERMISSIONS, ...of.permissions },
    people: PEOPLE,
    findAgent: of.findAgent ?? (async () => null),
    directory: {
      async person(id) {
        return (of.persons ?? [seen(id)]).find((one) => one.id === id) ?? null;
      },
      async groupMembers(group) {
        if (!of.groups) throw new UpstreamError('slack did not answer');
        return new Set(of.groups[group]);
      },
      async channel() {
        return of.channel ?? { members: [], isShared: false };
      },
    },
  };
}

const DM = { team: 'T1', channel: null };
const ROOM = { team: 'T1', channel: 'C012AB3CD' };
const roles = (entries: Readonly<Record<string, 'viewer' | 'agent' | 'manager' | 'admin'>>) =>
  new Map(Object.entries(entries));

describe('who somebody is', () => {
  it('is an agent by default, and knows of no agent in the data', async () => {
    expect(await accessOf('U1', DM, desk())).toEqual({ role: 'agent', agent: null, person: 'U1' });
  });

  it('is what is said most closely: user, group, channel, team file, workspace admin, default', async () => {
    const everything: Desk = {
      permissions: {
        users: roles({ 'richie@example.com': 'viewer' }),
        groups: roles({ '@leads': 'admin', S999999: 'viewer' }),
        channels: roles({ C012AB3CD: 'viewer' }),
      },
      persons: [seen('RICHIE', { isWorkspaceAdmin: true })],
      groups: { '@leads': ['RICHIE'], S999999: ['RICHIE'] },
    };
    const without = (...left: (keyof Permissions)[]): Desk => ({
      ...everything,
      permissions: {
        ...everything.permissions,
        ...Object.fromEntries(left.map((section) => [section, new Map()])),
      },
    });
    const roleIn = async (of: Desk, place = ROOM) =>
      (await accessOf('RICHIE', place, desk(of))).role;
    expect(await roleIn(everything)).toBe('viewer');
    expect(await roleIn(without('users'))).toBe('admin');
    expect(await roleIn(without('users', 'groups'))).toBe('viewer');
    expect(await roleIn(without('users', 'groups', 'channels'))).toBe('manager');
    expect(await roleIn(without('users', 'groups'), { ...DM, channel: 'C999999' })).toBe('manager');
  });

  it('is an admin when the workspace says so, unless that is off', async () => {
    const persons = [seen('U1', { isWorkspaceAdmin: true })];
    expect((await accessOf('U1', DM, desk({ persons }))).role).toBe('admin');
    const off = desk({ persons, permissions: { workspaceAdmins: false } });
    expect((await accessOf('U1', DM, off)).role).toBe('agent');
  });

  it('is the agent of the team file, else of the data, by e-mail address', async () => {
    const found = desk({
      persons: [seen('NOVA'), seen('ALEX', { email: 'Alex@Example.com' })],
      findAgent: async (email) => (email === 'alex@example.com' ? 'Alex Chen' : null),
    });
    expect((await accessOf('NOVA', DM, found)).agent).toBe('Nova Lee');
    expect((await accessOf('ALEX', DM, found)).agent).toBe('Alex Chen');
  });

  it('is nobody when they come from another workspace, whatever address they bring', async () => {
    const persons = [seen('X1', { email: 'richie@example.com', isOutsider: true })];
    await expect(accessOf('X1', ROOM, desk({ persons }))).rejects.toThrow(PermissionError);
    const channels = roles({ C012AB3CD: 'manager' });
    await expect(
      accessOf('X1', ROOM, desk({ persons, permissions: { channels } })),
    ).rejects.toThrow('people of this workspace only');
    const named = roles({ 'richie@example.com': 'admin', X1: 'viewer' });
    const letIn = desk({ persons, permissions: { users: named } });
    expect(await accessOf('X1', ROOM, letIn)).toEqual({
      role: 'viewer',
      agent: null,
      person: 'X1',
    });
  });

  it('is nobody when the platform knows nobody by that id', async () => {
    await expect(accessOf('U9', DM, desk({ persons: [] }))).rejects.toThrow(PermissionError);
  });

  it('is the least a group could make of them when groups cannot be looked up', async () => {
    const groups = roles({ '@leads': 'manager', '@trainees': 'viewer' });
    expect((await accessOf('U1', DM, desk({ permissions: { groups } }))).role).toBe('viewer');
    const onlyLeads = roles({ '@leads': 'manager' });
    expect((await accessOf('U1', DM, desk({ permissions: { groups: onlyLeads } }))).role).toBe(
      'agent',
    );
  });
});

describe('who reads along', () => {
  const asker = { role: 'manager', agent: null, person: 'RICHIE' } as const;
  const inRoom = (persons: readonly PersonSeen[], more: Desk = {}) =>
    audienceOf(
      asker,
      ROOM,
      desk({
        persons,
        channel: { members: persons.map(({ id }) => id), isShared: false },
        ...more,
      }),
    );

  it('is nobody in a direct message, nor in a room of one and a bot', async () => {
    expect(await audienceOf(asker, DM, desk())).toBeUndefined();
    expect(await inRoom([seen('RICHIE'), seen('B1', { isBot: true })])).toBeUndefined();
  });

  it('is the least of the members', async () => {
    expect(await inRoom([seen('RICHIE'), seen('U1')])).toEqual({ role: 'agent', agent: null });
    const guest = seen('U2', { isGuest: true });
    expect((await inRoom([seen('RICHIE'), seen('U1'), guest]))?.role).toBe('viewer');
    const outsider = seen('X1', { isOutsider: true });
    expect((await inRoom([seen('RICHIE'), outsider]))?.role).toBeNull();
  });

  it('is what the channel is given, but for members given less themselves', async () => {
    const channels = roles({ C012AB3CD: 'manager' });
    const members = [seen('RICHIE'), seen('U1')];
    expect((await inRoom(members, { permissions: { channels } }))?.role).toBe('manager');
    const users = roles({ U1: 'viewer' });
    expect((await inRoom(members, { permissions: { channels, users } }))?.role).toBe('viewer');
  });

  it('is the least there could be where too many are in the room', async () => {
    const large = (isShared: boolean) => ({ channel: { members: null, isShared } });
    expect((await inRoom([], large(false)))?.role).toBe('viewer');
    expect((await inRoom([], large(true)))?.role).toBeNull();
  });
});
