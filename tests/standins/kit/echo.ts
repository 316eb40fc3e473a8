import type { Served } from './own-process.ts';

/** The smallest stand-in: says its greeting to everybody. */
export function createStandIn(options: { greeting: string }): Served {
  let { greeting } = options;
  return {
    handler: () => ({ body: { greeting } }),
    controls: {
      greet: (next: string) => {
        const before = greeting;
        greeting = next;
        return before;
      },
    },
  };
}
