import { afterEach } from 'vitest';
import { type Handler, type StandIn, type StandInOptions, startStandIn } from './stand-in.ts';

/** Starts stand-ins that end with the test. Call at the top of a test file. */
export function useStandIns(): (handler: Handler, options?: StandInOptions) => Promise<StandIn> {
  const running: StandIn[] = [];
  afterEach(async () => {
    for (const standIn of running.splice(0)) await standIn[Symbol.asyncDispose]();
  });
  return async (handler, options) => {
    const standIn = await startStandIn(handler, options);
    running.push(standIn);
    return standIn;
  };
}
