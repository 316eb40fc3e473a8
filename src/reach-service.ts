import { realpath } from 'node:fs/promises';
import type { CliParts } from './surfaces/cli/parts.ts';

type Requests = typeof import('./surfaces/cli/service-requests.ts');

/** What a service that has a database open does for the command line; null, or false, where none is running. */
export function reachService(
  usualPath: () => Promise<string>,
): Pick<
  CliParts,
  | 'backUpByService'
  | 'eraseByService'
  | 'assignByService'
  | 'escalateByService'
  | 'analyseByService'
  | 'knowledgeByService'
  | 'suggestByService'
> {
  const ask = async <T>(
    path: string | undefined,
    asking: (service: Requests, stagingFolder: string) => Promise<T | null>,
  ): Promise<T | null> => {
    const store = await realpath(path ?? (await usualPath())).catch(() => null);
    if (store === null) return null; // where there is no database, there is no service on it
    return asking(await import('./surfaces/cli/service-requests.ts'), `${store}.staging`);
  };
  const timed = <T extends object>(reached: T | null) =>
    reached && { ...reached, now: () => Date.now() };
  return {
    backUpByService: async (path, target) =>
      (await ask(path, (service, folder) => service.requestBackup(folder, target))) ?? false,
    eraseByService: (path, email, isRehearsal) =>
      ask(path, (service, folder) => service.requestErasing(folder, email, isRehearsal)),
    analyseByService: (path) => ask(path, (service, folder) => service.reachAnalyses(folder)),
    assignByService: (path) =>
      ask(path, async (service, folder) => timed(await service.reachAssignments(folder))),
    escalateByService: (path) =>
      ask(path, async (service, folder) => timed(await service.reachEscalations(folder))),
    knowledgeByService: (path) =>
      ask(path, async (service, folder) => timed(await service.reachKnowledge(folder))),
    suggestByService: (path) =>
      ask(path, async (service, folder) => timed(await service.reachSuggestions(folder))),
  };
}
