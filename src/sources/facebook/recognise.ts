import type { ImportOverrides } from '../files/file-import.ts';
import { decodeText, guessEncoding } from '../files/staging/encoding.ts';
import { openBytes } from '../files/staging/open-bytes.ts';
import type { SourceFile } from '../files/staging/staged.ts';
import { firstBytes } from '../files/staging/survey.ts';

const HEAD_BYTES = 1 << 18;

/** What the three shapes say and no other export does: all patterns of one of them. */
const SIGNS: readonly (readonly RegExp[])[] = [
  [/"grouped_?chats"\s*:/i],
  [/"direction"\s*:\s*"to_(?:company|client)"/i],
  [/"sender_name"\s*:/, /"timestamp(?:_ms)?"\s*:\s*\d/, /"participants"\s*:/],
  [/"created_time"\s*:/, /"participants"\s*:\s*\{\s*"data"/, /"messages"\s*:\s*\{\s*"data"/],
];

/** Whether a file holds the messages of a Facebook page, going by its beginning and by what it was said to be. */
export async function isPageMessages(
  file: SourceFile,
  { as, map, page, source }: ImportOverrides,
): Promise<boolean> {
  const isToldOtherwise = as === undefined || as === 'chats' ? false : page === undefined;
  if (isToldOtherwise || Object.keys(map ?? {}).length > 0) return false;
  const bytes = await openBytes(file.path, file.fileName);
  if (bytes.container === 'parquet') return false;
  const head = await textOf(firstBytes(bytes, HEAD_BYTES));
  if (!/^\s*[[{]/.test(head)) return false;
  const isSaidToBe = page !== undefined || source === 'facebook';
  return isSaidToBe || SIGNS.some((signs) => signs.every((sign) => sign.test(head)));
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  const bytes = Buffer.concat(read);
  let text = '';
  const all = async function* () {
    yield bytes;
  };
  for await (const piece of decodeText(all(), guessEncoding(bytes))) text += piece;
  return text.replace(/^\uFEFF/, '');
}
