import { z } from 'zod';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cell>;

const replySchema = z.looseObject({
  id: z.string(),
  kind: z.enum(['answer', 'clarify', 'decline']),
  headline: z.string(),
  plan: z.unknown().optional(),
  columns: z
    .array(
      z.looseObject({
        name: z.string(),
        role: z.enum(['dimension', 'time', 'metric']),
        unit: z.string().optional(),
      }),
    )
    .default([]),
  rows: z.array(z.array(cell)).default([]),
});

/** What `deskhand ask --json` said to one question, as far as it is judged. */
export type Reply = z.infer<typeof replySchema>;

/** One line a reply; lines that are not JSON objects are left out. */
export function readReplies(text: string): ReadonlyMap<string, Reply> {
  const replies = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => replySchema.parse(JSON.parse(line)));
  return new Map(replies.map((reply) => [reply.id, reply]));
}
