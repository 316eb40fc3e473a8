const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Functions a statement may call: counting, measuring, comparing, cutting time and text.
 * None reads a file, a setting or another catalog, none makes long texts or lists.
 */
export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set([
  ...words(`count count_star count_if sum avg mean min max median mode stddev stddev_samp stddev_pop
    variance var_samp var_pop corr quantile_cont quantile_disc bool_and bool_or any_value first last
    arg_min arg_max approx_count_distinct regr_slope regr_intercept`),
  ...words(
    `row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value`,
  ),
  ...words(`+ - * / // % mod abs round floor trunc ceil ceiling sqrt ln log10 exp pow power sign
    greatest least isnan isfinite`),
  ...words(`lower upper trim ltrim rtrim length strlen substr substring left right strpos instr
    position contains prefix suffix starts_with ends_with split_part regexp_matches
    regexp_full_match regexp_extract ~~ !~~ ~~* !~~* like_escape ilike_escape levenshtein jaccard`),
  ...words(`date_trunc date_part datepart date_diff datediff date_sub date_add year quarter month
    week isoyear yearweek day dayofmonth dayofweek isodow dayofyear hour minute second epoch
    epoch_ms dayname monthname last_day make_date strftime age timezone to_seconds to_minutes
    to_hours to_days to_weeks to_months to_years`),
  ...words(`list_contains list_has array_contains array_has len unnest`),
  ...words(`nullif ifnull coalesce if grouping`),
]);

/** These put texts together; allowed a few times, since each may double what the last one made. */
export const JOINING_FUNCTIONS: ReadonlySet<string> = new Set(['||', 'concat', 'concat_ws']);

/** Names that stand for a value of the session where no column is called so. */
export const SESSION_WORDS: ReadonlySet<string> = new Set(
  words('user current_user session_user current_role'),
);

/** What the planner puts in by itself, and what customers are disguised with, is added. */
export const PLANNED_FUNCTIONS: ReadonlySet<string> = new Set([
  ...ALLOWED_FUNCTIONS,
  ...JOINING_FUNCTIONS,
  ...words('list_value error sum_no_overflow constant_or_null hash'),
]);
