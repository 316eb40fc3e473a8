import { Worker } from 'node:worker_threads';
import type { ClassifierWeights } from './classifier-weights.ts';
import type { Example } from './train-classifier.ts';
import type { TeamTraining } from './train-team-classifier.ts';
import type { WordVectors } from './word-vectors.ts';

/** What a training thread is given. */
export type TrainingWork = {
  readonly labelled: readonly Example[];
  readonly version: string;
  readonly before: ClassifierWeights | null;
  /** Its memory is shared with the thread, not copied. */
  readonly vectors: WordVectors | null;
};

/** `trainTeamClassifier` in a thread of its own, so that questions are answered meanwhile. An abort ends the thread and rejects with its reason. */
export function trainApart(work: TrainingWork, signal: AbortSignal): Promise<TeamTraining> {
  if (signal.aborted) return Promise.reject(signal.reason);
  const worker = new Worker(new URL('training-thread.ts', import.meta.url), { workerData: work });
  return new Promise((resolve, reject) => {
    const end = () => {
      reject(signal.reason);
      void worker.terminate();
    };
    signal.addEventListener('abort', end, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', end);
      reject(new Error(`the training thread ended with ${code} and gave nothing`));
    });
  });
}
