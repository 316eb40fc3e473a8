import { parentPort, workerData } from 'node:worker_threads';
import type { TrainingWork } from './train-apart.ts';
import { trainTeamClassifier } from './train-team-classifier.ts';

const { labelled, version, before, vectors }: TrainingWork = workerData;
parentPort?.postMessage(trainTeamClassifier(labelled, version, before, vectors));
