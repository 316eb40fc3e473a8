import { z } from 'zod';
import type { AssignmentSettings } from './assignment-settings.ts';
import { ConfigError } from './errors.ts';
import { isZone } from './is-zone.ts';
import { assignmentPart, memberFields, readAssignment } from './read-assignment.ts';
import type { SlaTarget, TeamSettings, Weekday } from './settings.ts';
import { duration, minuteOf, WEEKDAYS, weekdayName } from './team-words.ts';
import { readYaml } from './yaml-file.ts';

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];

const WEEKDAY_NAMES: readonly string[] = WEEKDAYS;

/** `friday 19:00` */
const weekMinute = z.string().transform((text, context) => {
  const [name, time] = text.toLowerCase().split(/\s+/);
  const day = WEEKDAY_NAMES.indexOf(name ?? '');
  const minute = minuteOf(time ?? '');
  if (day >= 0 && minute !== null) return { weekday: weekdayAt(day), minute };
  context.addIssue({ code: 'custom', message: `"${text}" is not like "friday 19:00"` });
  return z.NEVER;
});

/** `09:00-17:00`, or `off` */
const stretch = z.union([z.literal(false), z.string()]).transform((text, context) => {
  if (text === false || text === 'off') return null;
  const [from, to] = text.split(/\s*[-–]\s*/).map(minuteOf);
  if (typeof from === 'number' && typeof to === 'number' && from < to) return { from, to };
  context.addIssue({ code: 'custom', message: `"${text}" is not like "09:00-17:00", or off` });
  return z.NEVER;
});

const target = z
  .strictObject({ first_response: duration.default(null), resolution: duration.default(null) })
  .transform(
    ({ first_response, resolution }): SlaTarget => ({
      firstResponseSeconds: first_response,
      resolutionSeconds: resolution,
    }),
  );
const noTarget: SlaTarget = { firstResponseSeconds: null, resolutionSeconds: null };

const person = z.strictObject({
  name: z.string().trim().min(1),
  aliases: z.array(z.string()).default([]),
  emails: z.array(z.string()).default([]),
  role: z.enum(['agent', 'manager', 'bot']).default('agent'),
  ...memberFields,
});

const isPattern = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, 'i') instanceof RegExp;
  } catch {
    return false; // nor has RegExp
  }
};

const teamFile = z.strictObject({
  zone: z
    .string()
    .refine(
      (zone) => zone === 'system' || isZone(zone),
      'is no time zone such as America/Halifax, nor system',
    ),
  week_start: weekdayName,
  fiscal_year_start: z.enum(MONTHS),
  date_order: z.enum(['day-first', 'month-first']),
  weekend: z.strictObject({ from: weekMinute, to: weekMinute }),
  business_hours: z.partialRecord(weekdayName, stretch),
  holidays: z.array(z.iso.date()),
  default_days: z.int().positive(),
  exclude_managers: z.boolean(),
  repeat_contacts: z.int().min(2),
  fcr_window_hours: z.number().positive(),
  sla: z.strictObject({
    urgent: target.default(noTarget),
    high: target.default(noTarget),
    medium: target.default(noTarget),
    low: target.default(noTarget),
  }),
  autoresponses: z.array(z.string().refine(isPattern, 'is not a regular expression')),
  people: z.array(person),
  assignment: assignmentPart,
});

/** The team's settings written in config/team.yaml. Throws ConfigError with every problem by file and line. */
export function loadTeam(
  text: string,
  fileName: string,
  systemZone = new Intl.DateTimeFormat().resolvedOptions().timeZone,
): TeamSettings & { readonly assignment: AssignmentSettings } {
  const { value: file, at } = readYaml(text, fileName, teamFile);
  const problems = sharedNames(file.people).map(
    ({ index, name }) => `${at(['people', index])}: "${name}" is already somebody's name or alias`,
  );
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    zone: file.zone === 'system' ? systemZone : file.zone,
    weekStart: weekdayAt(WEEKDAYS.indexOf(file.week_start)),
    fiscalYearStart: MONTHS.indexOf(file.fiscal_year_start) + 1,
    dateOrder: file.date_order,
    weekend: file.weekend,
    businessHours: businessHours(file.business_hours),
    holidays: file.holidays,
    defaultDays: file.default_days,
    excludeManagers: file.exclude_managers,
    repeatContacts: file.repeat_contacts,
    fcrWindowHours: file.fcr_window_hours,
    sla: file.sla,
    autoresponses: file.autoresponses,
    people: file.people.map(({ name, aliases, emails, role }) => ({ name, aliases, emails, role })),
    assignment: readAssignment(file.people, file.assignment),
  };
}

function businessHours(
  days: Partial<Record<(typeof WEEKDAYS)[number], { from: number; to: number } | null>>,
): TeamSettings['businessHours'] {
  const [mon, tue, wed, thu, fri, sat, sun] = WEEKDAYS.map((weekday) => days[weekday] ?? null);
  return {
    1: mon ?? null,
    2: tue ?? null,
    3: wed ?? null,
    4: thu ?? null,
    5: fri ?? null,
    6: sat ?? null,
    7: sun ?? null,
  };
}

/** Names and aliases that stand for two people. */
function sharedNames(
  people: readonly { readonly name: string; readonly aliases: readonly string[] }[],
): { index: number; name: string }[] {
  const owners = new Map<string, number>();
  return people.flatMap(({ name, aliases }, index) =>
    [name, ...aliases].flatMap((each) => {
      const owner = owners.get(each.toLowerCase()) ?? index;
      owners.set(each.toLowerCase(), owner);
      return owner === index ? [] : [{ index, name: each }];
    }),
  );
}

/** ISO weekday of an index into the names above. */
function weekdayAt(index: number): Weekday {
  return ([1, 2, 3, 4, 5, 6, 7] as const)[index] ?? 1;
}
