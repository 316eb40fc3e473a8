import { businessSecondsSql } from './business-time.ts';
import { asOfSql, type Frame } from './frame.ts';
import { localTimeSql } from './local-time.ts';

/** A column expressions may use that comes from the plan or the team's settings rather than from a table. */
type SettingColumn = {
  /** Columns of a conversation it is made from. */
  readonly from: readonly string[];
  /** Columns worked out first, by name, so that `sql` can use each several times. */
  readonly first?: (frame: Frame) => Readonly<Record<string, string>>;
  readonly sql: (frame: Frame) => string;
};

/**
 * as_of: the instant "now" means; fcr_window: settings' first-contact window, an INTERVAL;
 * first_response_target, resolution_target: seconds allowed for the priority, NULL where none is set;
 * first_response_business_seconds: working time between creation and first response, NULL where the response came before.
 */
export const SETTING_COLUMNS: ReadonlyMap<string, SettingColumn> = new Map<string, SettingColumn>([
  ['as_of', { from: [], sql: asOfSql }],
  [
    'fcr_window',
    {
      from: [],
      sql: ({ settings }) => `to_seconds(${Math.round(settings.fcrWindowHours * 3600)})`,
    },
  ],
  [
    'first_response_target',
    { from: ['priority'], sql: (frame) => targetSql(frame, 'firstResponseSeconds') },
  ],
  [
    'resolution_target',
    { from: ['priority'], sql: (frame) => targetSql(frame, 'resolutionSeconds') },
  ],
  [
    'first_response_business_seconds',
    {
      from: ['created_at', 'first_response_at'],
      first: (frame) => ({
        local_created_at: localTimeSql('created_at', frame),
        local_first_response_at: localTimeSql('first_response_at', frame),
      }),
      // An hour the clock repeats may turn the local times round, though not the instants.
      sql: ({ settings }) =>
        `CASE WHEN first_response_at >= created_at THEN greatest(0, ${businessSecondsSql('local_created_at', 'local_first_response_at', settings)}) END`,
    },
  ],
]);

function targetSql({ settings }: Frame, of: 'firstResponseSeconds' | 'resolutionSeconds'): string {
  const targets = Object.entries(settings.sla).flatMap(([priority, target]) => {
    const seconds = target[of];
    return seconds === null ? [] : [`WHEN '${priority}' THEN ${seconds}`];
  });
  return targets.length === 0 ? 'NULL::INTEGER' : `CASE priority ${targets.join(' ')} END`;
}
