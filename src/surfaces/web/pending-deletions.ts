/** How long a deleted thread can be brought back. */
const UNDO_MS = 5_000;
/** The button is on the screen for UNDO_MS; a press at the last moment still has to arrive. */
const GRACE_MS = 1_000;

/** Threads that look deleted but can still come back. */
export interface PendingDeletions {
  has(threadId: string): boolean;
  add(threadId: string): void;
  /** Whether it was in time. */
  undo(threadId: string): boolean;
  /** Deletes at once what is waiting. */
  flush(): Promise<void>;
}

export function createPendingDeletions(
  deleteThread: (id: string) => Promise<void>,
  onError: (error: unknown) => void,
): PendingDeletions {
  const waiting = new Map<string, NodeJS.Timeout>();

  const finish = async (id: string): Promise<void> => {
    clearTimeout(waiting.get(id));
    try {
      await deleteThread(id);
    } catch (error) {
      onError(error);
    }
    waiting.delete(id);
  };

  return {
    has: (id) => waiting.has(id),
    add(id) {
      clearTimeout(waiting.get(id));
      waiting.set(
        id,
        setTimeout(() => void finish(id), UNDO_MS + GRACE_MS),
      );
    },
    undo(id) {
      clearTimeout(waiting.get(id));
      return waiting.delete(id);
    },
    async flush() {
      await Promise.all([...waiting.keys()].map(finish));
    },
  };
}
