/** What is to be worked: jobs of one `thread` one after the other, of one `lane` so many at once. */
export type Work = {
  readonly lane: string;
  readonly thread: string | null;
  run(): Promise<void>;
};

export interface WorkQueue {
  readonly waiting: number;
  add(work: Work): void;
  /** Starts nothing more, gives what was never started, and resolves once the rest is over. */
  close(): Promise<readonly Work[]>;
}

/** `atOnce`: how many of each lane are worked at the same time. `run` has to deal with its own failures. */
export function createWorkQueue(atOnce: number): WorkQueue {
  const waiting: Work[] = [];
  const running = new Map<Work, Promise<void>>();
  let isClosed = false;

  function startWhatMay(): void {
    if (isClosed) return;
    const busy = new Set([...running.keys()].map(({ thread }) => thread));
    for (const work of [...waiting]) {
      const isItsTurn = work.thread === null || !busy.has(work.thread);
      if (isItsTurn && countIn(work.lane) < atOnce) start(work);
      busy.add(work.thread); // whoever comes later in the thread waits for this one
    }
  }

  function countIn(lane: string): number {
    return [...running.keys()].filter((work) => work.lane === lane).length;
  }

  function start(work: Work): void {
    waiting.splice(waiting.indexOf(work), 1);
    const over = work.run().finally(() => {
      running.delete(work);
      startWhatMay();
    });
    running.set(work, over);
  }

  return {
    get waiting() {
      return waiting.length;
    },
    add(work) {
      waiting.push(work);
      startWhatMay();
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(running.values());
      return waiting.splice(0);
    },
  };
}
