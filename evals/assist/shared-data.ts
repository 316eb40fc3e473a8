import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

/** A file of the data sets that lie beside the repository, unpacked; null where it is absent. */
export function readShared(path: string): string | null {
  const file = join(SHARED, path);
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
