import { expect, it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { pageUnderKills } from './killed-paging.ts';

const folder = useTempFolders();

/** Every third message is the last of its process, before Slack has it and after in turn. */
function inTurn(): () => number {
  let rolls = 0;
  const kills = [0.9, 0.9, 0, 0.9, 0.9, 0, 0.9];
  const told = [0.1, 0.9];
  let killed = 0;
  let isSecond = false;
  return () => {
    if (isSecond) {
      isSecond = false;
      return told[killed++ % told.length] ?? 0;
    }
    const roll = kills[rolls++ % kills.length] ?? 0.9;
    isSecond = roll === 0;
    return roll;
  };
}

it('calls everybody once in Slack, wherever the service is killed', {
  timeout: 60_000,
}, async () => {
  const tally = await pageUnderKills({ calls: 2, rate: 0.5, folder: folder(), dice: inTurn() });
  expect(tally.expected).toBeGreaterThanOrEqual(8);
  expect(tally.killed.before).toBeGreaterThan(0);
  expect(tally.killed.after).toBeGreaterThan(0);
  expect(tally).toMatchObject({ lost: [], doubled: [], problems: [] });
});
