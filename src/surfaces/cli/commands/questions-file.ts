import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { AskerError } from '../../../core/errors.ts';

const name = z.union([z.string().min(1), z.number()]).transform(String);

const line = z.object({
  id: name,
  question: z.string().trim().min(1),
  thread: name.nullish(),
  now: z
    .string()
    .refine((text) => DateTime.fromISO(text).isValid, 'is no ISO 8601 time')
    .nullish(),
});

export type AskedLine = z.infer<typeof line>;

/** The questions of a JSONL file, in its order. Throws AskerError that names the first line that can't be used. */
export async function readQuestionsFile(path: string): Promise<readonly AskedLine[]> {
  const shown = basename(path);
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new AskerError(`The questions in ${path} can’t be read: ${whyNot(cause)}.`, { cause });
  });
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((written, index) =>
      written.trim() === '' ? [] : [readLine(written, `${shown}, line ${index + 1}`)],
    );
}

function readLine(written: string, where: string): AskedLine {
  const read = line.safeParse(parseJson(written, where));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path.join('.') || 'the line';
  throw new AskerError(
    `${where}: ${field}: ${issue?.message}. A line is like {"id": "1", "question": "tickets last week"}, with "thread" and "now" if wanted.`,
  );
}

function parseJson(written: string, where: string): unknown {
  try {
    return JSON.parse(written);
  } catch (cause) {
    throw new AskerError(`${where} is not JSON: ${written.trim().slice(0, 60)}`, { cause });
  }
}

function whyNot(cause: NodeJS.ErrnoException): string {
  if (cause.code === 'ENOENT') return 'there is no such file';
  return cause.code === 'EISDIR' ? 'it is a folder' : cause.message;
}
