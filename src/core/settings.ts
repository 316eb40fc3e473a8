/** Weekday numbers follow ISO: Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Minutes after local midnight, 0–1440. */
export type MinuteOfDay = number;

export type SlaTarget = {
  readonly firstResponseSeconds: number | null;
  readonly resolutionSeconds: number | null;
};

export type Person = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly emails: readonly string[];
  readonly role: 'agent' | 'manager' | 'bot';
};

/** What a team sets once in config/team.yaml and every figure follows. */
export type TeamSettings = {
  /** IANA zone in which days begin. */
  readonly zone: string;
  readonly weekStart: Weekday;
  /** Month (1–12) the fiscal year begins with; named after the calendar year it ends in. */
  readonly fiscalYearStart: number;
  /** How `3/4/2026` in a question is read. */
  readonly dateOrder: 'day-first' | 'month-first';
  /** Local window that counts as weekend, from `from` up to `to`. */
  readonly weekend: {
    readonly from: { readonly weekday: Weekday; readonly minute: MinuteOfDay };
    readonly to: { readonly weekday: Weekday; readonly minute: MinuteOfDay };
  };
  /** Per ISO weekday the working stretch, null for a day off. */
  readonly businessHours: Readonly<
    Record<Weekday, { readonly from: MinuteOfDay; readonly to: MinuteOfDay } | null>
  >;
  /** Local days off, `2026-12-25`. */
  readonly holidays: readonly string[];
  /** Whole days a question without a period is about. */
  readonly defaultDays: number;
  readonly excludeManagers: boolean;
  readonly repeatContacts: number;
  readonly fcrWindowHours: number;
  readonly sla: Readonly<Record<'low' | 'medium' | 'high' | 'urgent', SlaTarget>>;
  /** Regular expressions, case-insensitive, that mark a message as an automatic response. */
  readonly autoresponses: readonly string[];
  readonly people: readonly Person[];
};
