import { z } from 'zod';
import { ROLES, type Role } from './access.ts';
import { ConfigError } from './errors.ts';
import { readYaml } from './yaml-file.ts';

/** Who may do what, as config/permissions.yaml says it. Keys as they are written there; e-mail addresses and handles in lower case. */
export type Permissions = {
  /** Of whoever nothing else is said about. */
  readonly default: Role;
  /** Whether admins and owners of the workspace are admins here. */
  readonly workspaceAdmins: boolean;
  readonly guests: Role;
  /** People of other workspaces, in shared channels; null: they get nothing. */
  readonly outsiders: Role | null;
  /** By member id or e-mail address. */
  readonly users: ReadonlyMap<string, Role>;
  /** By id, or by handle with its `@`. */
  readonly groups: ReadonlyMap<string, Role>;
  /** By id. */
  readonly channels: ReadonlyMap<string, Role>;
  /** The least role that questions are answered by SQL written for them, where that is on. */
  readonly adhoc: Extract<Role, 'manager' | 'admin'>;
};

/** Where there is no such file. */
export const USUAL_PERMISSIONS: Permissions = {
  default: 'agent',
  workspaceAdmins: true,
  guests: 'viewer',
  outsiders: null,
  users: new Map(),
  groups: new Map(),
  channels: new Map(),
  adhoc: 'manager',
};

const role = z.enum(ROLES, { error: `has to be one of ${ROLES.join(', ')}` });

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const MEMBER = /^[UW][A-Z0-9]{5,}$/;
const GROUP = /^S[A-Z0-9]{5,}$/;
const HANDLE = /^@[^\s@]+$/;
const CHANNEL = /^[CG][A-Z0-9]{5,}$/;

type Keys = 'users' | 'groups' | 'channels';

const KEYS: Readonly<
  Record<Keys, { readonly is: (key: string) => boolean; readonly not: string }>
> = {
  users: {
    is: (key) => MEMBER.test(key) || EMAIL.test(key),
    not: 'is neither a member id such as U012AB3CD nor an e-mail address',
  },
  groups: {
    is: (key) => GROUP.test(key) || HANDLE.test(key),
    not: 'is neither a user group’s id such as S012AB3CD nor its handle such as "@support-leads"',
  },
  channels: {
    is: (key) => CHANNEL.test(key),
    not: 'is no channel id such as C012AB3CD (open the channel’s details: it stands at the very end)',
  },
};

/** A section whose examples are all commented out is null to YAML. */
const roles = z.record(z.string(), role).nullish();

const permissionsFile = z.strictObject({
  default: role.default(USUAL_PERMISSIONS.default),
  workspace_admins: z.boolean().default(USUAL_PERMISSIONS.workspaceAdmins),
  guests: role.default(USUAL_PERMISSIONS.guests),
  outsiders: z
    .union([role, z.literal('nobody')], {
      error: `has to be nobody, or one of ${ROLES.join(', ')}`,
    })
    .default('nobody'),
  users: roles,
  groups: roles,
  channels: roles,
  adhoc: z
    .enum(['manager', 'admin'], {
      error: 'has to be manager or admin: such an answer may name anybody',
    })
    .default(USUAL_PERMISSIONS.adhoc),
});

/** Throws ConfigError with every problem by file and line. */
export function loadPermissions(text: string, fileName: string): Permissions {
  const { value: file, at } = readYaml(text, fileName, permissionsFile);
  const problems = (['users', 'groups', 'channels'] as const).flatMap((section) =>
    problemsIn(section, Object.keys(file[section] ?? {}), at),
  );
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    default: file.default,
    workspaceAdmins: file.workspace_admins,
    guests: file.guests,
    outsiders: file.outsiders === 'nobody' ? null : file.outsiders,
    users: byKey(file.users),
    groups: byKey(file.groups),
    channels: byKey(file.channels),
    adhoc: file.adhoc,
  };
}

/** Ids keep their capitals; addresses and handles don't mind them. */
const folded = (key: string): string => (key.includes('@') ? key.toLowerCase() : key);

function byKey(roles: Readonly<Record<string, Role>> | null | undefined): Map<string, Role> {
  return new Map(Object.entries(roles ?? {}).map(([key, given]) => [folded(key), given]));
}

function problemsIn(
  section: Keys,
  keys: readonly string[],
  at: (path: readonly PropertyKey[]) => string,
): string[] {
  const seen = new Set<string>();
  return keys.flatMap((key) => {
    const place = at([section, key]);
    if (!KEYS[section].is(key)) return [`${place}: ${section}: "${key}" ${KEYS[section].not}`];
    if (seen.has(folded(key))) return [`${place}: ${section}: "${key}" is given a role twice`];
    seen.add(folded(key));
    return [];
  });
}
