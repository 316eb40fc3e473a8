import { pathToFileURL } from 'node:url';
import type { FaultPlan } from './faults.ts';
import type { Ask, SendablePlan, Served } from './own-process.ts';
import { type StandIn, startStandIn } from './stand-in.ts';

const [, , module = '', options = '{}', keptCalls = '0'] = process.argv;
// Whoever names the module vouches for what it exports.
const { createStandIn } = (await import(pathToFileURL(module).href)) as {
  createStandIn: (options: unknown) => Served;
};
const served = createStandIn(JSON.parse(options));
const standIn = await startStandIn(served.handler, { keptCalls: Number(keptCalls) });

process.on('message', (ask: Ask) => {
  answer(ask, standIn, served).then(
    (value) => process.send?.({ id: ask.id, value }),
    (error: unknown) => process.send?.({ id: ask.id, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: standIn.url });

async function answer(ask: Ask, on: StandIn, { controls, faultHints }: Served): Promise<unknown> {
  const args = ask.args ?? [];
  switch (ask.kind) {
    case 'counts':
      return on.counts;
    case 'calls':
      return on.calls;
    case 'forgetCalls':
      return on.forgetCalls();
    case 'setFaults': {
      const [plan] = args as readonly [SendablePlan | null];
      return on.setFaults(plan && ({ ...plan, ...faultHints } satisfies FaultPlan));
    }
    case 'control': {
      const control = controls?.[ask.name ?? ''];
      if (!control) throw new Error(`no control is called ${ask.name}`);
      return await control(...(args as never[]));
    }
  }
}
