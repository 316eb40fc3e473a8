import { parentPort, workerData } from 'node:worker_threads';
import type { TrainingWork } from './train-apart.ts';
import { trainTeamClassifier } from './train-team-classifier.ts';

const work: TrainingWork = workerData;
parentPort?.postMessage(trainTeamClassifier(work.labelled, work.version, work.before));
