import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { AppError } from '../../core/errors.ts';
import { type AnalysesAtHand, answerAnalysis } from './analysis-link.ts';
import { type AssignmentsAtHand, answerAssignment } from './assignment-link.ts';
import { answerEscalation, type EscalationsAtHand } from './escalation-link.ts';
import { answerKnowledge, type KnowledgeAtHand } from './knowledge-link.ts';
import type { Erasing } from './parts.ts';
import { type ServiceOutcome, serviceAddress, serviceRequest } from './service-messages.ts';
import { answerSuggestion, type SuggestionsAtHand } from './suggestion-link.ts';

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
 * Takes requests for a backup, for somebody to be erased, and about assignments, escalations, analyses, suggested replies and the
 * knowledge base, from the command line on this machine: while a service holds the database, nobody else can open it.
 * The socket lies in the store's own staging folder, so whoever may use it may read the database anyway.
 */
export async function serveCommandLine(
  stagingFolder: string,
  link: ServiceLink,
): Promise<AsyncDisposable> {
  const address = serviceAddress(stagingFolder);
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
): Promise<ServiceOutcome> {
  const asked = serviceRequest.parse(JSON.parse(await text(socket)));
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
