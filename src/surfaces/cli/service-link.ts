import { createHash } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { AppError, AskerError } from '../../core/errors.ts';
import {
  type AnalysesAtHand,
  type AnalysisAsked,
  analysesOver,
  analysisAsked,
  answerAnalysis,
} from './analysis-link.ts';
import {
  type AssignmentAsked,
  type AssignmentsAtHand,
  answerAssignment,
  assignmentAsked,
  assignmentsOver,
} from './assignment-link.ts';
import {
  answerEscalation,
  type EscalationAsked,
  type EscalationsAtHand,
  escalationAsked,
  escalationsOver,
} from './escalation-link.ts';
import {
  answerKnowledge,
  type KnowledgeAsked,
  type KnowledgeAtHand,
  knowledgeAsked,
  knowledgeOver,
} from './knowledge-link.ts';
import type { EraseView, Erasing } from './parts.ts';
import {
  answerSuggestion,
  type SuggestionAsked,
  type SuggestionsAtHand,
  suggestionAsked,
  suggestionsOver,
} from './suggestion-link.ts';

/** Longest socket path every system takes. */
const LONGEST_PATH = 100;
const request = z.union([
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
const outcome = z.object({
  problem: z.string().nullable(),
  erased: erased.exactOptional(),
  /** What assignments, escalations, analyses, suggested replies or the knowledge base gave, or the team's zone. */
  answered: z.unknown().optional(),
});
type Outcome = z.infer<typeof outcome>;

/** What the command line may ask of the service that holds the database. */
export type ServiceLink = {
  readonly backUp: (target: string) => Promise<void>;
  readonly erasing: Erasing;
  readonly assigning: Pick<AssignmentsAtHand, 'assignments' | 'zone'>;
  readonly escalations: EscalationsAtHand['escalations'];
  readonly knowledge: Omit<KnowledgeAtHand, 'now'>;
  readonly analyses: AnalysesAtHand['analyses'];
  readonly suggestions: SuggestionsAtHand['suggestions'];
};

/**
 * Takes requests for a backup, for somebody to be erased, and about assignments, escalations, analyses, suggested replies and the knowledge base, from the command line on this machine: while a service holds the
 * database, nobody else can open it.
 * The socket lies in the store's own staging folder, so whoever may use it may read the database anyway.
 */
export async function serveCommandLine(
  stagingFolder: string,
  link: ServiceLink,
): Promise<AsyncDisposable> {
  const address = addressOf(stagingFolder);
  const closing = new AbortController();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy()); // whoever asked is gone
    answer(socket, link, closing.signal).then(
      (said) => socket.end(JSON.stringify(said)),
      () => socket.destroy(),
    );
  });
  if (address !== null) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(address, resolve);
    });
  }
  return {
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('the service is closing'));
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What came of it, or what went wrong, for whoever asked. */
async function answer(
  socket: Socket,
  { backUp, erasing, assigning, escalations, knowledge, analyses, suggestions }: ServiceLink,
  signal: AbortSignal,
): Promise<Outcome> {
  const asked = request.parse(JSON.parse(await text(socket)));
  try {
    if ('backUpTo' in asked) {
      await backUp(asked.backUpTo);
      return { problem: null };
    }
    if ('greeting' in asked) return { problem: null, answered: assigning.zone };
    if ('assignment' in asked)
      return {
        problem: null,
        answered: await answerAssignment(asked.assignment, assigning.assignments),
      };
    if ('escalation' in asked)
      return { problem: null, answered: await answerEscalation(asked.escalation, escalations) };
    if ('knowledge' in asked)
      return { problem: null, answered: await answerKnowledge(asked.knowledge, knowledge) };
    if ('analysis' in asked)
      return { problem: null, answered: await answerAnalysis(asked.analysis, analyses, signal) };
    if ('suggestion' in asked)
      return {
        problem: null,
        answered: await answerSuggestion(asked.suggestion, suggestions, signal),
      };
    const { erase: email, isRehearsal } = asked;
    return {
      problem: null,
      erased: await (isRehearsal ? erasing.rehearse(email) : erasing.erase(email)),
    };
  } catch (error) {
    if (error instanceof AppError) return { problem: error.message };
    throw error;
  }
}

/** Has the service at that staging folder write the copy; false when there is none. Throws AskerError with what it says. */
export async function requestBackup(stagingFolder: string, target: string): Promise<boolean> {
  return (await ask(stagingFolder, { backUpTo: target }, 'write the backup')) !== null;
}

/** Has the service at that staging folder erase a customer, or say what that would remove; null when there is none. Throws AskerError with what it says. */
export async function requestErasing(
  stagingFolder: string,
  email: string,
  isRehearsal: boolean,
): Promise<EraseView | null> {
  const said = await ask(stagingFolder, { erase: email, isRehearsal }, 'erase anybody');
  return said?.erased ?? null;
}

/** Assignments as the service at that staging folder has them; null when there is none. They throw AskerError with what it says. */
export async function reachAssignments(
  stagingFolder: string,
): Promise<Omit<AssignmentsAtHand, 'now'> | null> {
  const task = 'say anything about assignments';
  const zone = await greet(stagingFolder, task);
  if (zone === null) return null;
  const asking = (assignment: AssignmentAsked) => answered(stagingFolder, { assignment }, task);
  return { zone, assignments: assignmentsOver(asking) };
}

/** Escalations as the service at that staging folder has them; null when there is none. They throw AskerError with what it says. */
export async function reachEscalations(
  stagingFolder: string,
): Promise<Omit<EscalationsAtHand, 'now'> | null> {
  const task = 'say anything about escalations';
  const zone = await greet(stagingFolder, task);
  if (zone === null) return null;
  const asking = (escalation: EscalationAsked) => answered(stagingFolder, { escalation }, task);
  return { zone, isRunning: true, escalations: escalationsOver(asking) };
}

/** The knowledge base as the service at that staging folder has it; null when there is none. It throws AskerError with what it says. */
export async function reachKnowledge(
  stagingFolder: string,
): Promise<Omit<KnowledgeAtHand, 'now'> | null> {
  const task = 'say anything about the knowledge base';
  if ((await greet(stagingFolder, task)) === null) return null;
  return knowledgeOver((knowledge: KnowledgeAsked) => answered(stagingFolder, { knowledge }, task));
}

/** Analyses as the service at that staging folder has them; null when there is none. They throw AskerError with what it says. */
export async function reachAnalyses(stagingFolder: string): Promise<AnalysesAtHand | null> {
  const task = 'analyse anything';
  const zone = await greet(stagingFolder, task);
  if (zone === null) return null;
  const asking = (analysis: AnalysisAsked, signal?: AbortSignal) =>
    answered(stagingFolder, { analysis }, task, signal);
  return { zone, analyses: analysesOver(asking) };
}

/** Suggested replies as the service at that staging folder has them; null when there is none. They throw AskerError with what it says. */
export async function reachSuggestions(
  stagingFolder: string,
): Promise<Omit<SuggestionsAtHand, 'now'> | null> {
  const task = 'suggest any reply';
  if ((await greet(stagingFolder, task)) === null) return null;
  const asking = (suggestion: SuggestionAsked, signal?: AbortSignal) =>
    answered(stagingFolder, { suggestion }, task, signal);
  return { suggestions: suggestionsOver(asking) };
}

/** The team's zone, which the service that is running goes by; null when none is. */
async function greet(stagingFolder: string, task: string): Promise<string | null> {
  const greeted = await ask(stagingFolder, { greeting: 'zone' }, task);
  return greeted && String(greeted.answered);
}

async function answered(
  stagingFolder: string,
  asked: z.infer<typeof request>,
  task: string,
  signal?: AbortSignal,
): Promise<unknown> {
  const said = await ask(stagingFolder, asked, task, signal);
  if (said === null)
    throw new AskerError('The Deskhand that was running has stopped: try it again.');
  return said.answered;
}

async function ask(
  stagingFolder: string,
  asked: z.infer<typeof request>,
  task: string,
  signal?: AbortSignal,
): Promise<Outcome | null> {
  const address = addressOf(stagingFolder);
  const socket = address === null ? null : await reach(address);
  if (socket === null) return null;
  socket.end(JSON.stringify(asked));
  const leave = () => socket.destroy();
  signal?.addEventListener('abort', leave, { once: true });
  const said = await text(socket).catch(() => '');
  signal?.removeEventListener('abort', leave);
  signal?.throwIfAborted();
  if (said === '') throw new AskerError(`The running Deskhand did not ${task}; its log says why.`);
  const told = outcome.parse(JSON.parse(said));
  if (told.problem !== null) throw new AskerError(told.problem);
  return told;
}

function reach(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ path: address, allowHalfOpen: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null)); // nobody listens there
  });
}

/** null where the path is too long for a socket. */
function addressOf(stagingFolder: string): string | null {
  if (platform() === 'win32') {
    const name = createHash('sha256').update(stagingFolder).digest('hex').slice(0, 24);
    return `\\\\.\\pipe\\deskhand-${name}`;
  }
  const path = join(stagingFolder, 'service.sock');
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : null;
}
