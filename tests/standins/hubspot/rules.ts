import { z } from 'zod';

/** What HubSpot takes, to the letter: anything else is refused with 400, so that a sloppy client shows. */
const OPERATORS = [
  ...['EQ', 'NEQ', 'LT', 'LTE', 'GT', 'GTE', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY'],
  ...['CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN', 'BETWEEN', 'IN', 'NOT_IN'],
] as const;

const WITHOUT_VALUE = ['HAS_PROPERTY', 'NOT_HAS_PROPERTY'];
const WITH_VALUES = ['IN', 'NOT_IN'];

const filter = z
  .strictObject({
    propertyName: z.string().min(1),
    operator: z.enum(OPERATORS as unknown as readonly [string, ...string[]]),
    value: z.string().optional(),
    highValue: z.string().optional(),
    values: z.array(z.string()).optional(),
  })
  .refine(({ operator, value, values, highValue }) => {
    if (WITHOUT_VALUE.includes(operator)) return value === undefined && values === undefined;
    if (WITH_VALUES.includes(operator)) return values !== undefined && value === undefined;
    return value !== undefined && (operator === 'BETWEEN') === (highValue !== undefined);
  }, 'the operator wants other values');
export type Filter = z.infer<typeof filter>;

const names = z.array(z.string().min(1));
const ids = z
  .array(z.strictObject({ id: z.string().regex(/^\d+$/) }))
  .min(1)
  .max(100);

export const searchBody = z.strictObject({
  filterGroups: z.array(z.strictObject({ filters: z.array(filter).min(1).max(6) })).max(5),
  sorts: z.array(z.string().min(1)).max(1),
  properties: names,
  limit: z.int().min(1).max(200),
  after: z.string().regex(/^\d+$/),
  query: z.string().max(3000).optional(),
});
export type SearchBody = z.infer<typeof searchBody>;

export const batchReadBody = z.strictObject({
  inputs: ids,
  properties: names,
  propertiesWithHistory: names,
});

export const associationsBody = z.strictObject({
  inputs: z
    .array(z.strictObject({ id: z.string().regex(/^\d+$/), after: z.string().optional() }))
    .min(1)
    .max(100),
});

export const changeBody = z.strictObject({ properties: z.record(z.string(), z.string()) });

export const noteBody = z.strictObject({
  properties: z.strictObject({
    hs_timestamp: z.string().min(1),
    hs_note_body: z.string().max(65_536),
    hubspot_owner_id: z.string().optional(),
  }),
  associations: z.array(
    z.strictObject({
      to: z.strictObject({ id: z.string().regex(/^\d+$/) }),
      types: z.array(
        z.strictObject({
          associationCategory: z.literal('HUBSPOT_DEFINED'),
          associationTypeId: z.literal(228),
        }),
      ),
    }),
  ),
});

const flag = z.enum(['true', 'false']).optional();
const upTo = (most: number) => z.coerce.number().int().min(1).max(most).default(10);

export const listQuery = z.strictObject({
  limit: upTo(100),
  after: z.string().optional(),
  properties: z.union([z.string(), names]).optional(),
  archived: flag,
});

export const ownersQuery = z.strictObject({
  limit: upTo(500).default(100),
  after: z.string().optional(),
  archived: flag,
});

export const threadsQuery = z
  .strictObject({
    limit: upTo(500),
    after: z.string().optional(),
    sort: z.enum(['id', 'latestMessageTimestamp']).optional(),
    latestMessageTimestampAfter: z.iso.datetime().optional(),
    association: z.literal('TICKET').optional(),
    archived: flag,
  })
  .refine(
    ({ sort, latestMessageTimestampAfter: after }) =>
      sort !== 'latestMessageTimestamp' || after !== undefined,
    'latestMessageTimestampAfter is required for this sort',
  );

export const messagesQuery = z.strictObject({
  limit: upTo(100),
  after: z.string().optional(),
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
});
