import type { Priority } from './analysis.ts';
import { createPhraseFinder, stemsOf } from './phrases.ts';

/** Words by which customers tell how much it presses. What presses most counts. */
const SIGNS: readonly { readonly name: Priority; readonly words: readonly string[] }[] = [
  {
    name: 'urgent',
    words: [
      ...[
        'urgent',
        'urgently',
        'asap',
        'as soon as possible',
        'immediately',
        'right now',
        'emergency',
      ],
      ...['at once', 'critical', 'production is down', 'site is down', 'system is down', 'outage'],
      ...['everything is down', 'security breach', 'data breach', 'hacked', 'stolen', 'data loss'],
      ...['dringend', 'sofort', 'notfall', 'urgente', 'inmediatamente', 'immédiatement', 'subito'],
    ],
  },
  {
    name: 'high',
    words: [
      ...[
        'today',
        'deadline',
        'can not work',
        "can't work",
        'cannot work',
        'nobody can',
        'locked out',
      ],
      ...['lock out', 'charged twice', 'double charge', 'lawyer', 'unacceptable', 'losing money'],
      ...['lost money', 'still waiting', 'third time', 'second time', 'again and again', 'block'],
      ...['need it by', 'tomorrow', 'important', 'refund now', 'all our user', 'whole team'],
    ],
  },
  {
    name: 'low',
    words: [
      ...[
        'no rush',
        'no hurry',
        'whenever',
        'when you have time',
        'just curious',
        'just wondering',
      ],
      ...['would be nice', 'would be great', 'suggestion', 'feature request', 'small question'],
      ...['keine eile', 'sin prisa', 'pas urgent', 'not urgent', "isn't urgent", 'no urgency'],
    ],
  },
];

const finder = createPhraseFinder(SIGNS);
const SURE = { one: 0.7, several: 0.85, none: 0.5 };

/** How much a text presses, by its words; `medium` where none of them tells. */
export function judgePriority(stems: readonly string[]): {
  readonly label: Priority;
  readonly confidence: number;
} {
  const found = finder.find(stems);
  const saysNoRush = found.some(({ label, phrases }) => label === 'low' && phrases.some(isDenial));
  const strongest = saysNoRush
    ? 'low'
    : SIGNS.find(({ name }) => found.some(({ label }) => label === name))?.name;
  const signs = found.find(({ label }) => label === strongest)?.phrases.length ?? 0;
  return {
    label: strongest ?? 'medium',
    confidence: signs === 0 ? SURE.none : signs === 1 ? SURE.one : SURE.several,
  };
}

/** "Not urgent" has "urgent" in it. */
const isDenial = (phrase: string): boolean => stemsOf(phrase).includes('urgent');
