import { AskerError } from '../../src/core/errors.ts';
import type { TeamDesk } from '../../src/surfaces/web/parts.ts';

/** A team of Nova, who is here until somebody says otherwise. */
export function createFakeTeam(): TeamDesk {
  let note: string | null = null;
  const known = (name: string): void => {
    if (name !== 'Nova') throw new AskerError(`There is no “${name}” in the team.`);
  };
  return {
    members: async () => [
      {
        ...{ name: 'Nova', load: '1 of 2', has: '1 open ticket', skills: 'german 3' },
        ...{ presence: note ?? 'here', isAway: note !== null },
      },
    ],
    async away({ name, until, note: why }) {
      known(name);
      note = `away until ${until ?? 'they are back'}${why ? `, ${why}` : ''}`;
      return `${name} is ${note}.`;
    },
    async back({ name }) {
      known(name);
      note = null;
      return `${name} is back.`;
    },
  };
}
