import { ROLES, type Role } from '../../core/access.ts';
import type { Permissions } from '../../core/permissions.ts';
import type { Person } from '../../core/settings.ts';

const MAY: Readonly<Record<Role, string>> = {
  viewer: 'the team’s figures',
  agent:
    'lists, searches, their own figures and tickets, suggested replies, escalating, who is on call as well',
  manager:
    'figures of named agents, who gets which ticket, the knowledge base, digests, verified answers and what was done by whom as well',
  admin: 'syncing, connections, the run log, settings and this page as well',
};

const ADHOC = 'answers by SQL written for the question, where that is on';

/** One assignment: to whom it is, as they are written in the file, and which role. */
export type RoleLine = { readonly whom: string; readonly role: string };

export type PermissionsShown = {
  readonly roles: readonly { readonly role: Role; readonly may: string }[];
  /** The most specific first: the first that fits somebody counts. */
  readonly parts: readonly { readonly title: string; readonly lines: readonly RoleLine[] }[];
};

/** Who may do what, as config/permissions.yaml and config/team.yaml say it. */
export function describePermissions(
  permissions: Permissions,
  people: readonly Person[],
): PermissionsShown {
  const given = (roles: ReadonlyMap<string, Role>): RoleLine[] =>
    [...roles].map(([whom, role]) => ({ whom, role }));
  const listed = people.flatMap(({ name, role, emails }): RoleLine[] =>
    role === 'bot' || emails.length === 0 ? [] : [{ whom: `${name}, ${emails.join(', ')}`, role }],
  );
  const parts = [
    { title: 'Users', lines: given(permissions.users) },
    { title: 'User groups', lines: given(permissions.groups) },
    { title: 'Channels', lines: given(permissions.channels) },
    { title: 'People of config/team.yaml', lines: listed },
    {
      title: 'Everybody else',
      lines: [
        ...(permissions.workspaceAdmins
          ? [{ whom: 'admins and owners of the workspace', role: 'admin' }]
          : []),
        { whom: 'guests', role: permissions.guests },
        { whom: 'people of other workspaces', role: permissions.outsiders ?? 'nobody' },
        { whom: 'everybody else', role: permissions.default },
      ],
    },
  ];
  return {
    roles: ROLES.map((role) => ({
      role,
      may: role === permissions.adhoc ? `${MAY[role]}; ${ADHOC}` : MAY[role],
    })),
    parts: parts.filter(({ lines }) => lines.length > 0),
  };
}
