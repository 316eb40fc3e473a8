import { z } from 'zod';
import { queryPlanSchema } from '../analytics/query-plan.ts';
import { ConfigError } from '../core/errors.ts';
import { isZone } from '../core/is-zone.ts';
import { readYaml } from '../core/yaml-file.ts';
import { readCron } from './cron.ts';
import { describeSchedule } from './describe-schedule.ts';
import type { Bound, CompareWith, DigestSpec, Mention, SectionSpec } from './digest.ts';
import { readSchedule } from './read-schedule.ts';

const MINUTE_MS = 60_000;
const DURATIONS: Readonly<Record<string, number>> = {
  ...{ s: 1, m: 60, min: 60, h: 3600, d: 86_400 },
};
const DEFAULT_GRACE_MS = 180 * MINUTE_MS;
const LONGEST_GRACE_SECONDS = 7 * 86_400;
const COMPARISONS = ['before', 'week before', 'year before'] as const;

const refuse = (context: z.core.$RefinementCtx, message: string): never => {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
};

/** Five cron fields, or words such as "every weekday at 9:00". */
const schedule = z.string().transform((text, context) => {
  const looksLikeCron = /^@\w|^[\d*](?!.*[a-z]{4})/i.test(text.trim());
  if (looksLikeCron) {
    const cron = readCron(text);
    if ('problem' in cron) return refuse(context, cron.problem);
    return { line: text.trim(), words: describeSchedule(text), zone: null };
  }
  const read = readSchedule(text);
  if (read.kind === 'schedule') return read;
  const instead = read.choices.length > 0 ? `, such as “${read.choices[0]}”` : '';
  return refuse(context, `“${text}” is not clear: ${read.question} Say it in full${instead}`);
});

const zone = z.string().refine(isZone, 'is no time zone such as America/Halifax');

/** Where Deskhand is in several workspaces, the workspace's id and a slash stand before it. */
const slackId = (letters: string, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^(?:T[A-Z0-9]{7,}/)?[${letters}][A-Z0-9]{7,}$`),
      `is no id from Slack, such as ${example}`,
    );

/** `here`, `channel`, `user U…`, `group S…`, or the bare id. */
const mention = z.string().transform((text, context): Mention => {
  const [, here, id] =
    /^@?(?:(here|channel)|(?:(?:user|group) )?@?([UWS][A-Z0-9]{7,}))$/.exec(text.trim()) ?? [];
  if (here === 'here' || here === 'channel') return { kind: here };
  if (id) return { kind: id.startsWith('S') ? 'group' : 'user', id };
  return refuse(
    context,
    `“${text}” is not like here, channel, user U0123456789 or group S0123456789`,
  );
});

/** `3 h`, `30 min`, `1 d` */
const grace = z.string().transform((text, context) => {
  const seconds = secondsOf(text);
  if (seconds !== null && seconds > 0 && seconds <= LONGEST_GRACE_SECONDS) return seconds * 1000;
  return refuse(context, `“${text}” is not like 30 min, 3 h or 1 d, up to 7 d`);
});

/** `above 20`, `below 90 %`, `above 4 h` */
const bound = z.string().transform((text, context): Bound => {
  const [, op, amount = ''] = /^(above|below) (.+)$/.exec(text.trim()) ?? [];
  const percent = /^(\d+(?:\.\d+)?) ?%$/.exec(amount)?.[1];
  const plain = /^\d+(?:\.\d+)?$/.test(amount) ? Number(amount) : secondsOf(amount);
  const value = percent === undefined ? plain : Number(percent) / 100;
  if ((op === 'above' || op === 'below') && value !== null) return { op, value };
  return refuse(context, `“${text}” is not like above 20, below 90 % or above 4 h`);
});

const words = z.string().trim().min(1);

const section = z.union([
  words.transform((ask) => sectionOf({ ask })),
  z
    .strictObject({
      ask: words,
      title: words.optional(),
      bound: bound.optional(),
      plan: queryPlanSchema.optional(),
    })
    .transform(sectionOf),
]);

const digest = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be one word in lower case: letters, digits and -'),
  title: words.max(120, 'has more than 120 characters').optional(),
  schedule,
  zone: zone.optional(),
  channel: slackId('CG', 'C0123456789').nullish(),
  owner: slackId('UW', 'U0123456789').nullish(),
  sections: z.array(section).min(1, 'at least one question is needed').max(20),
  compare: z.enum(COMPARISONS).default('before'),
  skip_when_empty: z.boolean().default(false),
  mention_on_breach: mention.nullish(),
  grace: grace.default(DEFAULT_GRACE_MS),
  paused: z.boolean().default(false),
});

const digestsFile = z.strictObject({ digests: z.array(digest).nullable().default([]) });

/** The digests written in config/digests.yaml. Throws ConfigError with every problem by file and line. */
export function loadDigests(
  text: string,
  fileName: string,
  team: { readonly zone: string },
): readonly DigestSpec[] {
  const { value, at } = readYaml(text, fileName, digestsFile);
  const entries = value.digests ?? [];
  const names = entries.map(({ name }) => name);
  const problems = names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [`${at(['digests', index, 'name'])}: “${name}” is already another digest’s name`]
      : [],
  );
  if (problems.length > 0) throw new ConfigError(problems);
  return entries.map((entry): DigestSpec => {
    const { line, words: said, zone: named } = entry.schedule;
    return {
      name: entry.name,
      title: entry.title ?? entry.name,
      schedule: { line, words: said },
      zone: entry.zone ?? named ?? team.zone,
      channel: entry.channel ?? null,
      owner: entry.owner ?? null,
      sections: entry.sections,
      compare: compareOf(entry.compare),
      skipWhenEmpty: entry.skip_when_empty,
      mentionOnBreach: entry.mention_on_breach ?? null,
      graceMs: entry.grace,
      paused: entry.paused,
      from: 'file',
      judged: false,
    };
  });
}

type SectionEntry = {
  readonly ask: string;
  readonly title?: string | undefined;
  readonly bound?: Bound | undefined;
  readonly plan?: SectionSpec['plan'] | undefined;
};

function sectionOf({ ask, title, bound: limit, plan }: SectionEntry): SectionSpec {
  return { title: title ?? null, question: ask, plan: plan ?? null, bound: limit ?? null };
}

function compareOf(words: (typeof COMPARISONS)[number]): CompareWith {
  if (words === 'week before') return 'week-before';
  return words === 'year before' ? 'year-before' : words;
}

function secondsOf(text: string): number | null {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?(s|m|min|h|d)$/.exec(text.trim()) ?? [];
  const seconds = DURATIONS[unit];
  return amount === undefined || seconds === undefined ? null : Number(amount) * seconds;
}
