/** What the buttons of digests are called when they come back; numbered, as ids are unique in a message. */
export const DIGEST_ACTIONS = {
  preview: /^digest_preview(?:_\d+)?$/,
  run: /^digest_run(?:_\d+)?$/,
  pause: /^digest_pause(?:_\d+)?$/,
  resume: /^digest_resume(?:_\d+)?$/,
  remove: /^digest_remove(?:_\d+)?$/,
  /** Makes one by the schedule in its value. */
  make: /^digest_make_\d+$/,
  undo: 'digest_undo',
} as const;
