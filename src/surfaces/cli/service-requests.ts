import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { AskerError } from '../../core/errors.ts';
import { type AnalysesAtHand, type AnalysisAsked, analysesOver } from './analysis-link.ts';
import {
  type AssignmentAsked,
  type AssignmentsAtHand,
  assignmentsOver,
} from './assignment-link.ts';
import {
  type EscalationAsked,
  type EscalationsAtHand,
  escalationsOver,
} from './escalation-link.ts';
import { type KnowledgeAsked, type KnowledgeAtHand, knowledgeOver } from './knowledge-link.ts';
import type { EraseView } from './parts.ts';
import {
  type ServiceOutcome,
  type ServiceRequest,
  serviceAddress,
  serviceOutcome,
} from './service-messages.ts';
import {
  type SuggestionAsked,
  type SuggestionsAtHand,
  suggestionsOver,
} from './suggestion-link.ts';

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
  asked: ServiceRequest,
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
  asked: ServiceRequest,
  task: string,
  signal?: AbortSignal,
): Promise<ServiceOutcome | null> {
  const address = serviceAddress(stagingFolder);
  const socket = address === null ? null : await reach(address);
  if (socket === null) return null;
  socket.end(JSON.stringify(asked));
  const leave = () => socket.destroy();
  signal?.addEventListener('abort', leave, { once: true });
  const said = await text(socket).catch(() => '');
  signal?.removeEventListener('abort', leave);
  signal?.throwIfAborted();
  if (said === '') throw new AskerError(`The running Deskhand did not ${task}; its log says why.`);
  const told = serviceOutcome.parse(JSON.parse(said));
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
