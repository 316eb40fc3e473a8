import { createHash } from 'node:crypto';
import { platform } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { analysisAsked } from './analysis-link.ts';
import { assignmentAsked } from './assignment-link.ts';
import { escalationAsked } from './escalation-link.ts';
import { knowledgeAsked } from './knowledge-link.ts';
import { suggestionAsked } from './suggestion-link.ts';

/** What the command line asks. */
export const serviceRequest = z.union([
  z.object({ backUpTo: z.string() }),
  z.object({ erase: z.string(), isRehearsal: z.boolean() }),
  z.object({ assignment: assignmentAsked }),
  z.object({ escalation: escalationAsked }),
  z.object({ knowledge: knowledgeAsked }),
  z.object({ analysis: analysisAsked }),
  z.object({ suggestion: suggestionAsked }),
  z.object({ greeting: z.literal('zone') }),
]);
const counts = z.record(z.string(), z.number());
const erased = z.object({
  removed: counts,
  blanked: counts,
  turns: z.number().exactOptional(),
  files: z.number().exactOptional(),
});
/** What came of it; `problem`: what went wrong, for whoever asked. */
export const serviceOutcome = z.object({
  problem: z.string().nullable(),
  erased: erased.exactOptional(),
  /** What assignments, escalations, analyses, suggested replies or the knowledge base gave, or the team's zone. */
  answered: z.unknown().optional(),
});
export type ServiceRequest = z.infer<typeof serviceRequest>;
export type ServiceOutcome = z.infer<typeof serviceOutcome>;

/** Longest socket path every system takes. */
const LONGEST_PATH = 100;

/** Where the service that holds a store listens: in its staging folder. null where the path is too long for a socket. */
export function serviceAddress(stagingFolder: string): string | null {
  if (platform() === 'win32') {
    const name = createHash('sha256').update(stagingFolder).digest('hex').slice(0, 24);
    return `\\\\.\\pipe\\deskhand-${name}`;
  }
  const path = join(stagingFolder, 'service.sock');
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : null;
}
