import { z } from 'zod';
import type { AssignmentSettings, Member, Skills } from './assignment-settings.ts';
import { isZone } from './is-zone.ts';
import { languageName } from './languages.ts';
import { duration, minuteOf, WEEKDAYS, weekdayName } from './team-words.ts';
import type { WeekStretch } from './week-stretch.ts';

const DAY_MINUTES = 1440;
const USUAL_CAPACITY = 20;

const skillName = z.string().trim().min(1, 'is empty').toLowerCase();
const level = z.int().min(1).max(5);
/** `[german, billing]`, or with levels `{ german: 3, billing: 5 }` */
const skills = z
  .union([z.array(skillName), z.record(skillName, level)])
  .transform(
    (given): Skills =>
      Array.isArray(given) ? Object.fromEntries(given.map((name) => [name, 1])) : given,
  );

/** `09:00-17:00`; `22:00-06:00` ends the day after */
const shift = z.string().transform((text, context) => {
  const [from, to, ...more] = text.split(/\s*[-–]\s*/).map(minuteOf);
  if (typeof from === 'number' && typeof to === 'number' && from !== to && more.length === 0)
    return { from, to: to > from ? to : to + DAY_MINUTES };
  context.addIssue({ code: 'custom', message: `"${text}" is not like "09:00-17:00", or off` });
  return z.NEVER;
});
const shiftsOfDay = z
  .union([z.literal(false), z.literal('off'), z.array(shift), shift.transform((one) => [one])])
  .transform((given) => (Array.isArray(given) ? given : []));

const shifts = z.union([z.literal('always'), z.partialRecord(weekdayName, shiftsOfDay)]);

const priority = z.enum(['low', 'medium', 'high', 'urgent']);
const limits = z
  .partialRecord(priority, z.int().min(0))
  .transform((given): Member['limits'] =>
    Object.fromEntries(Object.entries(given).filter(([, most]) => most !== undefined)),
  );

/** What `people` may say of somebody about tickets. */
export const memberFields = {
  tickets: z.boolean().optional(),
  zone: z.string().refine(isZone, 'is no time zone such as America/Halifax').optional(),
  skills: skills.default({}),
  capacity: z.number().min(0).optional(),
  limits: limits.default({}),
  shifts: shifts.optional(),
};

const oneOrMore = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((given) => [given].flat().map((value) => value.toLowerCase()));

/** By code or English name, either way kept as the name in lower case. */
const languages = oneOrMore.transform((given, context) =>
  given.map((words) => {
    const name = languageName(words);
    if (name !== null) return name.toLowerCase();
    context.addIssue({ code: 'custom', message: `"${words}" is no language like de or German` });
    return z.NEVER;
  }),
);

const need = z.strictObject({
  when: z
    .strictObject({
      category: oneOrMore.optional(),
      pipeline: oneOrMore.optional(),
      tag: oneOrMore.optional(),
      language: languages.optional(),
      priority: oneOrMore.optional(),
    })
    .refine((when) => Object.keys(when).length > 0, 'names no condition'),
  needs: skills.refine((named) => Object.keys(named).length > 0, 'names no skill'),
});

/** `assignment` of config/team.yaml; what is left out is as it ships. */
export const assignmentPart = z
  .strictObject({
    automatic: z.boolean().default(false),
    capacity: z.number().min(0).default(USUAL_CAPACITY),
    cost: z.partialRecord(priority, z.number().min(0)).default({}),
    accept_within: duration.default(null),
    relax_skills_after: duration.default(null),
    patience: duration.refine((seconds) => seconds !== 0, 'is no time').default(8 * 3600),
    skills: z.array(need).default([]),
  })
  .prefault({});

type PersonRead = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly emails: readonly string[];
  readonly role: 'agent' | 'manager' | 'bot';
  readonly tickets?: boolean | undefined;
  readonly zone?: string | undefined;
  readonly skills: Skills;
  readonly capacity?: number | undefined;
  readonly limits: Member['limits'];
  readonly shifts?: z.output<typeof shifts> | undefined;
};

/** Managers get tickets by hand only, unless the file says otherwise; bots never. */
export function readAssignment(
  people: readonly PersonRead[],
  part: z.output<typeof assignmentPart>,
): AssignmentSettings {
  const inMs = (seconds: number | null) => (seconds === null ? null : seconds * 1000);
  const usual = {
    ...{ isInLine: true, zone: null, capacity: part.capacity },
    ...{ skills: {}, limits: {}, shifts: null },
  };
  return {
    members: people
      .filter(({ role }) => role !== 'bot')
      .map((person) => ({
        name: person.name,
        aliases: person.aliases,
        emails: person.emails,
        isInLine: person.tickets ?? person.role === 'agent',
        zone: person.zone ?? null,
        skills: person.skills,
        capacity: person.capacity ?? part.capacity,
        limits: person.limits,
        shifts: weekOf(person.shifts),
      })),
    usual,
    isAutomatic: part.automatic,
    acceptWithinMs: inMs(part.accept_within),
    relaxSkillsAfterMs: inMs(part.relax_skills_after),
    patienceMs: inMs(part.patience) ?? Number.MAX_SAFE_INTEGER,
    cost: { low: 1, medium: 1, high: 1, urgent: 1, ...defined(part.cost) },
    needs: part.skills,
  };
}

function weekOf(given: PersonRead['shifts']): readonly WeekStretch[] | null {
  if (given === undefined || given === 'always') return null;
  return WEEKDAYS.flatMap((weekday, day) =>
    (given[weekday] ?? []).map(({ from, to }) => ({
      from: day * DAY_MINUTES + from,
      to: day * DAY_MINUTES + to,
    })),
  );
}

function defined<T>(given: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
