import { z } from 'zod';

/** Ids are digits in strings, and numbers in some answers. */
const objectId = z.union([z.string().regex(/^\d+$/), z.int()]).transform(String);
const anyId = z.union([z.string().min(1), z.int()]).transform(String);
const text = z.string().nullish().catch(null);

const next = z
  .looseObject({ next: z.looseObject({ after: z.coerce.string() }).nullish() })
  .nullish();

/** One page of a list: without `results` it isn't the API's. `paging` is absent at the end. */
const pageOf = <Element extends z.ZodType>(element: Element) =>
  z.looseObject({
    results: z.array(element),
    paging: next,
    total: z.number().nullish().catch(null),
  });

export const crmObject = z.looseObject({
  id: objectId,
  properties: z.record(z.string(), z.unknown()),
  propertiesWithHistory: z
    .record(
      z.string(),
      z.array(z.looseObject({ value: z.unknown(), timestamp: text, sourceId: text })),
    )
    .nullish()
    .catch(null),
  createdAt: text,
  updatedAt: text,
  archivedAt: text,
});
export type CrmObject = z.infer<typeof crmObject>;

export const objectPage = pageOf(crmObject);
export type ObjectPage = z.infer<typeof objectPage>;

export const associationPage = z.looseObject({
  results: z.array(
    z.looseObject({
      from: z.looseObject({ id: objectId }),
      to: z.array(z.looseObject({ toObjectId: objectId })),
      paging: next,
    }),
  ),
});

export const pipelinePage = pageOf(
  z.looseObject({
    id: anyId,
    label: text,
    stages: z.array(
      z.looseObject({
        id: anyId,
        label: text,
        displayOrder: z.number().nullish().catch(null),
        metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
      }),
    ),
  }),
);
export type Pipeline = z.infer<typeof pipelinePage>['results'][number];

export const ownerPage = pageOf(
  z.looseObject({
    id: anyId,
    type: text,
    email: text,
    firstName: text,
    lastName: text,
    userId: z.number().nullish().catch(null),
    userIdIncludingInactive: z.number().nullish().catch(null),
    archived: z.boolean().nullish().catch(null),
  }),
);
export type Owner = z.infer<typeof ownerPage>['results'][number];

export const propertyPage = pageOf(
  z.looseObject({
    name: z.string(),
    options: z
      .array(z.looseObject({ label: text, value: z.coerce.string() }))
      .nullish()
      .catch(null),
  }),
);
export type Property = z.infer<typeof propertyPage>['results'][number];

export const thread = z.looseObject({
  id: anyId,
  latestMessageTimestamp: text,
  threadAssociations: z
    .looseObject({ associatedTicketId: objectId.nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type Thread = z.infer<typeof thread>;
export const threadPage = pageOf(thread);
export type ThreadPage = z.infer<typeof threadPage>;

const sender = z.looseObject({ actorId: text, name: text });
export const message = z.looseObject({
  id: anyId,
  /** An open list: what isn't written by anybody for anybody to read is no message of ours. */
  type: text,
  createdAt: text,
  updatedAt: text,
  createdBy: text,
  senders: z.array(sender).nullish().catch(null),
  text,
  richText: text,
  truncationStatus: text,
  archived: z.boolean().nullish().catch(null),
});
export type ThreadMessage = z.infer<typeof message>;
export const messagePage = pageOf(message);

export const originalContent = z.looseObject({ text, richText: text });

export const account = z.looseObject({
  portalId: z.int(),
  timeZone: text,
  uiDomain: text,
});
export type Account = z.infer<typeof account>;
