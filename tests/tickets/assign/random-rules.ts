import type { AssignmentSettings, Member } from '../../../src/core/assignment-settings.ts';
import type { Dice } from './dice.ts';
import { HOUR, MINUTE, member, settings } from './team.ts';

/** What tickets ask for, by their tags; with a `+`, somebody who is good at it. */
export const SKILLS = ['german', 'billing'];
/** No ticket is in that language; but who is to know before it was read. */
const OF_WORDS = { when: { language: ['latin'] }, needs: { latin: 1 } };

/** A team of one to four, and what its tickets ask for. */
export function randomRules(dice: Dice): AssignmentSettings {
  const hasSkills = dice.chance(0.7);
  const people = Array.from({ length: 1 + dice.below(4) }, (_, index): Member => {
    const skills = SKILLS.flatMap((skill) =>
      dice.chance(0.6) ? [[skill, 1 + dice.below(2)] as const] : [],
    );
    return member(`P${index}`, {
      ...{ skills: Object.fromEntries(skills), isInLine: index === 0 || dice.chance(0.9) },
      capacity: dice.pick([0, 1, 2, 3, 4.5]),
      limits: dice.chance(0.2) ? { urgent: dice.below(2) } : {},
    });
  });
  return settings({
    members: people,
    isAutomatic: dice.chance(0.85),
    acceptWithinMs: dice.chance(0.4) ? 15 * MINUTE : null,
    relaxSkillsAfterMs: dice.chance(0.4) ? 2 * HOUR : null,
    patienceMs: dice.pick([HOUR, 8 * HOUR]),
    cost: { low: dice.pick([0.5, 1]), medium: 1, high: 1, urgent: dice.pick([1, 2]) },
    needs: hasSkills
      ? [
          ...SKILLS.flatMap((skill) => [
            { when: { tag: [skill] }, needs: { [skill]: 1 } },
            { when: { tag: [`${skill}+`] }, needs: { [skill]: 2 } },
          ]),
          ...(dice.chance(0.5) ? [OF_WORDS] : []),
        ]
      : [],
  });
}

type Hours = { readonly from: number; readonly to: number };

/** null: always. */
export function randomShift(dice: Dice): Hours | null {
  return dice.chance(0.5)
    ? null
    : dice.pick([
        { from: 8, to: 16 },
        { from: 20, to: 6 },
      ]);
}

/** Over midnight where it ends before it begins. */
export function isWithin({ from, to }: Hours, hour: number): boolean {
  return from < to ? from <= hour && hour < to : hour >= from || hour < to;
}
