import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { loadPermissions, USUAL_PERMISSIONS } from '../../src/core/permissions.ts';

const path = join(import.meta.dirname, '..', '..', 'config', 'permissions.yaml');
const shipped = readFileSync(path, 'utf8');

function problemsOf(text: string): readonly string[] {
  try {
    loadPermissions(text, 'permissions.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the permissions that ship', () => {
  it('are those that hold where there is no file', () => {
    expect(loadPermissions(shipped, 'permissions.yaml')).toEqual(USUAL_PERMISSIONS);
    expect(loadPermissions('', 'permissions.yaml')).toEqual(USUAL_PERMISSIONS);
  });

  it('hold their examples to the letter', () => {
    const withExamples = shipped.replaceAll(/^# {3}(?=["\w@.-]+: \w+$)/gm, '  ');
    const { users, groups, channels } = loadPermissions(withExamples, 'permissions.yaml');
    expect([...users]).toEqual([
      ['nova@example.com', 'manager'],
      ['U012AB3CD', 'admin'],
    ]);
    expect([...groups]).toEqual([['@support-leads', 'manager']]);
    expect([...channels]).toEqual([['C012AB3CD', 'manager']]);
  });
});

describe('loadPermissions', () => {
  it('minds no capitals in addresses and handles', () => {
    const text = 'users: { Nova@Example.com: admin }\ngroups: { "@Leads": viewer }';
    const { users, groups } = loadPermissions(text, 'permissions.yaml');
    expect([users.get('nova@example.com'), groups.get('@leads')]).toEqual(['admin', 'viewer']);
  });

  it('tells every problem by line', () => {
    const text = [
      'default: boss',
      'guest: viewer',
      'outsiders: everybody',
      'users:',
      '  nova: manager',
      '  U012AB3CD: chief',
      'channels:',
      '  "#support": viewer',
    ].join('\n');
    expect(problemsOf(text)).toEqual([
      'permissions.yaml:1: default: has to be one of viewer, agent, manager, admin',
      'permissions.yaml:3: outsiders: has to be nobody, or one of viewer, agent, manager, admin',
      'permissions.yaml:6: U012AB3CD: has to be one of viewer, agent, manager, admin',
      'permissions.yaml:2: unknown key "guest"',
    ]);
  });

  it('tells keys that stand for nobody, and one that stands twice', () => {
    const text = [
      'users:',
      '  nova: manager',
      '  nova@example.com: manager',
      '  NOVA@example.com: viewer',
      'groups:',
      '  support-leads: manager',
      'channels:',
      '  "#support": viewer',
    ].join('\n');
    expect(problemsOf(text)).toEqual([
      'permissions.yaml:2: users: "nova" is neither a member id such as U012AB3CD nor an e-mail address',
      'permissions.yaml:4: users: "NOVA@example.com" is given a role twice',
      'permissions.yaml:6: groups: "support-leads" is neither a user group’s id such as S012AB3CD nor its handle such as "@support-leads"',
      'permissions.yaml:8: channels: "#support" is no channel id such as C012AB3CD (open the channel’s details: it stands at the very end)',
    ]);
  });
});
