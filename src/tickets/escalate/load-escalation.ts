import { z } from 'zod';
import { ConfigError } from '../../core/errors.ts';
import { isZone } from '../../core/is-zone.ts';
import { placeWall } from '../../core/wall-time.ts';
import { readYaml } from '../../core/yaml-file.ts';
import type { Chain, EscalationRule, EscalationSetup, Target } from './escalation-setup.ts';
import { readDuration, readStretches, readWall } from './read-words.ts';
import type { OnCallChange, Rotation } from './rotation.ts';

const MINUTE_MS = 60_000;

/** A text that `read` understands. */
const understood = <T>(read: (text: string) => T | null, example: string) =>
  z.string().transform((text, context) => {
    const value = read(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: `“${text}” is not like ${example}` });
    return z.NEVER;
  });

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be one word in lower case: letters, digits and -');
const words = z.string().trim().min(1, 'is empty');
const wall = understood(readWall, '2026-12-24 09:00');
const duration = understood(readDuration, '10 min, 4 h, 1 day or 2 weeks');
const stretches = understood(readStretches, 'friday 17:00 - monday 09:00, or 09:00 - 17:00');
const share = z.number().min(0).max(1);

const layer = z.strictObject({
  name: words.default('turns'),
  people: z.array(words).nullable().default([]),
  turn: duration.default(7 * 24 * 60 * MINUTE_MS),
  starts: wall,
  hours: z.array(stretches).default([]),
});

const rotation = z.strictObject({
  name,
  zone: z.string().refine(isZone, 'is no time zone such as America/Halifax').optional(),
  layers: z.array(layer).min(1, 'needs at least one'),
  overrides: z.array(z.strictObject({ person: words, from: wall, to: wall })).default([]),
  swaps: z
    .array(z.strictObject({ between: z.tuple([words, words]), from: wall, to: wall }))
    .default([]),
});

/** `rotation support`, or somebody's name. */
const target = words.transform((text): Target => {
  const [, rotationName] = /^rotation (.+)$/.exec(text) ?? [];
  return rotationName === undefined
    ? { kind: 'person', name: text }
    : { kind: 'rotation', name: rotationName };
});

const MOST_PAGES = 20;

const chain = z.strictObject({
  name,
  channel: z
    .string()
    .regex(
      /^(?:T[A-Z0-9]{7,}\/)?[CG][A-Z0-9]{7,}$/,
      'is no id of a Slack channel, such as C0123456789',
    )
    .nullish(),
  levels: z
    .array(
      z.strictObject({
        page: z.array(target).min(1, 'needs at least one').max(MOST_PAGES),
        wait: duration.refine((ms) => ms >= MINUTE_MS, 'is less than a minute'),
      }),
    )
    .min(1, 'needs at least one')
    .max(10),
  repeats: z.int().min(0).max(10).default(1),
  remind: duration
    .refine((ms) => ms >= 5 * MINUTE_MS, 'is less than 5 min')
    .default(60 * MINUTE_MS),
});

const rule = z.strictObject({
  name,
  chain: name.optional(),
  paused: z.boolean().default(false),
  when: z
    .strictObject({
      priority: z
        .array(z.enum(['low', 'medium', 'high', 'urgent']))
        .min(1)
        .optional(),
      sentiment_below: z.number().min(-1).max(1).optional(),
      risk_above: share.optional(),
      confidence_below: share.optional(),
      sla_within: duration.optional(),
      companies: z.array(words).min(1).optional(),
      keywords: z.array(words).min(1).optional(),
    })
    .refine((when) => Object.keys(when).length > 0, 'needs at least one condition'),
});

const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry)
    .nullish()
    .transform((entries) => entries ?? []);

const escalationFile = z.strictObject({
  rotations: listOf(rotation),
  chains: listOf(chain),
  rules: listOf(rule),
});

type File = z.output<typeof escalationFile>;
type At = (path: readonly PropertyKey[]) => string;

/** Rotations, chains and rules written in config/escalation.yaml. Throws ConfigError with every problem by file and line. */
export function loadEscalation(
  text: string,
  fileName: string,
  team: { readonly zone: string },
): EscalationSetup {
  const { value: file, at } = readYaml(text, fileName, escalationFile);
  const problems = [
    ...(['rotations', 'chains', 'rules'] as const).flatMap((list) => sameNames(file, list, at)),
    ...emptyStretches(file, at),
    ...selfSwaps(file, at),
    ...unknownRotations(file, at),
    ...unknownChains(file, at),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    rotations: file.rotations.map((entry) => rotationOf(entry, entry.zone ?? team.zone)),
    chains: file.chains.map(chainOf),
    rules: file.rules.map((entry) => ruleOf(entry, file.chains[0]?.name ?? '')),
  };
}

function sameNames(file: File, list: 'rotations' | 'chains' | 'rules', at: At): string[] {
  const names = file[list].map((entry) => entry.name);
  return names.flatMap((one, index) =>
    names.indexOf(one) < index
      ? [`${at([list, index, 'name'])}: “${one}” is there already among ${list}`]
      : [],
  );
}

function emptyStretches({ rotations }: File, at: At): string[] {
  return rotations.flatMap(({ overrides, swaps }, index) =>
    (['overrides', 'swaps'] as const).flatMap((list) =>
      (list === 'overrides' ? overrides : swaps).flatMap(({ from, to }, place) =>
        from < to
          ? []
          : [`${at(['rotations', index, list, place, 'to'])}: to: is not later than from`],
      ),
    ),
  );
}

function selfSwaps({ rotations }: File, at: At): string[] {
  return rotations.flatMap(({ swaps }, index) =>
    swaps.flatMap(({ between: [one, other] }, place) =>
      one === other
        ? [`${at(['rotations', index, 'swaps', place, 'between'])}: between: is twice “${one}”`]
        : [],
    ),
  );
}

function unknownRotations({ rotations, chains }: File, at: At): string[] {
  const known = rotations.map((entry) => entry.name);
  return chains.flatMap(({ levels }, index) =>
    levels.flatMap(({ page }, level) =>
      page.flatMap((one, place) =>
        one.kind === 'rotation' && !known.includes(one.name)
          ? [
              `${at(['chains', index, 'levels', level, 'page', place])}: there is no rotation “${one.name}”`,
            ]
          : [],
      ),
    ),
  );
}

function unknownChains({ chains, rules }: File, at: At): string[] {
  const known = chains.map((entry) => entry.name);
  return rules.flatMap(({ chain: named }, index) => {
    if (named === undefined && known.length > 0) return [];
    if (named === undefined) return [`${at(['rules', index])}: there is no chain it could begin`];
    return known.includes(named)
      ? []
      : [`${at(['rules', index, 'chain'])}: there is no chain “${named}”`];
  });
}

function rotationOf(entry: File['rotations'][number], zone: string): Rotation {
  const placed = ({ from, to }: { readonly from: number; readonly to: number }) => ({
    from: placeWall(from, zone).at,
    to: placeWall(to, zone).at,
  });
  const changes: OnCallChange[] = [
    ...entry.swaps.map((swap) => ({
      kind: 'swap' as const,
      between: swap.between,
      ...placed(swap),
    })),
    ...entry.overrides.map((override) => ({
      kind: 'override' as const,
      person: override.person,
      ...placed(override),
    })),
  ];
  return {
    name: entry.name,
    zone,
    layers: entry.layers.map(({ turn, starts, hours, people, ...rest }) => ({
      ...rest,
      people: people ?? [],
      turnMs: turn,
      firstTurn: starts,
      stretches: hours.flat(),
    })),
    changes,
  };
}

function chainOf({ channel, levels, remind, ...rest }: File['chains'][number]): Chain {
  return {
    ...rest,
    channel: channel ?? null,
    levels: levels.map(({ page, wait }) => ({ page, waitMs: wait })),
    remindMs: remind,
  };
}

function ruleOf(entry: File['rules'][number], usual: string): EscalationRule {
  const { when } = entry;
  return {
    name: entry.name,
    chain: entry.chain ?? usual,
    paused: entry.paused,
    when: {
      priority: when.priority,
      sentimentBelow: when.sentiment_below,
      riskAbove: when.risk_above,
      confidenceBelow: when.confidence_below,
      slaWithinMs: when.sla_within,
      companies: when.companies,
      keywords: when.keywords,
    },
  };
}
