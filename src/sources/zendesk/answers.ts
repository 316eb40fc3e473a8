import { z } from 'zod';

const id = z.number();
const words = z.string().nullish();
const time = z.string().nullish();

const minutes = z.looseObject({ calendar: z.number().nullish() }).nullish();

/** Only what no answer can be without is asked for here: the rest is checked ticket by ticket, and refused ticket by ticket. */
const object = z.looseObject({ id });
export type ZendeskObject = z.infer<typeof object>;

export const user = z.looseObject({
  id,
  name: words,
  email: words,
  role: words,
  active: z.boolean().nullish(),
  suspended: z.boolean().nullish(),
});
export type ZendeskUser = z.infer<typeof user>;

const named = z.looseObject({ id, name: words });

export const metricSet = z.looseObject({
  ticket_id: id,
  reopens: z.number().nullish(),
  solved_at: time,
  status_updated_at: time,
  reply_time_in_seconds: minutes,
  reply_time_in_minutes: minutes,
});
export type MetricSet = z.infer<typeof metricSet>;

const sideLoads = {
  users: z.array(user).optional(),
  groups: z.array(named).optional(),
  organizations: z.array(named).optional(),
  metric_sets: z.array(metricSet).optional(),
};

export const exportPage = z.looseObject({
  tickets: z.array(object),
  after_cursor: z.string().nullish(),
  end_of_stream: z.boolean(),
  ...sideLoads,
});
export type ExportPage = z.infer<typeof exportPage>;

export const ticketList = z.looseObject({ tickets: z.array(object), ...sideLoads });
export const ticketAnswer = z.looseObject({ ticket: object });

export type SideLoads = Pick<ExportPage, 'users' | 'groups' | 'organizations' | 'metric_sets'>;

/** What is read of a ticket. */
export const ticket = z.looseObject({
  id,
  generated_timestamp: z.number().nullish(),
  created_at: z.string(),
  updated_at: time,
  status: z.string(),
  subject: words,
  raw_subject: words,
  description: words,
  priority: words,
  requester_id: id.nullish(),
  assignee_id: id.nullish(),
  group_id: id.nullish(),
  organization_id: id.nullish(),
  tags: z.array(z.string()).nullish(),
  via: z.looseObject({ channel: z.union([z.string(), z.number()]).nullish() }).nullish(),
  satisfaction_rating: z.looseObject({ score: words, comment: words }).nullish(),
});
export type ZendeskTicket = z.infer<typeof ticket>;

const paged = {
  meta: z.looseObject({ has_more: z.boolean().nullish(), after_cursor: words }).nullish(),
};

export const commentPage = z.looseObject({
  comments: z.array(object),
  users: z.array(user).optional(),
  ...paged,
});

/** What is read of a comment. The author is -1 where the system wrote it. */
export const comment = z.looseObject({
  id,
  author_id: id,
  body: words,
  plain_body: words,
  public: z.boolean(),
  created_at: z.string(),
  via: z
    .looseObject({
      channel: z.union([z.string(), z.number()]).nullish(),
      source: z.looseObject({ rel: words, to: z.unknown() }).nullish(),
    })
    .nullish(),
});
export type ZendeskComment = z.infer<typeof comment>;

export const userList = z.looseObject({ users: z.array(user) });
export const metricsAnswer = z.looseObject({
  ticket_metric: metricSet.nullish(),
  ticket_metrics: z.union([z.array(metricSet), metricSet]).nullish(),
});

export const ratingPage = z.looseObject({ satisfaction_ratings: z.array(object), ...paged });

/** What is read of a satisfaction rating. */
export const rating = z.looseObject({
  id,
  ticket_id: id,
  score: z.string(),
  comment: words,
  created_at: z.string(),
  updated_at: time,
});

export const countAnswer = z.looseObject({ count: z.looseObject({ value: z.number() }) });

export const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().nullish(),
  scope: words,
});
