import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { expectNoLeaks, PLAIN, STRANGE } from './model-leaks.ts';

const QUESTIONS = join(import.meta.dirname, '..', '..', 'evals', 'questions');
const folder = useTempFolders();

/** Every question of the evaluation, as others typed them. */
const SUITE = [
  ...new Set(
    readdirSync(QUESTIONS).flatMap((file) =>
      readFileSync(join(QUESTIONS, file), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line): string => JSON.parse(line).question),
    ),
  ),
];

/** Whose plans the model sees as the turn before. */
const BEFORE = [
  `tickets for ${STRANGE.agent} and ${STRANGE.tag} last week`,
  `csat of ${PLAIN.company} by ${PLAIN.column} vs last month`,
  `find tickets about "${STRANGE.subject}" with ${STRANGE.value}`,
  `the 5 oldest open tickets of ${STRANGE.pipeline}`,
  `distribution of first response time for ${PLAIN.agent}`,
];

it('sends, keeps and logs nothing of names, whatever of the whole suite is asked', async () => {
  await expectNoLeaks(SUITE, { previous: BEFORE, folder: folder(), leastPlans: 3 });
}, 240_000);
