import { AskerError } from '../../src/core/errors.ts';
import type { OnCallDesk } from '../../src/surfaces/web/parts.ts';

/** Nova and Richie take turns; what is changed stands until it is taken back. Between “never” and any time nothing can be. */
export function createFakeOnCall(): OnCallDesk {
  const changes: { readonly id: string | null; readonly words: string }[] = [
    { id: null, words: 'Kim is on call, 24 Dec' },
  ];
  const keep = (words: string, until: string): string => {
    if (until === 'never') throw new AskerError('“never” is no time such as 18:00.');
    changes.push({ id: `c${changes.length}`, words });
    return `${words}.`;
  };
  return {
    rotations: async () => [
      {
        ...{ name: 'support', zone: 'Halifax time', people: ['Nova', 'Richie'] },
        now: '**Nova** is on call until 23 Nov 2026 09:00, then Richie (support, Halifax time).',
        turns: [{ from: '21 Nov 2026 09:45', until: '23 Nov 2026 09:00', person: 'Nova' }],
        changes,
      },
    ],
    people: async () => ['Nova', 'Richie', 'Kim'],
    override: async ({ rotation, person, from, until }) =>
      keep(`${person} is on call in ${rotation} from ${from || 'now'} until ${until}`, until),
    swap: async ({ one, other, from, until }) =>
      keep(
        `${one} and ${other} have each other’s turns from ${from || 'now'} until ${until}`,
        until,
      ),
    async cancel(id) {
      const at = changes.findIndex((change) => change.id === id);
      const [gone] = at < 0 ? [] : changes.splice(at, 1);
      if (!gone) throw new AskerError(`There is no change ${id} that could be taken back.`);
      return `Taken back: ${gone.words}.`;
    },
  };
}
