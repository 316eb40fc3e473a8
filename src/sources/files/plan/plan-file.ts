import { IANAZone } from 'luxon';
import type { Clock } from '../../../core/clock.ts';
import { AskerError } from '../../../core/errors.ts';
import type { TeamSettings } from '../../../core/settings.ts';
import type { Entity, ImportOverrides, ImportPreview } from '../file-import.ts';
import { detectEntity } from '../recognise/detect-entity.ts';
import { detectSource } from '../recognise/detect-source.ts';
import { type Match, matchColumns } from '../recognise/match-columns.ts';
import { slugOf } from '../recognise/normalise-header.ts';
import { BEGINNING } from '../recognise/targets.ts';
import type { SavedMapping } from '../saved-mappings.ts';
import type { StagedFile } from '../staging/staged.ts';
import { settleDateOrders } from './date-order.ts';
import { type EventLog, findEventLog } from './event-log.ts';
import { type LoadPlan, planLoad } from './load-plan.ts';
import { column, findOrderEvidence, type Profile, profileRows, type Select } from './profile.ts';

export type PlanFileInput = {
  readonly staged: StagedFile;
  readonly overrides: ImportOverrides;
  readonly saved: SavedMapping | null;
  readonly select: Select;
  readonly parts: { readonly settings: TeamSettings; readonly clock: Clock };
};

export type PlannedFile = {
  readonly plan: LoadPlan;
  readonly profile: Profile;
  readonly log: EventLog | null;
  readonly questions: ImportPreview['questions'];
};

const YEARS_AHEAD = 10;
const LEAST_ROWS_TO_REPEAT = 50;
const MOST_LISTED = 20_000;

/** Decides how a file is read, from its headers, its first rows and one pass over all that is staged. */
export async function planFile(input: PlanFileInput): Promise<PlannedFile> {
  const { staged, overrides, saved, parts } = input;
  const { headers, sample, fileName } = staged;
  const entity = overrides.as ?? saved?.entity ?? detectEntity(headers, fileName);
  const source = slugOf(overrides.source ?? '') || saved?.source || detectSource(headers);
  const zone = readZone(overrides.zone ?? saved?.zone ?? parts.settings.zone);
  const given = overrides.map ?? {};
  const named = matchColumns({
    entity,
    headers,
    sample,
    given,
    saved: saved?.entity === entity ? saved.columns : {},
    source,
  });
  const profile = await profileRows(input.select, staged, named);
  if (profile.rows === 0) throw new AskerError(`${fileName} holds no rows. Nothing was imported.`);
  const { matches, log } =
    entity === 'tickets'
      ? await findEventLog(input.select, named, profile)
      : { matches: named, log: null };
  refuseManyValues(matches, profile, fileName);
  const evidence = await findOrderEvidence(input.select, matches, profile);
  const used = new Set(
    matches.filter(({ target }) => target?.kind === 'instant').map(({ at }) => at),
  );
  const { orders, questions } = settleDateOrders({
    evidence,
    given: overrides.dateOrder ?? null,
    saved: saved?.dateOrder ?? null,
    headers,
    used,
    fileName,
  });
  const plan = planLoad({
    entity,
    source,
    zone,
    matches,
    profile,
    orders,
    repeats: await findRepeats(input.select, matches, staged, profile),
    isLog: log !== null,
    latest: latestInstant(parts.clock),
    knownExtras: await readExtras(input.select, entity),
  });
  return {
    plan,
    profile,
    log,
    questions: [...questions, ...beginningQuestion(entity, matches, log)],
  };
}

function readZone(zone: string): string {
  if (IANAZone.isValidZone(zone)) return zone;
  throw new AskerError(`"${zone}" is not a time zone; zones are named like Europe/Berlin or UTC.`);
}

function latestInstant(clock: Clock): string {
  const year = new Date(clock.now()).getUTCFullYear() + YEARS_AHEAD;
  return `${year}-12-31 00:00:00`;
}

function refuseManyValues(matches: readonly Match[], profile: Profile, fileName: string): void {
  for (const { at, header, target } of matches) {
    const values = profile.columns[at]?.values;
    if (target?.kind === 'instant' || !values || values.size <= MOST_LISTED) continue;
    throw new AskerError(
      `${fileName}: "${header}" has ${values.size} different values, too many for a ${target?.name}; use --map "${header}=extra" to keep it as it is.`,
    );
  }
}

async function readExtras(select: Select, entity: Entity): Promise<ReadonlyMap<string, string>> {
  const { rows } = await select(
    `SELECT label, column_name FROM extra_fields WHERE table_name = '${entity}' ORDER BY ALL`,
  );
  return new Map(rows.map(([label, name]) => [String(label), String(name)]));
}

/** Columns nobody asked for that hold, in every row, what one of their name or one that is known holds. */
async function findRepeats(
  select: Select,
  matches: readonly Match[],
  staged: StagedFile,
  profile: Profile,
): Promise<ReadonlySet<number>> {
  if (profile.rows < LEAST_ROWS_TO_REPEAT) return new Set();
  const seen = new Map<string, Match>();
  const pairs: { readonly first: number; readonly second: number }[] = [];
  const mappedFirst = matches.toSorted(
    (a, b) => Number(b.target !== null) - Number(a.target !== null),
  );
  for (const match of mappedFirst) {
    const key = JSON.stringify(staged.sample.map((row) => row[match.at]));
    const first = seen.get(key);
    if (!first) seen.set(key, match);
    else if (mayRepeat(match, first)) pairs.push({ first: first.at, second: match.at });
  }
  if (pairs.length === 0) return new Set();
  const differing = pairs.map(
    ({ first, second }) => `count(*) FILTER (${column(first)} IS DISTINCT FROM ${column(second)})`,
  );
  const { rows } = await select(`SELECT ${differing.join(', ')} FROM ${profile.relation}`);
  return new Set(
    pairs.filter((_, index) => Number(rows[0]?.[index]) === 0).map(({ second }) => second),
  );
}

function mayRepeat({ header, target, because, content }: Match, first: Match): boolean {
  if (target !== null || because !== 'extra' || new Set(content.filled).size <= 1) return false;
  return first.target !== null || isNamedAlike(first.header, header);
}

/** A header that was in the file already: it got a number, here or by whatever wrote the file. */
function isNamedAlike(a: string, b: string): boolean {
  const [base, numbered] = a.length <= b.length ? [a, b] : [b, a];
  return numbered.startsWith(base) && /^[_.]\d+$/.test(numbered.slice(base.length));
}

/** What to ask when no column says when a conversation began. */
function beginningQuestion(
  entity: Entity,
  matches: readonly Match[],
  log: EventLog | null,
): ImportPreview['questions'] {
  const beginning = BEGINNING[entity];
  const has = (name: string) => matches.some(({ target }) => target?.name === name);
  if (!beginning || has(beginning) || (log && (has('event_at') || has('updated_at')))) return [];
  const times = matches.filter(({ content }) => content.looks === 'instant');
  const example = times[0]?.header ?? 'HEADER';
  return [
    {
      about: beginning,
      text: `No column was recognised as ${beginning}, the time the ${entity} are counted by. Which one is it?`,
      byOption: `--map "${example}=${beginning}"`,
      options: times.map(({ header }) => ({
        label: header,
        overrides: { map: { [header]: beginning } },
      })),
    },
  ];
}
