import type { Reader } from '../../../store/database.ts';
import type { Entity } from '../file-import.ts';
import { refuseOtherText } from './container.ts';
import { decodeText } from './encoding.ts';
import { sniffJson } from './json-stream.ts';
import { openBytes } from './open-bytes.ts';
import { stageCsv } from './stage-csv.ts';
import { stageJson } from './stage-json.ts';
import { stageParquet } from './stage-parquet.ts';
import type { Head, SourceFile, StagedFile, Staging } from './staged.ts';
import { firstBytes, surveyBytes } from './survey.ts';

const HEAD_BYTES = 1 << 20;
const LONGEST_HEAD_BYTES = 32 << 20;

/** Of a file that is too large to stage whole, this much is. */
const BEGINNING_BYTES = 8 << 20;

/** Brings a file into `folder`; of one with more than `wholeBytes` only the beginning. Throws AskerError when it can't hold rows, saying what it is or where it breaks off. */
export async function stageFile(
  file: SourceFile,
  options: {
    readonly folder: string;
    readonly wholeBytes: number;
    readonly db: Reader;
    /** What the rows were said to be: of conversations said to be messages, their messages are the rows. */
    readonly entity?: Entity | undefined;
  },
): Promise<StagedFile> {
  const source = await openBytes(file.path, file.fileName);
  if (source.container === 'parquet') {
    return stageParquet({ source, path: file.path, fileName: file.fileName, ...options });
  }
  const survey = await surveyBytes(source, options.wholeBytes, BEGINNING_BYTES);
  const mostBytes = survey.isWhole ? Number.POSITIVE_INFINITY : BEGINNING_BYTES;
  const { path, fileName } = file;
  const staging = { source, path, survey, fileName, folder: options.folder, mostBytes };
  const head = await readHead(staging, HEAD_BYTES);
  refuseOtherText(head.text, file.fileName);
  const json = sniffJson(head.text);
  if (json) return stageJson(staging, json, options.entity ?? null);
  return stageCsv(staging, head, () => readHead(staging, LONGEST_HEAD_BYTES));
}

async function readHead(staging: Staging, mostBytes: number): Promise<Head> {
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of firstBytes(staging.source, mostBytes)) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  let text = '';
  for await (const piece of decodeText(counted(), staging.survey.encoding)) text += piece;
  return { text, isWhole: bytes < mostBytes - 1 };
}
