import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { FaultPlan } from './faults.ts';
import type { Handler, StandInCall } from './stand-in.ts';

/** What a module gives that can be served in a process of its own: its `createStandIn(options)` returns one of these. */
export type Served = {
  readonly handler: Handler;
  /** Called from the other process; arguments and results are JSON. */
  readonly controls?: Readonly<Record<string, (...args: never[]) => unknown>>;
  /** The part of a fault plan that can't be sent between processes. */
  readonly faultHints?: Pick<FaultPlan, 'walkOf' | 'isFurther' | 'withoutField' | 'spares'>;
};

/** A stand-in in a process of its own, so that a bench measures what it means to. */
export interface SpawnedStandIn extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Calls one of its controls. */
  control(name: string, ...args: readonly unknown[]): Promise<unknown>;
  setFaults(plan: SendablePlan | null): Promise<void>;
  counts(): Promise<{ readonly requests: number; readonly faults: number }>;
  calls(): Promise<readonly StandInCall[]>;
  forgetCalls(): Promise<void>;
}

export type SendablePlan = Omit<FaultPlan, 'walkOf' | 'isFurther' | 'withoutField' | 'spares'>;

/** Asked of the child; `name` is one of `SpawnedStandIn` or of its controls. */
export type Ask = {
  readonly id: number;
  readonly kind: 'control' | 'setFaults' | 'counts' | 'calls' | 'forgetCalls';
  readonly name?: string;
  readonly args?: readonly unknown[];
};
export type Told = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** `module`: path of a file that exports `createStandIn`; `options` are handed to it. */
export async function spawnStandIn(
  module: string,
  options: unknown,
  keptCalls = 0,
): Promise<SpawnedStandIn> {
  const child = fork(new URL('./serve.ts', import.meta.url), [
    module,
    JSON.stringify(options ?? {}),
    String(keptCalls),
  ]);
  const [ready] = await Promise.race([once(child, 'message'), failedStart(child)]);
  const waiting = new Map<number, (told: Told) => void>();
  child.on('message', (told: Told) => waiting.get(told.id)?.(told));
  let lastId = 0;

  async function ask(what: Omit<Ask, 'id'>): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    const told = await new Promise<Told>((resolve) => {
      waiting.set(id, resolve);
      child.send({ ...what, id });
    });
    waiting.delete(id);
    if (told.error !== undefined) throw new Error(`the stand-in: ${told.error}`);
    return told.value;
  }

  return {
    url: ready.url,
    pid: child.pid ?? 0,
    control: (name, ...args) => ask({ kind: 'control', name, args }),
    setFaults: async (plan) => void (await ask({ kind: 'setFaults', args: [plan] })),
    // What the child sends for these is what its stand-in holds.
    counts: async () => (await ask({ kind: 'counts' })) as { requests: number; faults: number },
    calls: async () => (await ask({ kind: 'calls' })) as readonly StandInCall[],
    forgetCalls: async () => void (await ask({ kind: 'forgetCalls' })),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

async function failedStart(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`the stand-in ended with ${code} before it was ready`);
}
