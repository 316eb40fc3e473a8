import { expect, it } from 'vitest';
import { createFindAgent } from '../../../src/bot/access/find-agent.ts';
import { openDesk } from '../../analytics/small-desk.ts';

it('finds an agent by an address a support system knows, unless it is two people’s or a bot’s', async () => {
  await using db = await openDesk({
    agents: [
      { name: 'Nova Lee', emails: ['Nova@Example.com', 'n.lee@example.com'], role: 'agent' },
      { name: 'Alex Chen', emails: ['support@example.com'], role: 'agent' },
      { name: 'Alex Okafor', emails: ['support@example.com'], role: 'agent' },
      { name: 'Helper', emails: ['bot@example.com'], role: 'bot' },
      { name: 'Girly', emails: null, role: null },
    ],
  });
  const findAgent = createFindAgent(db);
  expect(await findAgent(' nova@example.COM ')).toBe('Nova Lee');
  expect(await findAgent('support@example.com')).toBeNull();
  expect(await findAgent('bot@example.com')).toBeNull();
  expect(await findAgent('nobody@example.com')).toBeNull();
});
